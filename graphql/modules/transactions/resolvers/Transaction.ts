import type { TransactionResolvers } from '../../../__generated__/types';

export const Transaction: Pick<
  TransactionResolvers,
  | 'account'
  | 'amount'
  | 'category'
  | 'createdAt'
  | 'date'
  | 'description'
  | 'id'
  | 'kind'
  | 'notes'
  | 'payee'
  | 'status'
  | 'updatedAt'
> = {
  amount: ({ amountMinor, account }) => ({ amountMinor, currency: account.currency }),
  createdAt: ({ createdAt }) => new Date(createdAt),
  updatedAt: ({ updatedAt }) => new Date(updatedAt),
};
