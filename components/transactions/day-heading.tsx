import { useLocale, useTranslations } from 'next-intl';
import { formatDate } from '@/components/ui/format-date';
import { Amount } from '@/components/money/amount';
import { addDays } from '@/lib/core/dates/local-date';
import type { DayItem } from './list-items';

/** Stays under the page's header while its day is scrolled through. */
export function DayHeading({
  day,
  today,
  plainCurrency,
}: {
  day: DayItem;
  today: string;
  plainCurrency: string;
}) {
  const t = useTranslations('transactions');
  const tc = useTranslations('common');
  const locale = useLocale();
  // Rows may be there before it is known what day it is; the list says so with an empty `today`.
  const isThisYear = day.date.slice(0, 4) === today.slice(0, 4);
  const written = formatDate(day.date, locale, isThisYear ? 'day' : 'full');
  const name =
    day.date === today
      ? `${tc('today')}, ${written}`
      : today !== '' && day.date === addDays(today, -1)
        ? `${tc('yesterday')}, ${written}`
        : written;
  return (
    <div
      role="row"
      className="sticky top-14 z-10 flex h-9 items-center justify-between gap-4 border-b border-line bg-grey-3 px-3 text-12 text-muted sm:px-4 lg:top-0"
    >
      <span role="rowheader" className="truncate font-medium text-ink">
        <time dateTime={day.date}>{name}</time>
      </span>
      <span role="gridcell" className="flex gap-3" aria-label={day.sums ? undefined : tc('loading')}>
        {day.sums && <span className="sr-only">{t('daySum')}</span>}
        {day.sums?.map((sum) => (
          <Amount
            key={sum.currency}
            amount={sum.amount}
            currency={sum.currency === plainCurrency ? undefined : sum.currency}
            signed
          />
        ))}
      </span>
    </div>
  );
}
