import type { TransactionEdgeResolvers } from '../../../__generated__/types';

export const TransactionEdge: TransactionEdgeResolvers = {
  node: ({ transaction }) => transaction,
  balance: async ({ transaction, balances }) => {
    const amountMinor = (await balances()).get(transaction.id);
    return amountMinor === undefined ? null : { amountMinor, currency: transaction.account.currency };
  },
};
