import {
  addDays,
  addMonths,
  endOfMonth,
  isLocalDate,
  listMonths,
  monthOf,
  type LocalDate,
  type MonthStart,
} from '@/lib/core/dates/local-date';

export const periodNames = ['this-month', 'last-month', 'quarter', 'year', '12-months'] as const;
export type PeriodName = (typeof periodNames)[number];

export interface Period {
  /** `range` is one that the person chose day by day. */
  name: PeriodName | 'range';
  from: LocalDate;
  /**
   * Included. Periods that are not over end today, so that they are compared with as many days of the period
   * before.
   */
  to: LocalDate;
}

/** Reads `?period=…` or `?from=…&to=…`; whatever makes no sense is this month. */
export function readPeriod(
  params: { period?: string; from?: string; to?: string },
  today: LocalDate,
): Period {
  const { from, to } = params;
  if (from && to && isLocalDate(from) && isLocalDate(to)) {
    const [first, last] = from <= to ? [from, to] : [to, from];
    return { name: 'range', from: first, to: withinTwentyYears(first, last) };
  }
  return namedPeriod(periodNames.find((name) => name === params.period) ?? 'this-month', today);
}

/** The API lists at most 240 months. */
function withinTwentyYears(from: LocalDate, to: LocalDate): LocalDate {
  const limit = endOfMonth(addMonths(monthOf(from), 239));
  return to < limit ? to : limit;
}

export function namedPeriod(name: PeriodName, today: LocalDate): Period {
  const month = monthOf(today);
  switch (name) {
    case 'this-month':
      return { name, from: month, to: today };
    case 'last-month':
      return { name, from: addMonths(month, -1), to: addDays(month, -1) };
    case 'quarter':
      return { name, from: addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3)), to: today };
    case 'year':
      return { name, from: `${today.slice(0, 4)}-01-01`, to: today };
    case '12-months':
      return { name, from: addMonths(month, -11), to: today };
  }
}

/**
 * The period before, to compare with: as many months where the period begins with a month, else as many days.
 * A period that ends within a month is compared with one that ends on the same day of its month: 1–21
 * November with 1–21 October.
 */
export function periodBefore({ name, from, to }: Period): { from: LocalDate; to: LocalDate } {
  const wholeMonths = from === monthOf(from) && (name !== 'range' || to === endOfMonth(to));
  if (!wholeMonths) {
    const days = daysBetween(from, to) + 1;
    return { from: addDays(from, -days), to: addDays(from, -1) };
  }
  // The quarter and the year that came before are whole ones, also when only some months of this one have
  // begun.
  const months =
    name === 'quarter'
      ? 3
      : name === 'year' || name === '12-months'
        ? 12
        : listMonths(from, monthOf(to)).length;
  const lastMonth = addMonths(monthOf(to), -months);
  const end = endOfMonth(lastMonth);
  const sameDay = `${lastMonth.slice(0, 8)}${to.slice(8)}`;
  return { from: addMonths(from, -months), to: to === endOfMonth(to) || sameDay > end ? end : sameDay };
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * What charts over time show: the period itself, or the twelve months up to it when it is too short to show a
 * course.
 */
export function periodOfCharts({ from, to }: Period): { from: LocalDate; to: LocalDate } {
  const months = listMonths(monthOf(from), monthOf(to)).length;
  return months > 3 ? { from, to } : { from: addMonths(monthOf(to), -11), to };
}

/** The days of `month` that lie in from..to: what a bar stands for. */
export function daysOfMonth(
  month: MonthStart,
  { from, to }: { from: LocalDate; to: LocalDate },
): { from: LocalDate; to: LocalDate } {
  const end = endOfMonth(month);
  return { from: month > from ? month : from, to: end < to ? end : to };
}
