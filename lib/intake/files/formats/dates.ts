import { isLocalDate, todayIn } from '@/lib/core/dates/local-date';

/** YYYY-MM-DD of the three numbers, null when there is no such day. */
export function dateOf(year: number, month: number, day: number): string | null {
  const date = `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
  return isLocalDate(date) ? date : null;
}

/**
 * As `dateOf`, but the 31st of a shorter month is its last day: banks that count thirty days to every month
 * write 30 February and 31 November for the end of it.
 */
export function bankDateOf(year: number, month: number, day: number): string | null {
  if (day > 31) return null;
  for (let last = day; last >= 28 || last === day; last--) {
    const date = dateOf(year, month, last);
    if (date !== null) return date;
  }
  return null;
}

/** The century of a two-digit year. */
export function fullYear(year: number): number {
  return year + (year < 80 ? 2000 : 1900);
}

/**
 * A date at the start of "20240131", "20240131120000.000[-5:EST]", "2024-01-31", "2024-01-31+01:00" or
 * "2024-01-31T00:00:00Z".
 */
export function leadingDate(text: string): string | null {
  const match = /^\s*(\d{4})-?(\d{2})-?(\d{2})/.exec(text);
  return match && dateOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** "31.01.2024". */
export function dottedDate(text: string): string | null {
  const match = /^\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})/.exec(text);
  return match && dateOf(Number(match[3]), Number(match[2]), Number(match[1]));
}

const MAX_MS = 8e12;

/** The day that an instant in milliseconds since 1970 is in a time zone; null when it is no such number. */
export function dateOfInstant(text: string, timeZone: string): string | null {
  const ms = /^\d{9,14}$/.test(text) ? Number(text) : NaN;
  if (!(ms < MAX_MS)) return null;
  const date = todayIn(timeZone, new Date(ms));
  return isLocalDate(date) ? date : null;
}
