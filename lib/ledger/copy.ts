import { v7 as uuidv7 } from 'uuid';
import { copyBytes, copyInto } from '../db/copy';
import type { LocalDate } from '../dates/local-date';
import type { TokenMemory } from '../vault/blind-index';
import type { Ledger, Posting } from './mutations';
import { searchableTexts, toSealed } from '../transactions/row';
import type { BankDetails, TransactionKind, TransactionOrigin, TransactionStatus } from '../transactions/types';

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
      yield toCells(ledger, transaction, { importId: importId ?? null, now, memory });
    }
  };
  const columns = 'id, household_id, account_id, date, category_id, status, kind, origin, sealed, search_tokens, import_id, created_at, updated_at';
  await copyInto(ledger.tx, `transaction (${columns})`, rows());
  return [...transactions];
}

function toCells(ledger: Ledger, transaction: NewTransaction, { importId, now, memory }: { importId: string | null; now: string; memory: TokenMemory }): (string | null)[] {
  const id = uuidv7();
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
    now,
    now,
  ];
}
