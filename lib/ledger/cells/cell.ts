import type { TransactionKind } from '@/lib/ledger/rows/types';

/**
 * The totals of one account, category and month. Amounts are minor units of the account's currency, the
 * `base` ones of the household's base currency; `out` amounts are zero or negative. What had no rate is in
 * `unconverted…` instead of in `base…`, and `unconvertedCount` says how many amounts that are.
 */
export type Cell = {
  income: bigint;
  expenses: bigint;
  transfers: bigint;
  incomeCount: number;
  expenseCount: number;
  transferCount: number;
  baseIncome: bigint;
  baseExpenses: bigint;
  unconvertedIncome: bigint;
  unconvertedExpenses: bigint;
  unconvertedCount: number;
};

/**
 * How a cell is written into its sealed column. Positions are the format: append, never reorder. Cells from
 * before amounts without a rate were counted end one position earlier.
 */
export type SealedCell = [
  string,
  string,
  string,
  number,
  number,
  number,
  string,
  string,
  string,
  string,
  number?,
];

export function emptyCell(): Cell {
  return {
    income: 0n,
    expenses: 0n,
    transfers: 0n,
    incomeCount: 0,
    expenseCount: 0,
    transferCount: 0,
    baseIncome: 0n,
    baseExpenses: 0n,
    unconvertedIncome: 0n,
    unconvertedExpenses: 0n,
    unconvertedCount: 0,
  };
}

export function toSealedCell(cell: Cell): SealedCell {
  return [
    cell.income.toString(),
    cell.expenses.toString(),
    cell.transfers.toString(),
    cell.incomeCount,
    cell.expenseCount,
    cell.transferCount,
    cell.baseIncome.toString(),
    cell.baseExpenses.toString(),
    cell.unconvertedIncome.toString(),
    cell.unconvertedExpenses.toString(),
    cell.unconvertedCount,
  ];
}

export function fromSealedCell(sealed: SealedCell): Cell {
  return {
    income: BigInt(sealed[0]),
    expenses: BigInt(sealed[1]),
    transfers: BigInt(sealed[2]),
    incomeCount: sealed[3],
    expenseCount: sealed[4],
    transferCount: sealed[5],
    baseIncome: BigInt(sealed[6]),
    baseExpenses: BigInt(sealed[7]),
    unconvertedIncome: BigInt(sealed[8]),
    unconvertedExpenses: BigInt(sealed[9]),
    unconvertedCount: sealed[10] ?? 0,
  };
}

/**
 * Counts one amount into a cell, or out of it when `times` is -1. `baseMinor` is the amount in the base
 * currency, null when no rate was known. Transfers move balances only; they are in no income and no expense
 * total.
 */
export function countIn(
  cell: Cell,
  kind: TransactionKind,
  amountMinor: bigint,
  baseMinor: bigint | null,
  times: 1 | -1,
): void {
  const sign = BigInt(times);
  if (kind !== 'TRANSFER' && baseMinor === null) cell.unconvertedCount += times;
  if (kind === 'TRANSFER') {
    cell.transfers += sign * amountMinor;
    cell.transferCount += times;
  } else if (kind === 'INCOME') {
    cell.income += sign * amountMinor;
    cell.incomeCount += times;
    if (baseMinor === null) cell.unconvertedIncome += sign * amountMinor;
    else cell.baseIncome += sign * baseMinor;
  } else {
    cell.expenses += sign * amountMinor;
    cell.expenseCount += times;
    if (baseMinor === null) cell.unconvertedExpenses += sign * amountMinor;
    else cell.baseExpenses += sign * baseMinor;
  }
}

/** Adds `other` to a cell, or takes it out of the cell when `times` is -1. */
export function addCell(into: Cell, other: Cell, times: 1 | -1 = 1): void {
  const sign = BigInt(times);
  into.income += sign * other.income;
  into.expenses += sign * other.expenses;
  into.transfers += sign * other.transfers;
  into.incomeCount += times * other.incomeCount;
  into.expenseCount += times * other.expenseCount;
  into.transferCount += times * other.transferCount;
  into.baseIncome += sign * other.baseIncome;
  into.baseExpenses += sign * other.baseExpenses;
  into.unconvertedIncome += sign * other.unconvertedIncome;
  into.unconvertedExpenses += sign * other.unconvertedExpenses;
  into.unconvertedCount += times * other.unconvertedCount;
}

/** Everything that the cell moves its account's balance by. */
export function cellNet(cell: Cell): bigint {
  return cell.income + cell.expenses + cell.transfers;
}

export function cellCount(cell: Cell): number {
  return cell.incomeCount + cell.expenseCount + cell.transferCount;
}
