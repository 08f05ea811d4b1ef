import { categoryColors } from '@/components/ui/category-color';
import { byMagnitude, ratio, signOf, sumAmounts } from './exact';

/**
 * What one category cost, above zero where more came back than was spent; `category` is null for what has
 * none.
 */
export interface CategoryTotal {
  category: { id: string; name: string; color: string | null; parentId: string | null } | null;
  amount: string;
}

/** A category of the first level with its subcategories, or the rest of a long list. */
export interface Branch {
  /** A category's id, NO_CATEGORY or OTHER. */
  id: string;
  name: string;
  color: string | null;
  amount: string;
  /** What it is made of, the largest first; empty when there is nothing to open. */
  parts: Branch[];
}

export const NO_CATEGORY = 'none';
export const OTHER = 'other';
const MOST = 7;

/**
 * Expenses by category of the first level, each with its subcategories, the largest first.
 *
 * `parents` names the first level, for a parent that has subcategories only. What was booked into the parent
 * itself is a part of its own. A category that costs nothing in the end is left out; for those that brought
 * something, see `splitBranches`.
 */
export function groupByParent(
  totals: readonly CategoryTotal[],
  parents: ReadonlyMap<string, { name: string; color: string | null }>,
  noCategory: string,
): Branch[] {
  const branches = new Map<string, Branch>();
  for (const { category, amount } of totals) {
    const id = category?.parentId ?? category?.id ?? NO_CATEGORY;
    const own = category?.parentId ? parents.get(category.parentId) : category;
    const branch = branches.get(id) ?? {
      id,
      name: own?.name ?? noCategory,
      color: own?.color ?? null,
      amount: '0',
      parts: [],
    };
    branch.parts.push({
      id: category?.id ?? NO_CATEGORY,
      name: category?.name ?? noCategory,
      color: branch.color,
      amount,
      parts: [],
    });
    branches.set(id, branch);
  }
  return [...branches.values()]
    .map(settle)
    .filter(({ amount }) => signOf(amount) !== 0)
    .sort((a, b) => byMagnitude(a.amount, b.amount));
}

function settle(branch: Branch): Branch {
  const parts = branch.parts
    .filter(({ amount }) => signOf(amount) !== 0)
    .sort((a, b) => byMagnitude(a.amount, b.amount));
  const opens = parts.some((part) => part.id !== branch.id);
  return {
    ...branch,
    amount: sumAmounts(branch.parts.map((part) => part.amount)),
    parts: opens ? parts.map(withOwnColor) : [],
  };
}

/**
 * What was spent, which has a share of the whole, and apart from it what brought more back than it cost, such
 * as a refund of the month before: it can be no slice.
 */
export function splitBranches(branches: readonly Branch[]): { spent: Branch[]; returned: Branch[] } {
  return {
    spent: branches.filter(({ amount }) => signOf(amount) < 0),
    returned: branches.filter(({ amount }) => signOf(amount) > 0),
  };
}

/**
 * Subcategories have their parent's colour; beside each other they need one each, beginning with the
 * parent's.
 */
function withOwnColor(part: Branch, index: number): Branch {
  const first = categoryColors.findIndex((color) => color === part.color);
  return { ...part, color: categoryColors[(Math.max(first, 0) + index) % categoryColors.length] ?? null };
}

/** At most seven and the rest together; a rest of one is shown as itself. */
export function foldRest(branches: readonly Branch[], other: string): Branch[] {
  if (branches.length <= MOST + 1) return [...branches];
  const rest = branches.slice(MOST);
  return [
    ...branches.slice(0, MOST),
    {
      id: OTHER,
      name: other,
      color: null,
      amount: sumAmounts(rest.map(({ amount }) => amount)),
      parts: rest,
    },
  ];
}

/** As the doughnut draws them: with their share of the whole, and the whole. */
export function toSlices(branches: readonly Branch[]) {
  const total = sumAmounts(branches.map(({ amount }) => amount));
  return {
    total,
    slices: branches.map(({ id, name, color, amount }) => ({
      id,
      name,
      color,
      amount,
      share: ratio(amount, total),
    })),
  };
}
