import { formatDate } from '@/components/ui/format-date';
import { intlLocale } from '@/components/ui/intl-locale';
import { endOfMonth, monthOf, type LocalDate } from '@/lib/dates/local-date';

/** Days from..to in words: a whole month by its name ("October 2026"), else as a range ("1–21 Oct 2026"). */
export function formatPeriod({ from, to }: { from: LocalDate; to: LocalDate }, locale: string): string {
  if (from === monthOf(to) && to === endOfMonth(to)) return formatDate(from, locale, 'month');
  const format = new Intl.DateTimeFormat(intlLocale(locale), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}
