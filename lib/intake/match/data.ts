import { rowOf } from '@/lib/intake/row';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from '@/lib/ledger/rows/row';
import type { Transaction } from '@/lib/ledger/rows/types';
import { POSTING_COLUMNS, type PostingRow, toBankPosting } from '@/lib/intake/postings/data';
import { type BankPosting } from '@/lib/intake/postings/types';
import { DISCONNECTED, type KnownRow } from './match';

/**
 * What an account has on some days: the bank's rows and the transactions, and both as the matcher wants them.
 */
export type AccountRecord = {
  known: KnownRow[];
  postings: Map<string, BankPosting>;
  transactions: Map<string, Transaction>;
};

/**
 * The source of a row for the matcher. Files of one layout are one source: they write the same row the same
 * way.
 */
export function sourceOfFile(format: string, headerFingerprint: string): string {
  return `file:${format}:${headerFingerprint}`;
}

/**
 * Everything that is known of an account on the days from..to. A posting and its transaction are one known
 * row. What `exceptSource`, a source of files, has brought or recognised is left out: its rows are told apart
 * by their fingerprints.
 */
export async function readAccountRecord(
  ledger: Ledger,
  accountId: string,
  range: { from: LocalDate; to: LocalDate; exceptSource?: string },
): Promise<AccountRecord> {
  const { from, to, exceptSource = '' } = range;
  const { tx, householdId, vault, reference } = ledger;
  const { rows: postingRows } = await tx.query<PostingRow & { file_source: string | null }>(
    `SELECT ${POSTING_COLUMNS}, 'file:' || i.format || ':' || i.header_fingerprint AS file_source
      FROM bank_posting p LEFT JOIN import i ON i.id = p.import_id
      WHERE p.household_id = $1 AND p.account_id = $2 AND p.date BETWEEN $3 AND $4 AND ($5 = ''
        OR coalesce('file:' || i.format || ':' || i.header_fingerprint, '') <> $5)
      ORDER BY p.date, p.id`,
    [householdId, accountId, from, to, exceptSource],
  );
  const { rows: transactionRows } = await tx.query<[...TransactionRow, string | null]>({
    text: `SELECT ${ROW_COLUMNS}, 'file:' || i.format || ':' || i.header_fingerprint
      FROM transaction t LEFT JOIN import i ON i.id = t.import_id
      WHERE t.household_id = $1 AND (t.account_id = $2 AND t.date BETWEEN $3 AND $4 OR t.id = ANY($5::uuid[]))
        AND ($6 = '' OR coalesce('file:' || i.format || ':' || i.header_fingerprint, '') <> $6
          AND NOT EXISTS (
          SELECT FROM import_row r JOIN import o ON o.id = r.import_id WHERE r.account_id = $2
            AND r.claimed_id = t.id AND 'file:' || o.format || ':' || o.header_fingerprint = $6))
      ORDER BY t.date, t.id`,
    values: [
      householdId,
      accountId,
      from,
      to,
      postingRows.flatMap((row) => row.transaction_id ?? []),
      exceptSource,
    ],
    rowMode: 'array',
  });

  const postings = new Map(postingRows.map((row) => [row.id, toBankPosting(row, vault)]));
  const known = postingRows.flatMap((row): KnownRow[] => {
    const posting = postings.get(row.id);
    return posting
      ? [
          {
            key: row.id,
            source: row.bank_account_id ?? row.file_source ?? DISCONNECTED,
            state: row.state,
            row: posting.row,
          },
        ]
      : [];
  });
  const claimed = new Set(postingRows.map((row) => row.transaction_id));
  const transactions = new Map<string, Transaction>();
  for (const [...row] of transactionRows) {
    const fileSource = row.pop() as string | null;
    const transaction = toTransaction(row as unknown as TransactionRow, vault, reference);
    transactions.set(transaction.id, transaction);
    if (claimed.has(transaction.id) || transaction.account.id !== accountId) continue;
    const source = transaction.origin === 'PERSON' ? null : (fileSource ?? DISCONNECTED);
    known.push({
      key: transaction.id,
      source,
      state: transaction.status === 'PENDING' ? 'PENDING' : 'BOOKED',
      row: rowOf(transaction),
    });
  }
  return { known, postings, transactions };
}
