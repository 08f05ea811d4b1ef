import { v7 as uuidv7 } from 'uuid';
import type { Ledger } from '@/lib/ledger/cells/mutations';

/** Notes all that a restored export has brought as one change, for the feed and for undoing it. */
export async function noteRestored({ tx, householdId, version }: Ledger, userId: string): Promise<void> {
  await tx.query(
    `WITH noted AS (INSERT INTO change (id, household_id, seq, cause, user_id)
      VALUES ($1, $2, $3, 'RESTORE', $4))
      INSERT INTO change_row (change_id, entity, entity_id, operation, changed_at)
      SELECT $1::uuid, e.entity::change_entity, e.id, 'ADDED', e.updated_at FROM (
        SELECT 'ACCOUNT' AS entity, id, NULL::timestamptz AS updated_at FROM account WHERE household_id = $2
        UNION ALL SELECT 'CATEGORY', id, NULL FROM category WHERE household_id = $2
        UNION ALL SELECT 'TRANSFER', id, NULL FROM transfer WHERE household_id = $2 AND state = 'LINKED'
        UNION ALL SELECT 'TRANSACTION', id, updated_at FROM transaction WHERE household_id = $2) e`,
    [uuidv7(), householdId, version, userId],
  );
}
