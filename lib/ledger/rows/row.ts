import type { Reference } from '@/lib/ledger/reference/data';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Vault } from '@/lib/platform/vault/vault';
import type {
  SealedTransaction,
  Transaction,
  TransactionKind,
  TransactionOrigin,
  TransactionStatus,
} from './types';

/**
 * Columns of a list row, in the order of TransactionRow. Read as arrays: objects cost a fifth of a page's
 * time.
 */
export const ROW_COLUMNS =
  't.id, t.account_id, t.category_id, t.date, t.status, t.kind, t.sealed, t.created_at, t.updated_at, t.origin, t.import_id';
export type TransactionRow = [
  string,
  string,
  string | null,
  LocalDate,
  TransactionStatus,
  TransactionKind,
  Buffer,
  string,
  string,
  TransactionOrigin,
  string | null,
];

/** Opens a row and puts its account and category on it, so that resolvers answer without a promise. */
export function toTransaction(row: TransactionRow, vault: Vault, reference: Reference): Transaction {
  const [id, accountId, categoryId, date, status, kind, sealed, createdAt, updatedAt, origin, importId] = row;
  const account = reference.accounts.get(accountId);
  if (!account) throw new Error('A transaction names an account that its household does not have.');
  const text = vault.open<SealedTransaction>('transaction', id, sealed);
  return {
    id,
    account,
    category: categoryId === null ? null : (reference.categories.get(categoryId) ?? null),
    date,
    amountMinor: BigInt(text.a),
    kind,
    status,
    payee: text.p ?? null,
    description: text.d ?? null,
    notes: text.n ?? null,
    origin,
    bank: text.b,
    marks: text.m,
    bankValues: text.o,
    importId,
    createdAt,
    updatedAt,
  };
}

type SealedParts = Pick<Transaction, 'amountMinor' | 'payee' | 'description'> &
  Partial<Pick<Transaction, 'notes' | 'bank' | 'marks' | 'bankValues'>>;

/** The sealed part of a transaction; empty texts are left out. */
export function toSealed(transaction: SealedParts): SealedTransaction {
  const sealed: SealedTransaction = { a: transaction.amountMinor.toString() };
  if (transaction.payee) sealed.p = transaction.payee;
  if (transaction.description) sealed.d = transaction.description;
  if (transaction.notes) sealed.n = transaction.notes;
  if (isFilled(transaction.bank)) sealed.b = transaction.bank;
  if (isFilled(transaction.marks)) sealed.m = transaction.marks;
  if (isFilled(transaction.bankValues)) sealed.o = transaction.bankValues;
  return sealed;
}

function isFilled<T extends object>(part: T | undefined): part is T {
  return part !== undefined && Object.keys(part).length > 0;
}
