import { intlLocale } from '@/lib/platform/i18n/intl-locale';

const styles = {
  /** 12 Apr 2026 · 12. 4. 2026 */
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  /** 12 Apr · 12. 4. */
  short: { day: 'numeric', month: 'short' },
  /** Sunday 12 April · neděle 12. dubna */
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  /** Sunday 12 April 2026 · neděle 12. dubna 2026 */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Sun · ne */
  weekday: { weekday: 'short' },
  /** April 2026 · duben 2026 */
  month: { month: 'long', year: 'numeric' },
  /** Apr · dub */
  shortMonth: { month: 'short' },
  /** Apr 26 · 4/26: for axes that span years */
  axisMonth: { month: 'short', year: '2-digit' },
  /** What <DateInput> shows: unmistakable and typable. 12/04/2026 · 12. 4. 2026 */
  input: { day: 'numeric', month: 'numeric', year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof styles;

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Writes a calendar date "YYYY-MM-DD". A calendar date has no time zone, so it is formatted in UTC, in which
 * it was made.
 */
export function formatDate(date: string, locale: string, style: DateStyle = 'medium'): string {
  const key = `${locale} ${style}`;
  let formatter = formatters.get(key);
  if (!formatter)
    formatters.set(
      key,
      (formatter = new Intl.DateTimeFormat(intlLocale(locale), { ...styles[style], timeZone: 'UTC' })),
    );
  return formatter.format(new Date(`${date}T00:00:00Z`));
}
