import { setTimeout as sleep } from 'node:timers/promises';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { createHousehold } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { listJobs } from './data';
import { type JobHandlers, PermanentFailure } from './jobs';
import { retryJob } from './mutations';
import { enqueue, startWorking } from './queue';

setUpTestDatabase();

/** The state of a job as soon as it is one of `states`. */
async function settled(id: string, ...states: string[]): Promise<string | undefined> {
  for (const patience = Date.now() + 15_000; Date.now() < patience; await sleep(50)) {
    const { rows } = await db().query<{ state: string }>('SELECT state::text FROM pgboss.job WHERE id = $1', [
      id,
    ]);
    if (rows[0] && states.includes(rows[0].state)) return rows[0].state;
  }
  return undefined;
}

test('what no repetition would mend fails at once and is tried again when a person asks, anything else by itself', async () => {
  const { householdId } = await createHousehold();
  let tries = 0;
  const handlers: Partial<JobHandlers> = {
    mail: async ({ mailId }) => {
      tries += 1;
      throw mailId === 'refused' ? new PermanentFailure('no such person') : new Error('later');
    },
  };
  await startWorking(handlers as JobHandlers);
  const [refused, unlucky] = await inTransaction(async (tx) => [
    await enqueue(tx, 'mail', { householdId, mailId: 'refused' }),
    await enqueue(tx, 'mail', { householdId, mailId: 'unlucky' }),
  ]);
  expect(await settled(refused, 'failed', 'retry')).toBe('failed');
  expect(await settled(unlucky, 'failed', 'retry')).toBe('retry');
  expect(tries).toBe(2);
  // The queue keeps why a try failed, unsealed: an error's own words may be those of a statement.
  const { rows } = await db().query<{ output: string }>('SELECT output::text FROM pgboss.job WHERE id = $1', [
    refused,
  ]);
  expect(rows[0]?.output).toContain('PermanentFailure');
  expect(rows[0]?.output).not.toContain('no such person');
  expect(await listJobs(householdId, 10)).toMatchObject([
    { id: refused, state: 'FAILED', subjectId: 'refused', tries: 1 },
    { id: unlucky, subjectId: 'unlucky' },
  ]);
  await db().query(`DELETE FROM pgboss.job WHERE id = $1`, [unlucky]);
  tries = 0;
  await retryJob(householdId, refused);
  for (const patience = Date.now() + 15_000; tries === 0 && Date.now() < patience;) await sleep(50);
  expect(await settled(refused, 'failed')).toBe('failed');
  expect(tries).toBe(1);
}, 40_000);
