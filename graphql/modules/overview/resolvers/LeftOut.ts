import type { LeftOutResolvers } from '../../../__generated__/types';

export const LeftOut: LeftOutResolvers = {
  income: ({ incomeMinor, currency }) => ({ amountMinor: incomeMinor, currency }),
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  held: ({ heldMinor, currency }) => ({ amountMinor: heldMinor, currency }),
  owed: ({ owedMinor, currency }) => ({ amountMinor: owedMinor, currency }),
};
