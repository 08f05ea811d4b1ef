import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { v7 as uuidv7 } from 'uuid';
import type { LocalDate } from '../dates/local-date';
import type { Ledger, Posting } from '../ledger/mutations';
import { searchableTexts, toSealed } from './row';
import type { SealedTransaction, TransactionKind, TransactionStatus } from './types';

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
  bank?: SealedTransaction['b'];
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
  const postings: Posting[] = [];
  const lines = async function* () {
    let batch = '';
    for (const [index, transaction] of transactions.entries()) {
      if (progress && index > 0 && index % progressEvery === 0) await progress(index);
      postings.push(transaction);
      batch += copyLine(ledger, transaction, importId, now);
      if (batch.length > 64 * 1024) {
        yield batch;
        batch = '';
      }
    }
    yield batch;
  };
  await pipeline(
    Readable.from(lines()),
    (ledger.tx as pg.PoolClient).query(
      copyFrom('COPY transaction (id, household_id, account_id, date, category_id, status, kind, sealed, search_tokens, import_id, created_at, updated_at) FROM STDIN'),
    ),
  );
  return postings;
}

function copyLine(ledger: Ledger, transaction: NewTransaction, importId: string | undefined, now: string): string {
  const id = uuidv7();
  const sealed = toSealed(transaction, transaction.bank);
  const columns = [
    id,
    ledger.householdId,
    transaction.accountId,
    transaction.date,
    transaction.categoryId ?? '\\N',
    transaction.status,
    transaction.kind,
    `\\\\x${ledger.vault.seal('transaction', id, sealed).toString('hex')}`,
    `{${ledger.vault.searchTokens(searchableTexts(sealed)).join(',')}}`,
    importId ?? '\\N',
    now,
    now,
  ];
  return `${columns.join('\t')}\n`;
}
