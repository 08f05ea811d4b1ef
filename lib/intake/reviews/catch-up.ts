import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { rowOf, statementOf } from '@/lib/intake/row';
import { openReviews } from './mutations';
import { takeOver } from '@/lib/intake/match/booked';
import type { Transaction } from '@/lib/ledger/rows/types';
import { POSTING_COLUMNS, type PostingRow, toBankPosting } from '@/lib/intake/postings/data';
import { type BankPosting } from '@/lib/intake/postings/types';

/**
 * Brings transactions that have come back in line with what their bank has said while they were removed: what
 * it books or corrects then only reaches its own row. What it has stopped showing is asked about. Returns the
 * transactions as they are now.
 */
export async function catchUp(ledger: Ledger, transactions: readonly Transaction[]): Promise<void> {
  const { rows } = await ledger.tx.query<PostingRow>(
    `SELECT ${POSTING_COLUMNS} FROM bank_posting p WHERE p.household_id = $1
      AND p.transaction_id = ANY($2::uuid[])`,
    [ledger.householdId, transactions.map(({ id }) => id)],
  );
  const behind = new Map(rows.map((row) => [row.transaction_id, toBankPosting(row, ledger.vault)]));
  const changed = transactions.flatMap((transaction): Edit[] => {
    const posting = behind.get(transaction.id);
    const after = posting && posting.state !== 'GONE' ? afterNews(transaction, posting) : transaction;
    return after === transaction ? [] : [[transaction, after]];
  });
  await book(ledger, { changed, cause: { by: 'SYNC', userId: null } });
  await openReviews(
    ledger,
    transactions.flatMap(({ id, account }) => {
      const posting = behind.get(id);
      return posting?.state === 'GONE'
        ? [{ kind: 'GONE', accountId: account.id, transactionId: id, postingId: posting.id, candidates: [] }]
        : [];
    }),
  );
}

function afterNews(transaction: Transaction, { row }: BankPosting): Transaction {
  const was = rowOf(transaction);
  // What a file called it stays: a connection's words for the same row are no news.
  const is =
    transaction.origin === 'BANK' ? row : { ...was, amountMinor: row.amountMinor, status: row.status };
  const isNews = JSON.stringify(statementOf(was)) !== JSON.stringify(statementOf(is));
  return isNews ? takeOver(transaction, was, is) : transaction;
}
