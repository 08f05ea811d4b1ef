import { v7 as uuidv7 } from 'uuid';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { ReviewKind } from './types';

export type NewReview = {
  kind: ReviewKind;
  accountId: string;
  transactionId: string | null;
  postingId: string | null;
  candidates: string[];
};

/**
 * Puts questions into the inbox of a locked ledger; one that is there already only gets its candidates anew. Returns how many are
 * new. One statement, however many they are: a file in other words may ask about each of its rows.
 */
export async function openReviews(ledger: Ledger, reviews: readonly NewReview[]): Promise<number> {
  if (reviews.length === 0) return 0;
  const { rowCount } = await ledger.tx.query(
    `WITH asked AS (
        SELECT id, kind, account_id, transaction_id, posting_id, candidates::uuid[] AS candidates
        FROM unnest($2::uuid[], $3::review_kind[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[]) AS a(id, kind, account_id, transaction_id, posting_id, candidates)
      ), known AS (
        UPDATE review r SET candidates = a.candidates FROM asked a
        WHERE r.household_id = $1 AND r.decided_at IS NULL AND r.kind = a.kind AND coalesce(r.posting_id, r.transaction_id) = coalesce(a.posting_id, a.transaction_id)
          AND r.transaction_id IS NOT DISTINCT FROM a.transaction_id RETURNING a.id
      )
      INSERT INTO review (id, household_id, kind, account_id, transaction_id, posting_id, candidates)
      SELECT id, $1, kind, account_id, transaction_id, posting_id, candidates FROM asked a WHERE NOT EXISTS (SELECT FROM known k WHERE k.id = a.id)`,
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

/** Takes questions of one kind about these rows back: they have answered themselves. What else was asked about them stays asked. */
export async function withdrawReviews(
  ledger: Ledger,
  kind: ReviewKind,
  postingIds: readonly string[],
): Promise<void> {
  if (postingIds.length === 0) return;
  await ledger.tx.query(
    'DELETE FROM review WHERE household_id = $1 AND posting_id = ANY($2::uuid[]) AND kind = $3 AND decided_at IS NULL',
    [ledger.householdId, postingIds, kind],
  );
}
