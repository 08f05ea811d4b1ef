import { v7 as uuidv7 } from 'uuid';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { TransferLink } from '@/lib/ledger/links/types';
import { domainError } from '@/lib/platform/errors/domain-error';

/**
 * Writes transfers that begin, or pairs that are none. A pair that was refused before and is linked now is
 * linked.
 */
export async function writeLinks(
  { tx, householdId }: Ledger,
  state: 'LINKED' | 'REFUSED',
  links: readonly TransferLink[],
): Promise<void> {
  if (links.length === 0) return;
  await tx.query(
    `INSERT INTO transfer (id, household_id, out_id, in_id, state)
      SELECT id, $1, out_id, in_id, $2 FROM unnest($3::uuid[], $4::uuid[], $5::uuid[]) AS n(id, out_id, in_id)
      ON CONFLICT (out_id, in_id) DO UPDATE SET state = excluded.state`,
    [
      householdId,
      state,
      links.map(({ id }) => id),
      links.map(({ outId }) => outId),
      links.map(({ inId }) => inId),
    ],
  );
}

/** Remembers that two transactions are no transfer. */
export function refusePairs(
  ledger: Ledger,
  pairs: readonly (readonly [outId: string, inId: string])[],
): Promise<void> {
  return writeLinks(
    ledger,
    'REFUSED',
    pairs.map(([outId, inId]) => ({ id: uuidv7(), outId, inId })),
  );
}

/** Forgets transfers whose sides do not both stay; unlike a refused pair, the two may be linked again. */
export async function forgetLinks({ tx, householdId }: Ledger, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('DELETE FROM transfer WHERE household_id = $1 AND id = ANY($2::uuid[])', [householdId, ids]);
}

/** A removed transfer leaves its link behind for undoing the removal; one side that comes alone is none. */
export async function forgetLinksOf(
  { tx, householdId }: Ledger,
  transactionIds: readonly string[],
): Promise<void> {
  await tx.query(
    `DELETE FROM transfer WHERE household_id = $1 AND state = 'LINKED'
      AND (out_id = ANY($2::uuid[]) OR in_id = ANY($2::uuid[]))`,
    [householdId, transactionIds],
  );
}

/**
 * Transfers whose sides came back: they are linked exactly when both sides are transfers again.
 * Throws CONFLICT where both sides of one would be in one account.
 */
export async function relink({ tx, householdId }: Ledger, ids: readonly string[]): Promise<void> {
  const sides = `f.household_id = $1 AND (f.out_id = ANY($2::uuid[]) OR f.in_id = ANY($2::uuid[]))
    AND o.id = f.out_id AND i.id = f.in_id`;
  const both = `(o.kind = 'TRANSFER' AND i.kind = 'TRANSFER')`;
  const values = [householdId, ids];
  await tx.query(
    `UPDATE transfer f SET state = 'REFUSED' FROM transaction o, transaction i
      WHERE ${sides} AND f.state = 'LINKED' AND NOT ${both}`,
    values,
  );
  await tx.query(
    `UPDATE transfer f SET state = 'LINKED' FROM transaction o, transaction i
      WHERE ${sides} AND f.state = 'REFUSED' AND ${both} AND NOT EXISTS (
        SELECT FROM transfer x WHERE x.state = 'LINKED' AND (x.out_id IN (o.id, i.id)
          OR x.in_id IN (o.id, i.id)))`,
    values,
  );
  const { rowCount } = await tx.query(
    `SELECT 1 FROM transfer f, transaction o, transaction i
      WHERE ${sides} AND f.state = 'LINKED' AND o.account_id = i.account_id`,
    values,
  );
  if (rowCount)
    throw domainError(
      'CONFLICT',
      'It cannot be undone: both sides of a transfer would be in one account.',
      'id',
    );
}
