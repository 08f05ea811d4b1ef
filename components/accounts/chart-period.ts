import { addMonths, monthOf, type LocalDate, type MonthStart } from '@/lib/core/dates/local-date';

/** The API gives at most so many months. */
const MOST_MONTHS = 240;

/** The months whose balances are drawn: the last twelve, or all since the first transaction. */
export function readChartPeriod(
  isAllTime: boolean,
  today: LocalDate,
  oldest: LocalDate | null,
): { from: MonthStart; to: MonthStart; isAllTime: boolean } {
  const to = monthOf(today);
  const year = addMonths(to, -11);
  const earliest = addMonths(to, 1 - MOST_MONTHS);
  const start = oldest === null ? year : monthOf(oldest);
  const from = isAllTime && start < year ? (start < earliest ? earliest : start) : year;
  return { from, to, isAllTime };
}

/** Balances as the chart draws them: a month that is not over ends today, with what there is today. */
export function pointsUntil(
  today: LocalDate,
  amountToday: string,
  ends: readonly { date: LocalDate; balance: { amount: string } }[],
): { date: LocalDate; amount: string }[] {
  return ends.map(({ date, balance }) =>
    date > today ? { date: today, amount: amountToday } : { date, amount: balance.amount },
  );
}
