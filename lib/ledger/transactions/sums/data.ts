import type { HouseholdId } from '@/lib/platform/scope';
import { addDays, addMonths, endOfMonth, monthOf, type LocalDate } from '@/lib/core/dates/local-date';
import { inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import type { Reference } from '@/lib/ledger/reference/data';
import { addCell, cellCount, countIn, emptyCell, type Cell } from '@/lib/ledger/cells/cell';
import { listMonthCells, recountPostings } from '@/lib/ledger/cells/data';
import { incomeAndExpenses } from '@/lib/ledger/cells/worth';
import { scanAmounts } from '../data';
import { isGiven, type TransactionFilter } from '../filter';
import type { TransactionKind } from '@/lib/ledger/rows/types';

/** Sums of what matches a filter in one currency, in its minor units; incomes and expenses as `incomeAndExpenses` says. */
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
 * Month totals answer when the filter asks only for accounts, categories and dates; anything finer opens the rows that match.
 */
export async function sumTransactions(
  householdId: HouseholdId,
  reference: Reference,
  filter: TransactionFilter,
): Promise<TransactionSum[]> {
  const byCurrency = new Map<string, Cell>();
  const add: AddTo = (currency, categoryId, cell) => {
    const sum = byCurrency.get(currency) ?? emptyCell();
    byCurrency.set(currency, sum);
    addCell(sum, incomeAndExpenses(reference.categories.get(categoryId ?? '')?.kind ?? null, cell));
  };
  await inSnapshot(async (tx) => {
    if (isCoarse(filter)) return sumFromCells(householdId, reference, filter, add, tx);
    for await (const row of scanAmounts(householdId, reference, filter, tx)) {
      add(row.currency, row.categoryId, cellOfOne(row));
    }
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

type AddTo = (currency: string, categoryId: string | null, cell: Cell) => void;

function cellOfOne({ kind, amountMinor }: { kind: TransactionKind; amountMinor: bigint }): Cell {
  const cell = emptyCell();
  countIn(cell, kind, amountMinor, null, 1);
  return cell;
}

function isCoarse(filter: TransactionFilter): boolean {
  const { accountIds: _a, categoryIds: _c, uncategorized: _u, from: _f, to: _t, ...finer } = filter;
  return !Object.values(finer).some(isGiven);
}

async function sumFromCells(
  householdId: HouseholdId,
  reference: Reference,
  filter: TransactionFilter,
  add: AddTo,
  tx: Queryable,
): Promise<void> {
  const accounts = filter.accountIds && new Set(filter.accountIds.filter(isUuid));
  const categories = filter.categoryIds && new Set(filter.categoryIds);
  const matches = (accountId: string, categoryId: string | null) => {
    if (reference.hidden.has(accountId) || (accounts && !accounts.has(accountId))) return false;
    if (filter.uncategorized === true && categoryId !== null) return false;
    if (filter.uncategorized === false && categoryId === null) return false;
    if (!categories) return true;
    const category = categoryId === null ? undefined : reference.categories.get(categoryId);
    return (
      category !== undefined &&
      (categories.has(category.id) || (category.parent !== null && categories.has(category.parent.id)))
    );
  };
  const currencyOf = (accountId: string) =>
    reference.accounts.get(accountId)?.currency ?? reference.household.baseCurrency;
  const { wholeFrom, wholeTo, edges } = splitPeriod(filter.from ?? null, filter.to ?? null);
  for (const { accountId, categoryId, month, cell } of await listMonthCells(
    householdId,
    wholeFrom ?? '1900-01-01',
    tx,
  )) {
    if ((wholeTo === null || month <= wholeTo) && matches(accountId, categoryId))
      add(currencyOf(accountId), categoryId, cell);
  }
  for (const edge of edges) {
    for await (const posting of recountPostings(householdId, edge, tx)) {
      if (matches(posting.accountId, posting.categoryId))
        add(currencyOf(posting.accountId), posting.categoryId, cellOfOne(posting));
    }
  }
}

/**
 * Cuts a period into whole months, which month totals answer, and the days at its edges, which have to be counted.
 * `wholeTo` is the first day of the last whole month; a period without a whole month has one edge and an empty middle.
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
