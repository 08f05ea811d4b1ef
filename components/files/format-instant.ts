import { intlLocale } from '@/components/ui/intl-locale';

/** Writes an instant as the household's clocks showed it: "12 Apr 2026, 14:05". */
export function formatInstant(instant: string, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(intlLocale(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(instant));
}
