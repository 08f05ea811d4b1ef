import type { HouseholdId } from '../auth/scope';
import { sumsUpTo } from '../accounts/data';
import type { Category } from '../categories/types';
import { addMonths, endOfMonth, listMonths, monthOf, type LocalDate, type MonthStart } from '../dates/local-date';
import type { Reference } from '../households/data';
import { addCell, cellCount, cellNet, countIn, emptyCell, type Cell } from '../ledger/cell';
import { listMonthCells, recountPostings, type MonthCell } from '../ledger/data';
import { loadConverter } from '../rates/data';
import type { Converter } from '../rates/convert';
import { splitPeriod } from '../transactions/sums';

export type Totals = { incomeMinor: bigint; expensesMinor: bigint };
export type Overview = Totals & {
  currency: string;
  netWorthMinor: bigint;
  byMonth: (Totals & { month: MonthStart })[];
  byCategory: { category: Category | null; totalMinor: bigint; count: number }[];
  netWorthByMonth: { date: LocalDate; netWorthMinor: bigint }[];
  /** In the currencies they are in: what no rate was known for. */
  unconverted: { currency: string; amountMinor: bigint }[];
};

/**
 * Where the money of the days from..to went, in the household's base currency.
 *
 * Whole months come from month totals, days at the edges of the period are counted. Balances are converted at the rate of the
 * day they are shown for, or of `today` when that day is still to come; incomes and expenses at the rate of their own day.
 * What has no rate is in no total and is named in `unconverted`.
 */
export async function overview(householdId: HouseholdId, reference: Reference, period: { from: LocalDate; to: LocalDate }, today: LocalDate): Promise<Overview> {
  const { from, to } = period;
  const currencies = [...reference.accounts.values()].map((account) => account.currency);
  const converter = await loadConverter(householdId, reference.household.baseCurrency, currencies);
  const cells = await cellsOfPeriod(householdId, reference, converter, period);

  const total = emptyCell();
  const months = new Map<string, Cell>(listMonths(monthOf(from), monthOf(to)).map((month) => [month, emptyCell()]));
  const categories = new Map<string | null, Cell>();
  const missing = new Map<string, bigint>();
  for (const { accountId, categoryId, month, cell } of cells) {
    addCell(total, cell);
    const ofMonth = months.get(month);
    if (ofMonth) addCell(ofMonth, cell);
    const ofCategory = categories.get(categoryId) ?? emptyCell();
    addCell(ofCategory, cell);
    categories.set(categoryId, ofCategory);
    const left = cell.unconvertedIncome + cell.unconvertedExpenses;
    const currency = reference.accounts.get(accountId)?.currency;
    if (left !== 0n && currency) missing.set(currency, (missing.get(currency) ?? 0n) + left);
  }
  const worth = await netWorths(householdId, reference, converter, period, today);
  for (const [currency, amount] of worth.unconverted) missing.set(currency, amount);
  return {
    currency: reference.household.baseCurrency,
    incomeMinor: total.baseIncome,
    expensesMinor: total.baseExpenses,
    netWorthMinor: worth.byMonth.at(-1)?.netWorthMinor ?? 0n,
    byMonth: [...months].map(([month, cell]) => ({ month, incomeMinor: cell.baseIncome, expensesMinor: cell.baseExpenses })),
    byCategory: [...categories]
      .map(([id, cell]) => ({
        category: id === null ? null : (reference.categories.get(id) ?? null),
        totalMinor: cell.baseIncome + cell.baseExpenses,
        count: cellCount(cell) - cell.transferCount,
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => compareMagnitude(b.totalMinor, a.totalMinor)),
    netWorthByMonth: worth.byMonth,
    unconverted: [...missing].map(([currency, amountMinor]) => ({ currency, amountMinor })).sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}

function compareMagnitude(a: bigint, b: bigint): number {
  const difference = (a < 0n ? -a : a) - (b < 0n ? -b : b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

async function cellsOfPeriod(householdId: HouseholdId, reference: Reference, converter: Converter, period: { from: LocalDate; to: LocalDate }): Promise<MonthCell[]> {
  const { wholeFrom, wholeTo, edges } = splitPeriod(period.from, period.to);
  const whole = await listMonthCells(householdId, wholeFrom ?? '1900-01-01');
  const cells = whole.filter(({ month }) => wholeTo === null || month <= wholeTo);
  for (const edge of edges) {
    for await (const posting of recountPostings(householdId, edge)) {
      const cell = emptyCell();
      const currency = reference.accounts.get(posting.accountId)?.currency ?? converter.currency;
      countIn(cell, posting.kind, posting.amountMinor, converter.convert(posting.amountMinor, currency, posting.date), 1);
      cells.push({ accountId: posting.accountId, categoryId: posting.categoryId, month: monthOf(posting.date), cell });
    }
  }
  return cells;
}

/** Net worth at the end of each month of the period, walked back from the balances at its end. */
async function netWorths(
  householdId: HouseholdId,
  reference: Reference,
  converter: Converter,
  period: { from: LocalDate; to: LocalDate },
  today: LocalDate,
): Promise<{ byMonth: { date: LocalDate; netWorthMinor: bigint }[]; unconverted: Map<string, bigint> }> {
  const sums = new Map(await sumsUpTo(householdId, period.to));
  const netByMonth = new Map<string, Map<string, bigint>>();
  for (const { accountId, month, cell } of await listMonthCells(householdId, monthOf(period.from))) {
    const ofMonth = netByMonth.get(month) ?? new Map<string, bigint>();
    ofMonth.set(accountId, (ofMonth.get(accountId) ?? 0n) + cellNet(cell));
    netByMonth.set(month, ofMonth);
  }
  const byMonth: { date: LocalDate; netWorthMinor: bigint }[] = [];
  const unconverted = new Map<string, bigint>();
  const months = listMonths(monthOf(period.from), monthOf(period.to)).reverse();
  for (const [index, month] of months.entries()) {
    const date = index === 0 ? period.to : endOfMonth(month);
    let netWorthMinor = 0n;
    for (const account of reference.accounts.values()) {
      const balance = account.openingBalanceMinor + (sums.get(account.id) ?? 0n);
      const converted = converter.convert(balance, account.currency, date < today ? date : today);
      if (converted !== null) netWorthMinor += converted;
      else if (index === 0) unconverted.set(account.currency, (unconverted.get(account.currency) ?? 0n) + balance);
    }
    byMonth.push({ date, netWorthMinor });
    if (index === 0 && period.to < endOfMonth(month)) {
      // The last month was cut off at `to`; what is left of it in the sums is only its days up to there.
      const until = await sumsUpTo(householdId, endOfMonth(addMonths(month, -1)));
      for (const account of reference.accounts.keys()) sums.set(account, until.get(account) ?? 0n);
      continue;
    }
    for (const [accountId, net] of netByMonth.get(month) ?? []) sums.set(accountId, (sums.get(accountId) ?? 0n) - net);
  }
  return { byMonth: byMonth.reverse(), unconverted };
}
