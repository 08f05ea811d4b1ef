import { v7 as uuidv7 } from 'uuid';
import type { Queryable } from '@/lib/platform/db/pool';
import { isLost } from '@/lib/platform/jobs/data';
import { enqueue } from '@/lib/platform/jobs/queue';

/** Puts a run of a connection into the queue, in the transaction that wants it, unless one is under way. */
export async function queueSync(tx: Queryable, householdId: string, connectionId: string): Promise<void> {
  await endLostSync(tx, connectionId);
  const syncId = uuidv7();
  const { rowCount } = await tx.query(
    `INSERT INTO bank_sync (id, household_id, connection_id, state) VALUES ($1, $2, $3, 'QUEUED')
      ON CONFLICT (connection_id) WHERE state IN ('QUEUED', 'RUNNING') DO NOTHING`,
    [syncId, householdId, connectionId],
  );
  if (rowCount) await enqueue(tx, 'sync', { householdId, syncId });
}

/**
 * Ends a run that no job brings on any more, which would stand in the way of every later one. Returns whether
 * there was one.
 */
export async function endLostSync(tx: Queryable, connectionId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE bank_sync SET state = 'FAILED', finished_at = now()
      WHERE connection_id = $1 AND state IN ('QUEUED', 'RUNNING') AND ${isLost('sync', 'bank_sync')}`,
    [connectionId],
  );
  return Boolean(rowCount);
}

/** Puts a run into the queue in place of one that is under way: that one writes nothing any more. */
export async function restartSync(tx: Queryable, householdId: string, connectionId: string): Promise<void> {
  await tx.query(
    `DELETE FROM bank_sync WHERE household_id = $1 AND connection_id = $2 AND state IN ('QUEUED', 'RUNNING')`,
    [householdId, connectionId],
  );
  await queueSync(tx, householdId, connectionId);
}
