import { formatDate } from '@/components/ui/format-date';
import { intlLocale } from '@/components/ui/intl-locale';
import { endOfMonth, monthOf, type LocalDate } from '@/lib/core/dates/local-date';

interface Days {
  from: LocalDate;
  to: LocalDate;
}

/**
 * Days from..to in words: a whole month by its name ("October 2026"), else as a range ("1–21 October 2026").
 */
export function formatPeriod({ from, to }: Days, locale: string): string {
  if (from === monthOf(to) && to === endOfMonth(to)) return formatDate(from, locale, 'month');
  return formatRange({ from, to }, locale, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** The months that from..to touch: "December 2025 – November 2026". */
export function formatMonths(days: Days, locale: string): string {
  return formatRange(days, locale, { month: 'long', year: 'numeric' });
}

function formatRange({ from, to }: Days, locale: string, style: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(intlLocale(locale), { ...style, timeZone: 'UTC' });
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}
