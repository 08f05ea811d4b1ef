import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { formatDate } from '@/components/ui/format-date';
import type { Figures_OverviewFragment } from '@/graphql/__generated__/client/graphql';

/** More say nothing to a person; the title has the rate as it was published. */
const SHOWN_DIGITS = 6;

/** The rates behind the net worth, for anyone who asks. Nothing when there was nothing to convert. */
export async function ConvertedAt({ rates }: { rates: Figures_OverviewFragment['rates'] }) {
  const [t, tr, format, locale] = await Promise.all([
    getTranslations('dashboard'),
    getTranslations('rates'),
    getFormatter(),
    getLocale(),
  ]);
  if (rates.length === 0) return null;
  return (
    <details className="text-12 text-muted">
      <summary className="w-fit rounded-sm hover:text-ink">
        {t('convertedAt', { count: rates.length })}
      </summary>
      <ul className="mt-1.5 grid gap-1.5">
        {rates.map(({ from, to, rate, date, source, estimate, stale }) => (
          <li key={from} className="flex flex-wrap items-center gap-x-2 gap-y-0.5 tabular-nums">
            <span title={rate} className="font-medium text-ink">
              {tr('rate', {
                from,
                to,
                rate: format.number(Number(rate), { maximumSignificantDigits: SHOWN_DIGITS }),
              })}
            </span>
            {!estimate && <span>{tr(`sourceNames.${source}`)}</span>}
            {!estimate && stale ? (
              <span>
                {tr('fixing', {
                  date: formatDate(date, locale, 'short'),
                  weekday: formatDate(date, locale, 'weekday'),
                })}
              </span>
            ) : (
              <span>{tr('ofDay', { date: formatDate(date, locale) })}</span>
            )}
            {estimate && <Badge tone="attention">{tr('estimate')}</Badge>}
          </li>
        ))}
      </ul>
      <Link
        href="/settings/rates"
        className="mt-1.5 inline-block rounded-sm font-medium text-accent underline-offset-4 hover:underline"
      >
        {t('allRates')}
      </Link>
    </details>
  );
}
