import type { HouseholdId } from '@/lib/platform/scope';
import { addDays, addMonths, endOfMonth, monthOf, type LocalDate } from '@/lib/core/dates/local-date';
import { inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Reference } from '@/lib/ledger/reference/data';
import { addCell, cellCount, countIn, emptyCell, type Cell } from '@/lib/ledger/cells/cell';
import { listMonthCells, recountPostings } from '@/lib/ledger/cells/data';
import { incomeAndExpenses } from '@/lib/ledger/cells/worth';
import { type Posting, postingsOf } from '@/lib/ledger/postings/postings';
import { scanTransactions } from './data';
import { type Predicate, transactionFilter, type TransactionFilter } from './filter';

/**
 * Sums of what matches a filter in one currency, in its minor units; incomes and expenses as
 * `incomeAndExpenses` says.
 */
export type TransactionSum = {
  currency: string;
  count: number;
  incomeMinor: bigint;
  expensesMinor: bigint;
  netMinor: bigint;
};

/**
 * Sums of everything that matches the filter, one per currency.
 *
 * Month totals answer when the filter asks only for accounts, categories and dates; anything finer opens the
 * rows that match.
 */
export async function sumTransactions(
  householdId: HouseholdId,
  reference: Reference,
  given: TransactionFilter,
): Promise<TransactionSum[]> {
  const byCurrency = new Map<string, Cell>();
  const add: AddTo = ({ accountId, categoryId }, cell) => {
    const currency = reference.accounts.get(accountId)?.currency ?? reference.household.baseCurrency;
    const sum = byCurrency.get(currency) ?? emptyCell();
    byCurrency.set(currency, sum);
    addCell(sum, incomeAndExpenses(reference.categories.get(categoryId ?? '')?.kind ?? null, cell));
  };
  await inSnapshot(async (tx) => {
    const filter = transactionFilter(given, await householdVault(householdId, tx), reference);
    if (filter.fromCells) return sumFromCells(householdId, filter, filter.fromCells, add, tx);
    for await (const transaction of scanTransactions(householdId, reference, filter, tx))
      for (const posting of postingsOf(transaction))
        if (filter.counts(posting)) add(posting, cellOfOne(posting));
  });
  return [...byCurrency]
    .filter(([, cell]) => cellCount(cell) > 0)
    .map(([currency, cell]) => ({
      currency,
      count: cellCount(cell),
      incomeMinor: cell.income,
      expensesMinor: cell.expenses,
      netMinor: cell.income + cell.expenses + cell.transfers,
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

type AddTo = (place: Pick<Posting, 'accountId' | 'categoryId'>, cell: Cell) => void;

function cellOfOne({ kind, amountMinor }: Posting): Cell {
  const cell = emptyCell();
  countIn(cell, kind, amountMinor, null, 1);
  return cell;
}

async function sumFromCells(
  householdId: HouseholdId,
  { counts }: Predicate,
  { from, to }: NonNullable<Predicate['fromCells']>,
  add: AddTo,
  tx: Queryable,
): Promise<void> {
  const { wholeFrom, wholeTo, edges } = splitPeriod(from, to);
  for (const { month, cell, ...place } of await listMonthCells(householdId, wholeFrom ?? '1900-01-01', tx)) {
    // Every day of a whole month is in the period, so its first one stands for all.
    if ((wholeTo === null || month <= wholeTo) && counts({ ...place, date: month })) add(place, cell);
  }
  for (const edge of edges) {
    for await (const posting of recountPostings(householdId, edge, tx))
      if (counts(posting)) add(posting, cellOfOne(posting));
  }
}

/**
 * Cuts a period into whole months, which month totals answer, and the days at its edges, which have to be
 * counted. `wholeTo` is the first day of the last whole month; a period without a whole month has one edge
 * and an empty middle.
 */
export function splitPeriod(
  from: LocalDate | null,
  to: LocalDate | null,
): { wholeFrom: LocalDate | null; wholeTo: LocalDate | null; edges: { from: LocalDate; to: LocalDate }[] } {
  const startsWhole = from === null || from === monthOf(from);
  const endsWhole = to === null || to === endOfMonth(to);
  if (from !== null && to !== null && monthOf(from) === monthOf(to) && !(startsWhole && endsWhole)) {
    return { wholeFrom: '2200-01-01', wholeTo: null, edges: [{ from, to }] };
  }
  const edges: { from: LocalDate; to: LocalDate }[] = [];
  if (from !== null && !startsWhole) edges.push({ from, to: endOfMonth(from) });
  if (to !== null && !endsWhole) edges.push({ from: monthOf(to), to });
  return {
    wholeFrom: from === null ? null : startsWhole ? from : addMonths(monthOf(from), 1),
    wholeTo: to === null ? null : endsWhole ? monthOf(to) : monthOf(addDays(monthOf(to), -1)),
    edges,
  };
}
