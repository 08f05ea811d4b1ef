/** A calendar date "YYYY-MM-DD" without a time zone. Plain strings compare and sort the way dates do. */
export type LocalDate = string;
/** First day of a month, e.g. "2026-02-01". */
export type MonthStart = string;

/** The last day that can be recorded. */
export const LAST_DAY: LocalDate = '2199-12-31';

/** Whether the text is a real day of the calendar: "2026-02-30" is not. Years 1900 to 2199 are accepted. */
export function isLocalDate(text: string): text is LocalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Today in an IANA time zone, at the given instant. The instant is an argument so that tests own the clock.
 */
export function todayIn(timeZone: string, now: Date): LocalDate {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

export function monthOf(date: LocalDate): MonthStart {
  return `${date.slice(0, 7)}-01`;
}

/** The UTC midnight that a day begins with: Prisma knows calendar dates by it. */
export function toMidnight(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** The day that begins with a UTC midnight, the other way round of `toMidnight`. */
export function fromMidnight(midnight: Date): LocalDate {
  return midnight.toISOString().slice(0, 10);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const midnight = toMidnight(date);
  midnight.setUTCDate(midnight.getUTCDate() + days);
  return fromMidnight(midnight);
}

export function addMonths(month: MonthStart, months: number): MonthStart {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** The last day of the month that `date` lies in. */
export function endOfMonth(date: LocalDate): LocalDate {
  return addDays(addMonths(monthOf(date), 1), -1);
}

/** Months from..to, both included, ascending. */
export function listMonths(from: MonthStart, to: MonthStart): MonthStart[] {
  const months: MonthStart[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}
