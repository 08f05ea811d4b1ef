import type { OverviewResolvers } from '../../../__generated__/types';

export const Overview: OverviewResolvers = {
  income: ({ incomeMinor, currency }) => ({ amountMinor: incomeMinor, currency }),
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  net: ({ incomeMinor, expensesMinor, currency }) => ({ amountMinor: incomeMinor + expensesMinor, currency }),
  netWorth: ({ netWorthMinor, currency }) => ({ amountMinor: netWorthMinor, currency }),
  byMonth: ({ byMonth, currency }) => byMonth.map((month) => ({ ...month, currency })),
  byCategory: ({ byCategory, currency }) => byCategory.map((category) => ({ ...category, currency })),
  netWorthByMonth: ({ netWorthByMonth, currency }) => netWorthByMonth.map((end) => ({ ...end, currency })),
};
