import { v7 as uuidv7 } from 'uuid';
import type { Queryable } from '../db/pool';

export type ChangeKind = 'UPDATE' | 'REMOVE';

/**
 * Keeps transactions as they are before a change, so that it can be undone. Must run before the rows are written.
 *
 * The copy is the row itself, its sealed part unopened: the blob is bound to the row's id and fits only there again.
 * `changedAt` is the updated_at that the change will give the rows, null when it removes them.
 */
export async function noteChange(
  tx: Queryable,
  change: { householdId: string; userId: string | null; kind: ChangeKind; ids: readonly string[]; changedAt: Date | null },
): Promise<string> {
  const id = uuidv7();
  await tx.query('INSERT INTO change (id, household_id, user_id, kind) VALUES ($1, $2, $3, $4)', [id, change.householdId, change.userId, change.kind]);
  await tx.query(
    `INSERT INTO change_row (change_id, transaction_id, before, changed_at)
      SELECT $1, t.id, to_jsonb(t), $4 FROM transaction t WHERE t.id = ANY($2::uuid[]) AND t.household_id = $3`,
    [id, change.ids, change.householdId, change.changedAt],
  );
  return id;
}
