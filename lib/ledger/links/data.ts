import type { Reference } from '@/lib/ledger/reference/data';
import { db, type Queryable } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import type { HouseholdId } from '@/lib/platform/scope';
import type { TransferLink } from './types';

type LinkRow = { id: string; out_id: string; in_id: string };

function toLink(row: LinkRow): TransferLink {
  return { id: row.id, outId: row.out_id, inId: row.in_id };
}

const LINKED_OF = `household_id = $1 AND state = 'LINKED' AND (out_id = ANY($2::uuid[]) OR in_id = ANY($2::uuid[]))`;

/**
 * The transfers that these transactions are sides of, by the id of the transaction. One with a hidden side is
 * left out.
 */
export async function findTransfersOf(
  householdId: HouseholdId,
  { hidden }: Pick<Reference, 'hidden'>,
  transactionIds: readonly string[],
  on: Queryable = db(),
): Promise<Map<string, TransferLink>> {
  const wanted = transactionIds.filter(isUuid);
  const { rows } = await on.query<LinkRow>(
    hidden.size === 0
      ? {
          name: 'transfers_of',
          text: `SELECT id, out_id, in_id FROM transfer WHERE ${LINKED_OF}`,
          values: [householdId, wanted],
        }
      : {
          text: `SELECT id, out_id, in_id FROM transfer WHERE ${LINKED_OF} AND NOT EXISTS (
            SELECT FROM transaction t WHERE t.id IN (out_id, in_id) AND t.account_id = ANY($3::uuid[]))`,
          values: [householdId, wanted, [...hidden]],
        },
  );
  return new Map(
    rows.flatMap((row) => [[row.out_id, toLink(row)] as const, [row.in_id, toLink(row)] as const]),
  );
}

export async function findTransferLink(
  householdId: HouseholdId,
  id: string,
  on: Queryable = db(),
): Promise<TransferLink | null> {
  const { rows } = await on.query<LinkRow>(
    `SELECT id, out_id, in_id FROM transfer WHERE household_id = $1 AND id = $2 AND state = 'LINKED'`,
    [householdId, isUuid(id) ? id : null],
  );
  return rows[0] ? toLink(rows[0]) : null;
}

/** Pairs that a person said are no transfers, as "out|in". */
export async function listRefusedPairs(householdId: HouseholdId, on: Queryable = db()): Promise<Set<string>> {
  const { rows } = await on.query<LinkRow>(
    `SELECT id, out_id, in_id FROM transfer WHERE household_id = $1 AND state = 'REFUSED'`,
    [householdId],
  );
  return new Set(rows.map((row) => `${row.out_id}|${row.in_id}`));
}
