import { v7 as uuidv7 } from 'uuid';
import type { Account } from '@/lib/ledger/reference/account';
import type { Category } from '@/lib/ledger/reference/category';
import type { LocalDate } from '@/lib/core/dates/local-date';

export type TransactionKind = 'INCOME' | 'EXPENSE' | 'TRANSFER';
export type TransactionStatus = 'PENDING' | 'CLEARED' | 'RECONCILED';
/** Who recorded it first: a person, a statement file, or a bank connection. */
export type TransactionOrigin = 'PERSON' | 'FILE' | 'BANK';

/**
 * One movement of money in one account.
 *
 * Sign, stated once for the whole program: a negative `amountMinor` is money out of the account, a positive
 * one money in. Minor units of the account's currency.
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
  origin: TransactionOrigin;
  /** What the bank told besides. */
  bank?: BankDetails;
  /** Fields whose value is not that of the origin; see provenance.ts. */
  marks?: Marks;
  /** What the bank says of fields that a person has changed, and its corrections of what was reconciled. */
  bankValues?: BankValues;
  /** The import that brought it; null when none did. */
  importId: string | null;
  /** Instants as PostgreSQL writes them; few readers want them, and a page would parse a hundred. */
  createdAt: string;
  updatedAt: string;
};

/**
 * What a bank tells of a transaction besides amount, date and texts: counterparty account, its own id,
 * symbols.
 */
export type BankDetails = {
  account?: string;
  id?: string;
  variable?: string;
  constant?: string;
  specific?: string;
};

export type MarkedField =
  'date' | 'amount' | 'payee' | 'description' | 'notes' | 'category' | 'status' | 'kind';
/** P: a person's value. R: a rule's. A field without a mark has its origin's. */
export type Marks = Partial<Record<MarkedField, 'P' | 'R'>>;
/** Amount in minor units. A null text means that the bank says nothing. */
export type BankValues = {
  date?: LocalDate;
  amount?: string;
  payee?: string | null;
  description?: string | null;
  status?: TransactionStatus;
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
  b?: BankDetails;
  m?: Marks;
  /** What the bank says where a person says otherwise. */
  o?: BankValues;
};

/** Zero, which only bank files bring, counts as an expense of nothing. */
export function kindOf(amountMinor: bigint): Exclude<TransactionKind, 'TRANSFER'> {
  return amountMinor > 0n ? 'INCOME' : 'EXPENSE';
}

/**
 * A transaction with another amount, in minor units: a side of a transfer stays one, anything else follows
 * its sign.
 */
export function withAmount(transaction: Transaction, amountMinor: bigint): Transaction {
  const kind = transaction.kind === 'TRANSFER' ? 'TRANSFER' : kindOf(amountMinor);
  return { ...transaction, amountMinor, kind };
}

/**
 * A transaction that is not booked yet, with an id of its own: uncategorised, cleared, an income or expense
 * by its sign, recorded now by a person, unless `given` says otherwise.
 */
export function draftTransaction(
  given: Pick<Transaction, 'account' | 'date' | 'amountMinor'> & Partial<Transaction>,
): Transaction {
  const now = new Date().toISOString();
  return {
    id: uuidv7(),
    category: null,
    kind: kindOf(given.amountMinor),
    status: 'CLEARED',
    payee: null,
    description: null,
    notes: null,
    origin: 'PERSON',
    importId: null,
    createdAt: now,
    updatedAt: now,
    ...given,
  };
}
