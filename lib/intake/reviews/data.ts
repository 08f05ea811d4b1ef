import type { HouseholdId } from '@/lib/platform/scope';
import { POSTING_COLUMNS, type PostingRow, toBankPosting } from '@/lib/intake/postings/data';
import { db, type Queryable } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import type { Reference } from '@/lib/ledger/reference/data';
import { findTransactions } from '@/lib/ledger/rows/data';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Review, ReviewKind } from './types';

type ReviewRow = {
  id: string;
  kind: ReviewKind;
  account_id: string;
  transaction_id: string | null;
  posting_id: string | null;
  candidates: string[];
  created_at: Date;
};

/**
 * What has not settled itself: a transaction that is asked about may have been removed or linked since, a row
 * of the bank taken in or withdrawn.
 */
const OPEN = `r.household_id = $1 AND r.decided_at IS NULL
  AND CASE r.kind WHEN 'MATCH' THEN EXISTS (
      SELECT FROM bank_posting p
      WHERE p.id = r.posting_id AND p.household_id = $1 AND p.transaction_id IS NULL AND p.state <> 'GONE')
    WHEN 'GONE' THEN EXISTS (SELECT FROM transaction t WHERE t.id = r.transaction_id AND t.household_id = $1)
    WHEN 'CORRECTION' THEN EXISTS (SELECT FROM transaction t WHERE t.id = r.transaction_id
      AND t.household_id = $1)
      AND NOT EXISTS (SELECT FROM bank_posting p
        WHERE p.transaction_id = r.transaction_id AND p.household_id = $1 AND p.state = 'GONE')
    ELSE EXISTS (SELECT FROM transaction t WHERE t.id = r.transaction_id AND t.household_id = $1
      AND t.kind <> 'TRANSFER')
      AND EXISTS (SELECT FROM transaction t WHERE t.id = ANY(r.candidates) AND t.household_id = $1
        AND t.kind <> 'TRANSFER') END`;

/**
 * What waits for a person, the oldest first. What has settled itself, because its transactions are gone, is
 * left out.
 */
export async function listReviews(
  householdId: HouseholdId,
  reference: Reference,
  on: Queryable = db(),
): Promise<Review[]> {
  const { rows } = await on.query<ReviewRow>(
    `SELECT r.* FROM review r WHERE ${OPEN} ORDER BY r.created_at, r.id LIMIT 200`,
    [householdId],
  );
  return toReviews(householdId, reference, rows, on);
}

export async function findReview(
  householdId: HouseholdId,
  reference: Reference,
  id: string,
  on: Queryable = db(),
): Promise<Review | null> {
  const { rows } = await on.query<ReviewRow>(`SELECT r.* FROM review r WHERE ${OPEN} AND r.id = $2`, [
    householdId,
    isUuid(id) ? id : null,
  ]);
  return (await toReviews(householdId, reference, rows, on))[0] ?? null;
}

async function toReviews(
  householdId: HouseholdId,
  reference: Reference,
  rows: readonly ReviewRow[],
  on: Queryable,
): Promise<Review[]> {
  if (rows.length === 0) return [];
  const vault = await householdVault(householdId, on);
  const wanted = rows.flatMap((row) => [
    ...row.candidates,
    ...(row.transaction_id ? [row.transaction_id] : []),
  ]);
  const transactions = new Map(
    (await findTransactions(householdId, reference, [...new Set(wanted)], on)).map((transaction) => [
      transaction.id,
      transaction,
    ]),
  );
  const { rows: postingRows } = await on.query<PostingRow>(
    `SELECT ${POSTING_COLUMNS} FROM bank_posting p WHERE p.household_id = $1 AND p.id = ANY($2::uuid[])`,
    [householdId, rows.flatMap((row) => row.posting_id ?? [])],
  );
  const postings = new Map(postingRows.map((row) => [row.id, toBankPosting(row, vault)]));
  return rows.flatMap((row): Review[] => {
    const account = reference.accounts.get(row.account_id);
    if (!account) return [];
    const candidates = row.candidates.flatMap((id) => transactions.get(id) ?? []);
    // The other side is in an account that this reader does not see: there is nothing for them to decide.
    if (row.kind === 'TRANSFER' && reference.hidden.size > 0 && candidates.length === 0) return [];
    return [
      {
        id: row.id,
        kind: row.kind,
        account,
        transaction: (row.transaction_id && transactions.get(row.transaction_id)) || null,
        posting: (row.posting_id && postings.get(row.posting_id)) || null,
        candidates,
        createdAt: row.created_at,
      },
    ];
  });
}

/**
 * How much may have been moved between accounts of the household and counts as spending until somebody
 * answers: the outgoing sides of the questions about transfers, positive, one sum per currency in the order
 * of their codes. An incoming side that several questions name answers one of them only.
 */
export async function sumWaitingTransfers(
  householdId: HouseholdId,
  reference: Reference,
): Promise<{ amountMinor: bigint; currency: string }[]> {
  const { rows } = await db().query<ReviewRow>({
    name: 'waiting_transfers',
    text: `SELECT r.* FROM review r WHERE ${OPEN} AND r.kind = 'TRANSFER' ORDER BY r.created_at, r.id`,
    values: [householdId],
  });
  const sums = new Map<string, bigint>();
  const taken = new Set<string>();
  for (const { transaction, candidates } of await toReviews(householdId, reference, rows, db())) {
    const pair = candidates
      .filter(({ kind }) => kind !== 'TRANSFER')
      .map((candidate) => [transaction, candidate])
      .find((sides) => sides.every((side) => side && !taken.has(side.id)));
    const out = pair?.find((side) => side && side.amountMinor < 0n);
    if (!pair || !out) continue;
    for (const side of pair) if (side) taken.add(side.id);
    const { currency } = out.account;
    sums.set(currency, (sums.get(currency) ?? 0n) - out.amountMinor);
  }
  return [...sums]
    .map(([currency, amountMinor]) => ({ currency, amountMinor }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** How many wait, for the mark in the navigation. */
export async function countReviews(householdId: HouseholdId, reference: Reference): Promise<number> {
  if (reference.hidden.size > 0) return (await listReviews(householdId, reference)).length;
  const { rows } = await db().query<{ count: number }>({
    name: 'count_reviews',
    text: `SELECT count(*)::int AS count FROM review r WHERE ${OPEN}`,
    values: [householdId],
  });
  return rows[0]?.count ?? 0;
}
