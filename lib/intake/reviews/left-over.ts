import type { Booked } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { findTransactions } from '@/lib/ledger/rows/data';
import type { Transaction } from '@/lib/ledger/rows/types';
import { domainError } from '@/lib/platform/errors/domain-error';
import { transactionOf } from '@/lib/intake/row';
import { POSTING_COLUMNS, type PostingRow, toBankPosting } from '@/lib/intake/postings/data';
import { storePostings } from '@/lib/intake/postings/mutations';
import type { BankPosting } from '@/lib/intake/postings/types';

// A file's row waits until a person says which transaction it is. What a connection asks is decided anew at
// its next run; a file comes once, so its questions end here.

/**
 * Books the rows of files that waited for an answer and can be none of their candidates any more, because the
 * last of these has been removed: they are transactions of their own then. Their questions stay as they are,
 * for the case that the removal is undone.
 */
export async function bookLeftOver(ledger: Ledger, { cause, removed }: Booked): Promise<void> {
  const waiting = await readAsked(ledger, removed, 'WAITING');
  const booked = waiting
    // Of a file that is taken back itself, which is what an import removes transactions for.
    .filter(({ importId }) => cause.by !== 'IMPORT' || importId !== cause.sourceId)
    .flatMap((posting) => {
      const account = ledger.reference.accounts.get(posting.accountId);
      if (!account) return [];
      const { importId } = posting;
      const transaction: Transaction = { ...transactionOf(account, posting.row), origin: 'FILE', importId };
      return [{ transaction, posting: { ...posting, transactionId: transaction.id } }];
    });
  if (booked.length === 0) return;
  await book(ledger, {
    added: booked.map(({ transaction }) => transaction),
    cause: { by: 'SYNC', userId: null },
  });
  await storePostings(
    ledger,
    booked.map(({ posting }) => posting),
  );
}

/**
 * Asks again what bookLeftOver answered, because a candidate has come back: the row's own transaction goes
 * and the row waits. Throws CONFLICT where somebody has worked on that transaction since.
 */
export async function askAgain(ledger: Ledger, restored: readonly Transaction[]): Promise<void> {
  const answered = await readAsked(ledger, restored, 'BOOKED');
  const transactions = await findTransactions(
    ledger.householdId,
    ledger.reference,
    answered.flatMap(({ transactionId }) => transactionId ?? []),
    ledger.tx,
  );
  const touched = transactions.filter(({ createdAt, updatedAt }) => createdAt !== updatedAt).length;
  if (touched > 0)
    throw domainError(
      'CONFLICT',
      `It cannot be undone: ${touched} transactions that a file brought instead have been changed since.`,
      'id',
    );
  await book(ledger, { removed: transactions, cause: { by: 'SYNC', userId: null } });
  // What a person has removed meanwhile stays away.
  const gone = new Set(transactions.map(({ id }) => id));
  await storePostings(
    ledger,
    answered
      .filter(({ transactionId }) => gone.has(transactionId ?? ''))
      .map((posting) => ({ ...posting, transactionId: null })),
  );
}

/**
 * The rows of files that unanswered questions with one of these candidates are about: those that wait and
 * have no candidate left, or those that are booked.
 */
async function readAsked(
  { tx, householdId, vault }: Ledger,
  candidates: readonly Transaction[],
  which: 'WAITING' | 'BOOKED',
): Promise<BankPosting[]> {
  if (candidates.length === 0) return [];
  const condition =
    which === 'BOOKED'
      ? 'p.transaction_id IS NOT NULL'
      : `p.transaction_id IS NULL AND p.state <> 'GONE' AND NOT EXISTS (
          SELECT FROM transaction t WHERE t.id = ANY(r.candidates) AND t.household_id = $1)`;
  const { rows } = await tx.query<PostingRow>(
    `SELECT ${POSTING_COLUMNS} FROM review r JOIN bank_posting p ON p.id = r.posting_id
      WHERE r.household_id = $1 AND p.household_id = $1 AND r.kind = 'MATCH' AND r.decided_at IS NULL
        AND r.candidates && $2::uuid[] AND p.import_id IS NOT NULL AND p.bank_account_id IS NULL
        AND ${condition}
      ORDER BY p.date, p.id`,
    [householdId, candidates.map(({ id }) => id)],
  );
  return rows.map((row) => toBankPosting(row, vault));
}
