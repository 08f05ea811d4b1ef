import { v7 as uuidv7 } from 'uuid';
import type { Ledger } from '../ledger/mutations';
import type { ReviewKind } from './types';

export type NewReview = { kind: ReviewKind; accountId: string; transactionId: string | null; postingId: string | null; candidates: string[] };

/** Puts questions into the inbox of a locked ledger; one that is there already only gets its candidates anew. Returns how many are new. */
export async function openReviews(ledger: Ledger, reviews: readonly NewReview[]): Promise<number> {
  let opened = 0;
  for (const review of reviews) {
    const { rowCount } = await ledger.tx.query(
      `UPDATE review SET candidates = $5 WHERE household_id = $1 AND kind = $2 AND transaction_id IS NOT DISTINCT FROM $3::uuid
        AND posting_id IS NOT DISTINCT FROM $4::uuid AND decided_at IS NULL`,
      [ledger.householdId, review.kind, review.transactionId, review.postingId, review.candidates],
    );
    if (rowCount) continue;
    await ledger.tx.query('INSERT INTO review (id, household_id, kind, account_id, transaction_id, posting_id, candidates) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      uuidv7(),
      ledger.householdId,
      review.kind,
      review.accountId,
      review.transactionId,
      review.postingId,
      review.candidates,
    ]);
    opened++;
  }
  return opened;
}

/** Takes back that the bank does not show these rows any more: it does again. What else was asked about them stays asked. */
export async function withdrawReviews(ledger: Ledger, postingIds: readonly string[]): Promise<void> {
  if (postingIds.length === 0) return;
  await ledger.tx.query('DELETE FROM review WHERE household_id = $1 AND posting_id = ANY($2::uuid[]) AND kind = $3 AND decided_at IS NULL', [ledger.householdId, postingIds, 'GONE' satisfies ReviewKind]);
}
