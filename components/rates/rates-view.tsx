import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { formatDate } from '@/components/ui/format-date';
import { intlLocale } from '@/components/ui/intl-locale';
import { DayChoice } from './day-choice';
import type { ExchangeRate } from './queries';

/** More say nothing to a person; the title has the rate as it was published. */
const SHOWN_DIGITS = 6;

interface RatesViewProps {
  on: string;
  today: string;
  baseCurrency: string;
  rates: readonly ExchangeRate[];
  missing: readonly string[];
}

/** What the household's currencies are worth on a day, each with who says so and since when. */
export function RatesView({ on, today, baseCurrency, rates, missing }: RatesViewProps) {
  const t = useTranslations('rates');
  const isNeeded = rates.length + missing.length > 0;
  return (
    <Card
      title={t('ratesInto', { currency: baseCurrency })}
      aside={<DayChoice key={on} on={on} today={today} />}
      flush
    >
      {missing.length > 0 && (
        <div className="px-4 pb-4 sm:px-6">
          <Banner tone="attention">
            {t('missing', { count: missing.length, currencies: missing.join(', ') })}
          </Banner>
        </div>
      )}
      {!isNeeded && <p className="px-4 pb-6 text-muted sm:px-6">{t('none', { currency: baseCurrency })}</p>}
      <ul>
        {rates.map((rate) => (
          <RateRow key={rate.from} {...rate} />
        ))}
      </ul>
      {rates.some(({ estimate }) => estimate) && (
        <p className="border-t border-line px-4 py-3 text-12 text-muted sm:px-6">{t('estimateHint')}</p>
      )}
    </Card>
  );
}

function RateRow({ from, to, rate, date, source, estimate, stale }: ExchangeRate) {
  const t = useTranslations('rates');
  const locale = useLocale();
  const format = useFormatter();
  const name = new Intl.DisplayNames(intlLocale(locale), { type: 'currency' }).of(from) ?? from;
  const day = { date: formatDate(date, locale, 'short'), weekday: formatDate(date, locale, 'weekday') };
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line px-4 py-3 sm:px-6">
      <span className="min-w-0 flex-1 basis-40">
        <span className="font-medium">{from}</span> <span className="text-muted">{name}</span>
      </span>
      <span title={rate} className="tabular-nums">
        {t('rate', {
          from,
          to,
          rate: format.number(Number(rate), { maximumSignificantDigits: SHOWN_DIGITS }),
        })}
      </span>
      <span className="flex basis-full flex-wrap items-center gap-x-2 text-12 text-muted sm:basis-72 sm:justify-end">
        {!estimate && <span>{t(`sourceNames.${source}`)}</span>}
        {estimate ? (
          <span>{t('ofDay', { date: formatDate(date, locale) })}</span>
        ) : (
          stale && <span>{t('fixing', day)}</span>
        )}
        {estimate && <Badge tone="attention">{t('estimate')}</Badge>}
      </span>
    </li>
  );
}
