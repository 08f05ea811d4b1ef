import type { CategorySummaryResolvers } from '../../../__generated__/types';

export const CategorySummary: CategorySummaryResolvers = {
  income: ({ incomeMinor, currency }) => ({ amountMinor: incomeMinor, currency }),
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  total: ({ incomeMinor, expensesMinor, currency }) => ({
    amountMinor: incomeMinor + expensesMinor,
    currency,
  }),
};
