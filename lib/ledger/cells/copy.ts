import { v7 as uuidv7 } from 'uuid';
import { copyBytes, copyInto } from '@/lib/platform/db/copy';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { TokenMemory } from '@/lib/platform/vault/blind-index';
import type { Ledger } from './mutations';
import type { Posting } from '@/lib/ledger/postings/postings';
import { searchableTexts, toSealed } from '@/lib/ledger/rows/row';
import type {
  BankDetails,
  BankValues,
  Marks,
  TransactionKind,
  TransactionOrigin,
  TransactionStatus,
} from '@/lib/ledger/rows/types';

/** A transaction to be written together with many others. `bank` is what a bank told besides. */
export type NewTransaction = {
  accountId: string;
  categoryId: string | null;
  date: LocalDate;
  amountMinor: bigint;
  kind: TransactionKind;
  status: TransactionStatus;
  payee: string | null;
  description: string | null;
  notes?: string | null;
  origin?: TransactionOrigin;
  bank?: BankDetails;
  marks?: Marks;
  bankValues?: BankValues;
  /** When it was first recorded and last changed, as ISO 8601, where that was not just now. */
  createdAt?: string;
  updatedAt?: string;
};

/**
 * Writes many transactions with COPY, in the order given, into a locked ledger. The caller applies the postings it returns.
 * `progress` is told from time to time how many are written; the stream waits for it.
 */
export async function copyTransactions(
  ledger: Ledger,
  transactions: readonly NewTransaction[],
  options: { importId?: string; progress?: (done: number) => Promise<void>; progressEvery?: number } = {},
): Promise<Posting[]> {
  const { importId, progress, progressEvery = 5_000 } = options;
  const now = new Date().toISOString();
  const memory: TokenMemory = new Map();
  const rows = async function* () {
    for (const [index, transaction] of transactions.entries()) {
      if (progress && index > 0 && index % progressEvery === 0) await progress(index);
      yield transactionCells(ledger, uuidv7(), transaction, { importId: importId ?? null, now, memory });
    }
  };
  await copyInto(ledger.tx, TRANSACTION_TARGET, rows());
  return [...transactions];
}

/** The table and columns that transactionCells makes cells for. */
export const TRANSACTION_TARGET =
  'transaction (id, household_id, account_id, date, category_id, status, kind, origin, sealed, search_tokens, import_id, created_at, updated_at)';

/** A transaction as a row for copyInto. `memory` keeps the search tokens of words that come again. */
export function transactionCells(
  ledger: Pick<Ledger, 'vault' | 'householdId'>,
  id: string,
  transaction: NewTransaction,
  { importId, now, memory }: { importId: string | null; now: string; memory: TokenMemory },
): (string | null)[] {
  const sealed = toSealed(transaction);
  return [
    id,
    ledger.householdId,
    transaction.accountId,
    transaction.date,
    transaction.categoryId,
    transaction.status,
    transaction.kind,
    transaction.origin ?? 'PERSON',
    copyBytes(ledger.vault.seal('transaction', id, sealed)),
    `{${ledger.vault.searchTokens(searchableTexts(sealed), memory).join(',')}}`,
    importId,
    transaction.createdAt ?? now,
    transaction.updatedAt ?? now,
  ];
}
