import type { TransactionResolvers } from './../../../__generated__/types';

export const Transaction: TransactionResolvers = {
  amount: ({ amountMinor, account }) => ({ amountMinor, currency: account.currency }),
  createdAt: ({ createdAt }) => new Date(createdAt),
  updatedAt: ({ updatedAt }) => new Date(updatedAt),
};
