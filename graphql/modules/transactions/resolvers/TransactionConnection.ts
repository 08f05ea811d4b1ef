import { countTransactions, cursorOf } from '@/lib/ledger/transactions/data';
import { isStatement, runningBalances } from '@/lib/ledger/transactions/running-balance';
import { sumTransactions } from '@/lib/ledger/transactions/sums';
import type { TransactionConnectionResolvers } from '../../../__generated__/types';

export const TransactionConnection: TransactionConnectionResolvers = {
  nodes: ({ transactions }) => transactions,
  edges: ({ transactions, request }, _args, context) => {
    let balances: Promise<Map<string, bigint>> | undefined;
    return transactions.map((transaction) => ({
      transaction,
      cursor: cursorOf(transaction, request.orderBy),
      // Asked for at most once for the whole page, and not at all when no edge's balance is selected.
      balances: () => {
        balances ??= isStatement(request)
          ? runningBalances(context.scope().householdId, transactions)
          : Promise.resolve(new Map());
        return balances;
      },
    }));
  },
  pageInfo: ({ transactions, hasNextPage, hasPreviousPage, request }) => {
    const [first, last] = [transactions[0], transactions.at(-1)];
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: first ? cursorOf(first, request.orderBy) : null,
      endCursor: last ? cursorOf(last, request.orderBy) : null,
    };
  },
  totalCount: async ({ request }, _args, context) =>
    countTransactions(context.scope().householdId, await context.reference(), request.filter),
  sums: async ({ request }, _args, context) =>
    sumTransactions(context.scope().householdId, await context.reference(), request.filter),
};
