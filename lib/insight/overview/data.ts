import { LRUCache } from 'lru-cache';
import type { HouseholdId } from '@/lib/platform/scope';
import { sumsUpTo } from '@/lib/ledger/accounts/data';
import type { Category } from '@/lib/ledger/reference/category';
import {
  addMonths,
  endOfMonth,
  listMonths,
  monthOf,
  type LocalDate,
  type MonthStart,
} from '@/lib/core/dates/local-date';
import { inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import type { Reference } from '@/lib/ledger/reference/data';
import { addCell, cellCount, cellNet, countIn, emptyCell, type Cell } from '@/lib/ledger/cells/cell';
import { listMonthCells, recountPostings, type MonthCell } from '@/lib/ledger/cells/data';
import { incomeAndExpenses } from '@/lib/ledger/cells/worth';
import type { Converter } from '@/lib/core/rates/convert';
import { type ExchangeRate, loadConverter } from '@/lib/core/rates/data';
import { splitPeriod } from '@/lib/ledger/transactions/sums';

export type Totals = { incomeMinor: bigint; expensesMinor: bigint };
export type Overview = Totals & {
  currency: string;
  netWorthMinor: bigint;
  byMonth: (Totals & { month: MonthStart })[];
  /** As `incomeAndExpenses` says: their incomes and expenses add up to those above. */
  byCategory: (Totals & { category: Category | null; count: number })[];
  netWorthByMonth: { date: LocalDate; netWorthMinor: bigint }[];
  /** What no rate was known for, by currency in alphabetical order. */
  leftOut: LeftOut[];
  /** What net worth at the end of the period was converted with, by currency. */
  rates: ExchangeRate[];
};

/**
 * Amounts of one currency that no rate was known for, in its minor units, so that nothing nets anything else
 * away: what came in and what went out in the period, by sign, and balances that are not in the net worth,
 * those above zero and those below. `count` is how many transactions and accounts that are.
 */
export type LeftOut = Totals & { currency: string; heldMinor: bigint; owedMinor: bigint; count: number };

type Period = { from: LocalDate; to: LocalDate };

/**
 * Overviews by everything they depend on. The versions come with the session's look-up, so an overview that
 * is kept is right as long as nothing was written, in whichever process.
 */
const overviews = new LRUCache<string, Overview>({ max: 1_000 });

/**
 * Where the money of the days from..to went, in the household's base currency.
 *
 * Whole months come from month totals, days at the edges of the period are counted. Balances are converted at
 * the rate of the day they are shown for, or of `today` when that day is still to come; incomes and expenses
 * at the rate of their own day. What has no rate is in no total and is named in `leftOut`. The versions are
 * those of the session's look-up; that of the ledger is null when the same operation has written since.
 */
export async function overview(
  householdId: HouseholdId,
  reference: Reference,
  period: Period,
  today: LocalDate,
  { ledgerVersion, ratesVersion }: { ledgerVersion: string | null; ratesVersion: string },
): Promise<Overview> {
  const count = () =>
    inSnapshot((tx) => countOverview(householdId, reference, period, today, ratesVersion, tx));
  if (ledgerVersion === null) return count();
  const key = [
    householdId,
    reference.reader,
    ledgerVersion,
    reference.version,
    ratesVersion,
    period.from,
    period.to,
    today,
  ].join();
  const known = overviews.get(key);
  if (known) return known;
  const counted = await count();
  overviews.set(key, counted);
  return counted;
}

async function countOverview(
  householdId: HouseholdId,
  reference: Reference,
  period: Period,
  today: LocalDate,
  ratesVersion: string,
  tx: Queryable,
): Promise<Overview> {
  const { from, to } = period;
  const currencies = [...reference.accounts.values()].map((account) => account.currency);
  const converter = await loadConverter(reference.household.baseCurrency, currencies, ratesVersion, tx);
  // Read once for both: the months of the period for what came and went, and all since then to walk the
  // balances back.
  const monthCells = (await listMonthCells(householdId, monthOf(from), tx)).filter(({ accountId }) =>
    isCounted(reference, accountId),
  );
  const cells = await cellsOfPeriod(householdId, reference, converter, period, monthCells, tx);

  const total = emptyCell();
  const months = new Map<string, Cell>(
    listMonths(monthOf(from), monthOf(to)).map((month) => [month, emptyCell()]),
  );
  const categories = new Map<string | null, Cell>();
  const worth = await netWorths(householdId, reference, converter, period, today, monthCells, tx);
  const leftOut = worth.leftOut;
  for (const { accountId, categoryId, month, cell: bySign } of cells) {
    const cell = incomeAndExpenses(reference.categories.get(categoryId ?? '')?.kind ?? null, bySign);
    const ofMonth = months.get(month);
    if (ofMonth) addCell(ofMonth, cell);
    const ofCategory = categories.get(categoryId) ?? emptyCell();
    addCell(ofCategory, cell);
    categories.set(categoryId, ofCategory);
    const currency = reference.accounts.get(accountId)?.currency;
    if (currency && (bySign.unconvertedIncome !== 0n || bySign.unconvertedExpenses !== 0n)) {
      const left = leftOutOf(leftOut, currency);
      left.incomeMinor += bySign.unconvertedIncome;
      left.expensesMinor += bySign.unconvertedExpenses;
      left.count += bySign.unconvertedCount;
    }
  }
  for (const cell of months.values()) addCell(total, cell);
  return {
    currency: reference.household.baseCurrency,
    incomeMinor: total.baseIncome,
    expensesMinor: total.baseExpenses,
    netWorthMinor: worth.byMonth.at(-1)?.netWorthMinor ?? 0n,
    byMonth: [...months].map(([month, cell]) => ({
      month,
      incomeMinor: cell.baseIncome,
      expensesMinor: cell.baseExpenses,
    })),
    byCategory: summariseCategories(reference, categories),
    netWorthByMonth: worth.byMonth,
    leftOut: [...leftOut.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    rates: worth.rates,
  };
}

function leftOutOf(all: Map<string, LeftOut>, currency: string): LeftOut {
  const known = all.get(currency);
  if (known) return known;
  const left = { currency, incomeMinor: 0n, expensesMinor: 0n, heldMinor: 0n, owedMinor: 0n, count: 0 };
  all.set(currency, left);
  return left;
}

/**
 * Whether an account is in the totals of the reference's reader: it is not hidden, and its person has not
 * left it out.
 */
function isCounted(reference: Reference, accountId: string): boolean {
  return reference.accounts.get(accountId)?.counted ?? false;
}

function summariseCategories(
  reference: Reference,
  categories: ReadonlyMap<string | null, Cell>,
): Overview['byCategory'] {
  return [...categories]
    .map(([id, cell]) => ({
      category: id === null ? null : (reference.categories.get(id) ?? null),
      incomeMinor: cell.baseIncome,
      expensesMinor: cell.baseExpenses,
      count: cellCount(cell) - cell.transferCount,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => compareMagnitude(netOf(b), netOf(a)));
}

const netOf = ({ incomeMinor, expensesMinor }: Totals) => incomeMinor + expensesMinor;

function compareMagnitude(a: bigint, b: bigint): number {
  const difference = (a < 0n ? -a : a) - (b < 0n ? -b : b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

async function cellsOfPeriod(
  householdId: HouseholdId,
  reference: Reference,
  converter: Converter,
  period: Period,
  monthCells: readonly MonthCell[],
  tx: Queryable,
): Promise<MonthCell[]> {
  const { wholeFrom, wholeTo, edges } = splitPeriod(period.from, period.to);
  const cells = monthCells.filter(
    ({ month }) => (wholeFrom === null || month >= wholeFrom) && (wholeTo === null || month <= wholeTo),
  );
  for (const edge of edges) {
    for await (const posting of recountPostings(householdId, edge, tx)) {
      if (!isCounted(reference, posting.accountId)) continue;
      const cell = emptyCell();
      const currency = reference.accounts.get(posting.accountId)?.currency ?? converter.currency;
      countIn(
        cell,
        posting.kind,
        posting.amountMinor,
        converter.convert(posting.amountMinor, currency, posting.date),
        1,
      );
      cells.push({
        accountId: posting.accountId,
        categoryId: posting.categoryId,
        month: monthOf(posting.date),
        cell,
      });
    }
  }
  return cells;
}

/** Net worth at the end of each month of the period, walked back from the balances at its end. */
async function netWorths(
  householdId: HouseholdId,
  reference: Reference,
  converter: Converter,
  period: Period,
  today: LocalDate,
  monthCells: readonly MonthCell[],
  tx: Queryable,
): Promise<{
  byMonth: Overview['netWorthByMonth'];
  leftOut: Map<string, LeftOut>;
  rates: ExchangeRate[];
}> {
  const sums = new Map(await sumsUpTo(householdId, period.to, tx));
  const netByMonth = new Map<string, Map<string, bigint>>();
  for (const { accountId, month, cell } of monthCells) {
    const ofMonth = netByMonth.get(month) ?? new Map<string, bigint>();
    ofMonth.set(accountId, (ofMonth.get(accountId) ?? 0n) + cellNet(cell));
    netByMonth.set(month, ofMonth);
  }
  const byMonth: { date: LocalDate; netWorthMinor: bigint }[] = [];
  const leftOut = new Map<string, LeftOut>();
  const rates = new Map<string, ExchangeRate>();
  const months = listMonths(monthOf(period.from), monthOf(period.to)).reverse();
  for (const [index, month] of months.entries()) {
    const date = index === 0 ? period.to : endOfMonth(month);
    const asked = date < today ? date : today;
    let netWorthMinor = 0n;
    for (const account of reference.accounts.values()) {
      if (!account.counted) continue;
      const balance = account.openingBalanceMinor + (sums.get(account.id) ?? 0n);
      const converted = converter.convert(balance, account.currency, asked);
      if (converted !== null) netWorthMinor += converted;
      if (index > 0 || balance === 0n) continue;
      if (converted === null) {
        const left = leftOutOf(leftOut, account.currency);
        if (balance > 0n) left.heldMinor += balance;
        else left.owedMinor += balance;
        left.count += 1;
      } else if (!rates.has(account.currency)) {
        const applied = converter.rateOn(account.currency, asked);
        if (applied)
          rates.set(account.currency, { ...applied, from: account.currency, to: converter.currency, asked });
      }
    }
    byMonth.push({ date, netWorthMinor });
    if (index === 0 && period.to < endOfMonth(month)) {
      // The last month was cut off at `to`; what is left of it in the sums is only its days up to there.
      const until = await sumsUpTo(householdId, endOfMonth(addMonths(month, -1)), tx);
      for (const account of reference.accounts.keys()) sums.set(account, until.get(account) ?? 0n);
      continue;
    }
    for (const [accountId, net] of netByMonth.get(month) ?? [])
      sums.set(accountId, (sums.get(accountId) ?? 0n) - net);
  }
  return {
    byMonth: byMonth.reverse(),
    leftOut,
    rates: [...rates.values()].sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}
