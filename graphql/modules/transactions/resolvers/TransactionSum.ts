import type { TransactionSumResolvers } from '../../../__generated__/types';

export const TransactionSum: TransactionSumResolvers = {
  income: ({ incomeMinor, currency }) => ({ amountMinor: incomeMinor, currency }),
  expenses: ({ expensesMinor, currency }) => ({ amountMinor: expensesMinor, currency }),
  net: ({ netMinor, currency }) => ({ amountMinor: netMinor, currency }),
};
