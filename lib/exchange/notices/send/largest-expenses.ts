import type { Overview } from '@/lib/insight/overview/data';
import type { MonthlySummary } from '../templates/facts';

const MOST = 5;

/**
 * The largest expenses of a month by category of the first level, as the dashboard sums them up, with what
 * each was the month before.
 */
export function largestExpenses(
  month: Overview['byCategory'],
  monthBefore: Overview['byCategory'],
): MonthlySummary['categories'] {
  const before = byFirstLevel(monthBefore);
  return [...byFirstLevel(month)]
    .map(([id, { name, expensesMinor }]) => ({
      name,
      expensesMinor,
      monthBeforeMinor: before.get(id)?.expensesMinor ?? 0n,
    }))
    .filter(({ expensesMinor }) => expensesMinor < 0n)
    .sort((a, b) => (a.expensesMinor < b.expensesMinor ? -1 : a.expensesMinor > b.expensesMinor ? 1 : 0))
    .slice(0, MOST);
}

function byFirstLevel(
  totals: Overview['byCategory'],
): Map<string | null, { name: string | null; expensesMinor: bigint }> {
  const sums = new Map<string | null, { name: string | null; expensesMinor: bigint }>();
  for (const { category, expensesMinor } of totals) {
    const first = category?.parent ?? category;
    const sum = sums.get(first?.id ?? null) ?? { name: first?.name ?? null, expensesMinor: 0n };
    sums.set(first?.id ?? null, { ...sum, expensesMinor: sum.expensesMinor + expensesMinor });
  }
  return sums;
}
