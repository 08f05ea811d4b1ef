import { link } from '@/lib/ledger/transfers/mutations';
import { book } from '@/lib/ledger/door/door';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { rowOf, transactionOf } from '@/lib/intake/row';
import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { storePostings } from '@/lib/intake/postings/mutations';
import { takeOver } from '@/lib/intake/match/booked';
import type { BankPosting } from '@/lib/intake/postings/types';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { keepAgainstCorrection, takeCorrection } from '@/lib/ledger/rows/provenance';
import type { Transaction } from '@/lib/ledger/rows/types';
import { findReview } from './data';
import type { Review, ReviewDecision, ReviewKind } from './types';

export type NewReview = {
  kind: ReviewKind;
  accountId: string;
  transactionId: string | null;
  postingId: string | null;
  candidates: string[];
};

/**
 * Puts questions into the inbox of a locked ledger; one that is there already only gets its candidates anew.
 * Returns how many are new. One statement, however many they are: a file in other words may ask about each of
 * its rows.
 */
export async function openReviews(ledger: Ledger, reviews: readonly NewReview[]): Promise<number> {
  if (reviews.length === 0) return 0;
  const { rowCount } = await ledger.tx.query(
    `WITH asked AS (
        SELECT id, kind, account_id, transaction_id, posting_id, candidates::uuid[] AS candidates
        FROM unnest($2::uuid[], $3::review_kind[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[]) AS a(id,
          kind, account_id, transaction_id, posting_id, candidates)
      ), known AS (
        UPDATE review r SET candidates = a.candidates FROM asked a
        WHERE r.household_id = $1 AND r.decided_at IS NULL AND r.kind = a.kind
          AND coalesce(r.posting_id, r.transaction_id) = coalesce(a.posting_id, a.transaction_id)
          AND r.transaction_id IS NOT DISTINCT FROM a.transaction_id RETURNING a.id
      )
      INSERT INTO review (id, household_id, kind, account_id, transaction_id, posting_id, candidates)
      SELECT id, $1, kind, account_id, transaction_id, posting_id, candidates FROM asked a
        WHERE NOT EXISTS (SELECT FROM known k WHERE k.id = a.id)`,
    [
      ledger.householdId,
      reviews.map(() => uuidv7()),
      reviews.map(({ kind }) => kind),
      reviews.map(({ accountId }) => accountId),
      reviews.map(({ transactionId }) => transactionId),
      reviews.map(({ postingId }) => postingId),
      reviews.map(({ candidates }) => `{${candidates.join(',')}}`),
    ],
  );
  return rowCount ?? 0;
}

/**
 * Takes questions of one kind about these rows back: they have answered themselves. What else was asked about
 * them stays asked.
 */
export async function withdrawReviews(
  ledger: Ledger,
  kind: ReviewKind,
  postingIds: readonly string[],
): Promise<void> {
  if (postingIds.length === 0) return;
  await ledger.tx.query(
    `DELETE FROM review WHERE household_id = $1 AND posting_id = ANY($2::uuid[]) AND kind = $3
      AND decided_at IS NULL`,
    [ledger.householdId, postingIds, kind],
  );
}

/**
 * Answers a question of the review inbox; see ReviewDecision for what the answers mean. `transactionId` names
 * the candidate that an ACCEPT means, where there are several. Throws NOT_FOUND for an unknown or answered
 * question, INVALID for an answer that does not fit it.
 */
export async function decideReview(
  householdId: HouseholdId,
  userId: string | null,
  id: string,
  decision: ReviewDecision,
  transactionId: string | null,
): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const review = await findReview(householdId, ledger.reference, id, tx);
    if (!review)
      throw domainError(
        'NOT_FOUND',
        'There is no such question any more: it has been answered, or its transactions are gone.',
        'id',
      );
    if (review.kind === 'TRANSFER') await decideTransfer(ledger, userId, review, decision, transactionId);
    else if (review.kind === 'MATCH') await decideMatch(ledger, userId, review, decision, transactionId);
    else if (review.kind === 'GONE') await decideGone(ledger, userId, review, decision);
    else await decideCorrection(ledger, userId, review, decision);
    await tx.query('UPDATE review SET decided_at = now() WHERE id = $1', [review.id]);
  });
}

function chosen(review: Review, transactionId: string | null): Transaction {
  const [only, ...others] = review.candidates;
  const candidate =
    transactionId === null && others.length === 0
      ? only
      : review.candidates.find(({ id }) => id === transactionId);
  if (!candidate) throw domainError('INVALID', 'Say which of the candidates it is.', 'transactionId');
  return candidate;
}

async function decideTransfer(
  ledger: Ledger,
  userId: string | null,
  review: Review,
  decision: ReviewDecision,
  transactionId: string | null,
): Promise<void> {
  const { transaction } = review;
  if (!transaction || decision === 'IGNORE')
    throw domainError('INVALID', 'A possible transfer is accepted or refused.', 'decision');
  const ordered = (candidate: Transaction) =>
    transaction.amountMinor < 0n ? { out: transaction, in: candidate } : { out: candidate, in: transaction };
  if (decision === 'ACCEPT') {
    await link(ledger, userId, ordered(chosen(review, transactionId)), 'P');
    return;
  }
  await book(ledger, {
    refused: review.candidates.map(ordered).map((pair) => [pair.out.id, pair.in.id]),
    cause: { by: 'PERSON', userId },
  });
}

async function decideMatch(
  ledger: Ledger,
  userId: string | null,
  review: Review,
  decision: ReviewDecision,
  transactionId: string | null,
): Promise<void> {
  const { posting, account } = review;
  if (!posting) return;
  if (decision === 'ACCEPT') await settle(ledger, userId, posting, chosen(review, transactionId));
  else if (decision === 'REFUSE') {
    if (posting.row.currency !== account.currency)
      throw domainError(
        'NOT_ALLOWED',
        `The account is in ${account.currency}: record the amount yourself and leave the bank's row out.`,
        'decision',
      );
    const transaction = transactionOf(account, posting.row);
    await book(ledger, { added: [transaction], cause: { by: 'SYNC', userId } });
    await storePostings(ledger, [{ ...posting, transactionId: transaction.id }]);
  } else {
    // An id that no transaction has: as if it had been taken in and removed.
    await storePostings(ledger, [{ ...posting, transactionId: uuidv7() }]);
  }
}

type Behind = { bank_account_id: string | null; import_id: string | null; state: BankPosting['state'] };

/** The bank's row is this transaction: it takes the place of what the bank had shown of it before. */
async function settle(
  ledger: Ledger,
  userId: string | null,
  posting: BankPosting,
  transaction: Transaction,
): Promise<void> {
  const { rows: behind } = await ledger.tx.query<Behind>(
    `SELECT bank_account_id, import_id, state FROM bank_posting WHERE household_id = $1
      AND transaction_id = $2`,
    [ledger.householdId, transaction.id],
  );
  if (behind.some((row) => isOther(posting, row)))
    throw domainError(
      'CONFLICT',
      'This transaction is another row of the same bank already: choose another one, or take the row in as a new one.',
      'transactionId',
    );
  if (posting.bankAccountId === null && behind.some((row) => row.bank_account_id !== null)) {
    // A connection goes on telling about it: a file's word for the same row is no news.
    await ledger.tx.query('DELETE FROM bank_posting WHERE household_id = $1 AND id = $2', [
      ledger.householdId,
      posting.id,
    ]);
    return;
  }
  const after = takeOver(transaction, rowOf(transaction), posting.row);
  await ledger.tx.query('DELETE FROM bank_posting WHERE household_id = $1 AND transaction_id = $2', [
    ledger.householdId,
    transaction.id,
  ]);
  await storePostings(ledger, [{ ...posting, transactionId: transaction.id }]);
  await book(ledger, { changed: [[transaction, after]], cause: { by: 'SYNC', userId } });
}

/**
 * Whether a row that stands behind the transaction is shown by the same source beside this one. Only a
 * pending row may have become it.
 */
function isOther(posting: BankPosting, { bank_account_id, import_id, state }: Behind): boolean {
  const sameSource =
    posting.bankAccountId === null
      ? bank_account_id === null && import_id !== null && import_id === posting.importId
      : bank_account_id === posting.bankAccountId;
  return sameSource && (state === 'BOOKED' || (state === 'PENDING' && posting.state === 'PENDING'));
}

async function decideGone(
  ledger: Ledger,
  userId: string | null,
  review: Review,
  decision: ReviewDecision,
): Promise<void> {
  if (!review.transaction || decision === 'IGNORE')
    throw domainError(
      'INVALID',
      'A transaction that the bank does not show any more is removed or kept.',
      'decision',
    );
  if (decision !== 'ACCEPT') return;
  await book(ledger, { removed: [review.transaction], cause: { by: 'SYNC', userId } });
}

async function decideCorrection(
  ledger: Ledger,
  userId: string | null,
  { transaction }: Review,
  decision: ReviewDecision,
): Promise<void> {
  if (!transaction || decision === 'IGNORE')
    throw domainError('INVALID', 'A correction of the bank is taken over or refused.', 'decision');
  const after = decision === 'ACCEPT' ? takeCorrection(transaction) : keepAgainstCorrection(transaction);
  await book(ledger, { changed: [[transaction, after]], cause: { by: 'SYNC', userId } });
}
