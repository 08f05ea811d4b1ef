import type { PageRequest, TransactionPage } from '@/lib/ledger/transactions/data';
import type { TransactionSum as Sum } from '@/lib/ledger/transactions/sums';
import type { Transaction } from '@/lib/ledger/rows/types';

export type TransactionMapper = Transaction;
export type PayeeSuggestionMapper = Transaction;
export type TransactionSumMapper = Sum;
/** The page and what was asked for: count, sums and running balances are worked out only when selected. */
export type TransactionConnectionMapper = TransactionPage & { request: PageRequest };
export type TransactionEdgeMapper = {
  transaction: Transaction;
  cursor: string;
  balances: () => Promise<Map<string, bigint>>;
};
