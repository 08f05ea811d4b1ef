import type { Account } from '../accounts/types';
import type { Category } from '../categories/types';
import type { LocalDate } from '../dates/local-date';

export type TransactionKind = 'INCOME' | 'EXPENSE' | 'TRANSFER';
export type TransactionStatus = 'PENDING' | 'CLEARED' | 'RECONCILED';

/**
 * One movement of money in one account.
 *
 * Sign, stated once for the whole program: a negative `amountMinor` is money out of the account, a positive one money in.
 * Minor units of the account's currency.
 */
export type Transaction = {
  id: string;
  account: Account;
  category: Category | null;
  date: LocalDate;
  amountMinor: bigint;
  kind: TransactionKind;
  status: TransactionStatus;
  payee: string | null;
  description: string | null;
  notes: string | null;
  /** Instants as PostgreSQL writes them; few readers want them, and a page would parse a hundred. */
  createdAt: string;
  updatedAt: string;
};

/** What the sealed column of a transaction holds; empty texts are left out. */
export type SealedTransaction = {
  /** Amount in minor units. */
  a: string;
  /** Payee. */
  p?: string;
  /** Description. */
  d?: string;
  /** Notes. */
  n?: string;
  /** What the bank told besides: counterparty account, its own id, symbols. */
  b?: { account?: string; id?: string; variable?: string; constant?: string; specific?: string };
};

/** Zero, which only bank files bring, counts as an expense of nothing. */
export function kindOf(amountMinor: bigint): Exclude<TransactionKind, 'TRANSFER'> {
  return amountMinor > 0n ? 'INCOME' : 'EXPENSE';
}
