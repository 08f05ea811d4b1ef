import { readReference } from '@/lib/ledger/reference/data';
import { db } from '@/lib/platform/db/pool';
import { retryJob } from '@/lib/platform/jobs/mutations';
import { connected } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';
import { findConnection } from '../connections/data';
import { syncConnection } from '../connections/mutations';
import { queueDueSyncs, runSync } from './mutations';

setUpTestDatabase();

/** A connection with a run that its worker began, and how to look at it. */
async function begunRun() {
  const world = await connected();
  const { householdId, connectionId } = world;
  await syncConnection(householdId, connectionId);
  await db().query(`UPDATE bank_sync SET state = 'RUNNING' WHERE state = 'QUEUED'`);
  const look = async () => {
    const found = await findConnection(householdId, await readReference(householdId), connectionId);
    if (!found) throw new Error('The connection is gone.');
    return found;
  };
  return { ...world, look };
}

async function failForGood(connectionId: string): Promise<string> {
  const { rows } = await db().query<{ id: string }>(
    `UPDATE pgboss.job SET state = 'failed', completed_on = now() FROM bank_sync s
      WHERE s.connection_id = $1 AND s.state = 'RUNNING' AND name = 'sync' AND data->>'syncId' = s.id::text
      RETURNING job.id`,
    [connectionId],
  );
  return rows[0]?.id ?? '';
}

test('a run whose job failed for good has failed, and runs when the job is tried again', async () => {
  const { householdId, connectionId, look, clock, provider } = await begunRun();
  expect((await look()).lastSync?.state).toBe('RUNNING');
  const jobId = await failForGood(connectionId);
  const failed = (await look()).lastSync;
  expect(failed?.state).toBe('FAILED');
  await retryJob(householdId, jobId);
  expect((await look()).lastSync?.state).toBe('RUNNING');
  await runSync(householdId, failed?.id ?? '', { now: clock.now, providerOf: () => provider });
  expect((await look()).lastSync?.state).toBe('DONE');
});

test('a run whose job is gone does not stand in the way of the one that a person asks for', async () => {
  const { connectionId, look, sync } = await begunRun();
  const before = (await look()).lastSync;
  await db().query(`DELETE FROM pgboss.job`);
  expect((await look()).lastSync).toMatchObject({ id: before?.id, state: 'FAILED' });
  expect(await sync(connectionId)).toMatchObject({ state: 'DONE' });
  expect((await look()).lastSync?.id).not.toBe(before?.id);
});

test('a run whose job failed for good counts as a failure of the connection, and the next one begins when that is over', async () => {
  const { connectionId, look } = await begunRun();
  await failForGood(connectionId);
  const now = new Date();
  await db().query('UPDATE bank_connection SET next_sync_at = $2 WHERE id = $1', [connectionId, now]);
  const count = async () =>
    (await db().query('SELECT FROM bank_sync WHERE connection_id = $1', [connectionId])).rowCount;
  const before = await count();
  await queueDueSyncs(now);
  expect(await count()).toBe(before);
  const { nextSyncAt, lastSync } = await look();
  expect(lastSync?.state).toBe('FAILED');
  expect(nextSyncAt?.getTime()).toBeGreaterThan(now.getTime());
  await queueDueSyncs(nextSyncAt ?? now);
  expect((await look()).lastSync?.state).toBe('QUEUED');
});
