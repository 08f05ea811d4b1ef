import type { CategorySummaryResolvers } from '../../../__generated__/types';

export const CategorySummary: CategorySummaryResolvers = {
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  total: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
};
