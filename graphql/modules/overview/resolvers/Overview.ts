import type { OverviewResolvers } from '../../../__generated__/types';

export const Overview: OverviewResolvers = {
  income: ({ incomeMinor, currency }) => ({ amountMinor: incomeMinor, currency }),
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  net: ({ incomeMinor, expensesMinor, currency }) => ({ amountMinor: incomeMinor + expensesMinor, currency }),
  netWorth: ({ netWorthMinor, currency }) => ({ amountMinor: netWorthMinor, currency }),
  byMonth: ({ byMonth, currency }) => byMonth.map((month) => ({ ...month, currency })),
  byCategory: ({ byCategory, currency }) => byCategory.map((category) => ({ ...category, currency })),
  unconverted: ({ leftOut }) =>
    leftOut.flatMap(({ currency, incomeMinor, expensesMinor, heldMinor, owedMinor }) =>
      [incomeMinor, expensesMinor, heldMinor, owedMinor]
        .filter((amountMinor) => amountMinor !== 0n)
        .map((amountMinor) => ({ amountMinor, currency })),
    ),
  unconvertedCount: ({ leftOut }) => leftOut.reduce((sum, { count }) => sum + count, 0),
  netWorthByMonth: ({ netWorthByMonth, currency }) => netWorthByMonth.map((end) => ({ ...end, currency })),
};
