import type { MonthSummaryResolvers } from '../../../__generated__/types';

export const MonthSummary: MonthSummaryResolvers = {
  income: ({ incomeMinor, currency }) => ({ amountMinor: incomeMinor, currency }),
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  net: ({ incomeMinor, expensesMinor, currency }) => ({ amountMinor: incomeMinor + expensesMinor, currency }),
};
