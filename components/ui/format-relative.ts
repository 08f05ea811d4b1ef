import { intlLocale } from './intl-locale';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago an instant was, or how far off it is, in the coarsest unit that still says something: "12
 * minutes ago", "za 3 hodiny".
 */
export function formatRelative(instant: string, now: Date, locale: string): string {
  const seconds = Math.round((Date.parse(instant) - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  const formatter = new Intl.RelativeTimeFormat(intlLocale(locale), { numeric: 'auto' });
  // Nobody counts seconds, and the clocks of server and browser differ by some.
  if (size < 45) return formatter.format(0, 'second');
  if (size < 45 * MINUTE)
    return formatter.format(Math.sign(seconds) * Math.max(1, Math.round(size / MINUTE)), 'minute');
  // "Tomorrow" would be a day of the calendar, which an instant less than a day off need not be.
  if (size < 36 * HOUR)
    return new Intl.RelativeTimeFormat(intlLocale(locale)).format(
      Math.sign(seconds) * Math.max(1, Math.round(size / HOUR)),
      'hour',
    );
  return new Intl.RelativeTimeFormat(intlLocale(locale)).format(
    Math.sign(seconds) * Math.round(size / DAY),
    'day',
  );
}
