import type { CategoryKind } from '@/lib/ledger/reference/category';
import type { Cell } from './cell';

/**
 * What a cell is in incomes and expenses: the one place that says so. What stands in an expense category is
 * spending, and a refund there is less of it; what stands in an income category is income. Only what has no
 * category (`kind` null) is told by its sign. The cell holds amounts by their sign; the one that is returned
 * holds them by their meaning, so its expenses may be above zero and its income below. Both have the same
 * sums. A subcategory is of its parent's kind.
 */
export function incomeAndExpenses(kind: CategoryKind | null, cell: Cell): Cell {
  if (kind === null) return cell;
  const count = cell.incomeCount + cell.expenseCount;
  const own = cell.income + cell.expenses;
  const base = cell.baseIncome + cell.baseExpenses;
  const unconverted = cell.unconvertedIncome + cell.unconvertedExpenses;
  const isIncome = kind === 'INCOME';
  return {
    ...cell,
    income: isIncome ? own : 0n,
    expenses: isIncome ? 0n : own,
    incomeCount: isIncome ? count : 0,
    expenseCount: isIncome ? 0 : count,
    baseIncome: isIncome ? base : 0n,
    baseExpenses: isIncome ? 0n : base,
    unconvertedIncome: isIncome ? unconverted : 0n,
    unconvertedExpenses: isIncome ? 0n : unconverted,
  };
}
