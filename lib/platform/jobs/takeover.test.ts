import { setTimeout as sleep } from 'node:timers/promises';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { setUpTestDatabase } from '@/lib/testing/database';
import { type JobHandlers, type JobName, LONGEST_SECONDS, QUEUES } from './jobs';
import { startLoops } from './loops';
import { enqueue, makeQueues, queue, startWorking, stopQueue } from './queue';

setUpTestDatabase();
afterEach(async () => {
  await stopQueue();
  await db().query('DELETE FROM pgboss.job');
});

const NAMES = Object.keys(QUEUES) as JobName[];

/**
 * Puts a job of every name into its queue and fetches it, as a worker does that is killed the moment after.
 * Returns their ids.
 */
async function abandonAll(): Promise<string[]> {
  for (const name of NAMES) await inTransaction((tx) => enqueue(tx, name, {}));
  const boss = await queue();
  const fetched = [];
  for (const name of NAMES) fetched.push(...(await boss.fetch(name, { batchSize: 1 })));
  await stopQueue();
  return fetched.map(({ id }) => id);
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (const patience = Date.now() + 30_000; Date.now() < patience; await sleep(50)) if (await what()) return;
}

async function states(): Promise<Record<string, string>> {
  const { rows } = await db().query<{ name: string; state: string }>(
    'SELECT name, state::text FROM pgboss.job WHERE name = ANY($1) ORDER BY name',
    [NAMES],
  );
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

test('a job whose worker dies between fetching it and vouching for it is done by another one, in every queue', async () => {
  const abandoned = await abandonAll();
  expect(abandoned).toHaveLength(NAMES.length);
  const done = new Set<string>();
  const handle = (_data: unknown, jobId: string) => Promise.resolve(void done.add(jobId));
  await startWorking(Object.fromEntries(NAMES.map((name) => [name, handle])) as unknown as JobHandlers);
  await until(() => abandoned.every((id) => done.has(id)));
  // Beside them what the schedule begins.
  expect([...done]).toEqual(expect.arrayContaining(abandoned));
});

test('what an older version queued is freed as soon as what this one queues', async () => {
  await inTransaction((tx) => enqueue(tx, 'import', { householdId: '', importId: '' }));
  await db().query('UPDATE pgboss.job SET expire_in = make_interval(secs => $1)', [LONGEST_SECONDS]);
  await makeQueues(process.env.DATABASE_OWNER_URL ?? '');
  const { rows } = await db().query('SELECT expire_in = make_interval(secs => 6) AS soon FROM pgboss.job');
  expect(rows).toEqual([{ soon: true }]);
});

test('a job that is worked on stays with its worker, however long beyond the limit', async () => {
  await inTransaction((tx) => enqueue(tx, 'import', { householdId: '', importId: '' }));
  let begun = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const stop = startLoops(await queue(), {
    import: () => {
      begun += 1;
      return finished;
    },
  });
  await until(() => begun > 0);
  // Longer ago than anybody is given, as when the machine slept; the next word of the worker comes before it
  // looks for abandoned ones.
  for (let round = 0; round < 2; round++) {
    await db().query(`UPDATE pgboss.job SET started_on = now() - interval '1 hour'`);
    await until(async () =>
      Boolean(
        (await db().query(`SELECT FROM pgboss.job WHERE started_on > now() - interval '1 minute'`)).rowCount,
      ),
    );
  }
  finish();
  await until(async () => (await states()).import === 'completed');
  await stop(1_000);
  expect(await states()).toEqual({ import: 'completed' });
  expect(begun).toBe(1);
});

test('a job that hangs fails, and its place is free for the next one', async () => {
  const done: string[] = [];
  for (const importId of ['hangs', 'next'])
    await inTransaction((tx) => enqueue(tx, 'import', { householdId: '', importId }));
  const import_ = ({ importId }: { importId: string }) =>
    importId === 'hangs' ? new Promise<void>(() => {}) : Promise.resolve(void done.push(importId));
  const stop = startLoops(await queue(), { import: import_ }, 200);
  await until(() => done.length > 0);
  await stop(1_000);
  expect(done).toEqual(['next']);
  const { rows } = await db().query<{ state: string }>(
    `SELECT state::text FROM pgboss.job WHERE data->>'importId' = 'hangs'`,
  );
  expect(rows).toEqual([{ state: 'retry' }]);
});

test('a worker that stops waits for what runs, hands back what does not end, and costs it no try', async () => {
  let begun = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  for (const name of ['import', 'rebuild', 'import'] as const)
    await inTransaction((tx) => enqueue(tx, name, {} as never));
  const stop = startLoops(await queue(), {
    rebuild: () => {
      begun += 1;
      return finished;
    },
    import: () => {
      begun += 1;
      return new Promise<void>(() => {});
    },
  });
  await until(() => begun === 2);
  const stopped = stop(1_000);
  finish();
  await stopped;
  expect((await states()).rebuild).toBe('completed');
  const { rows } = await db().query(
    `SELECT state::text, retry_limit - retry_count AS left FROM pgboss.job
      WHERE name = 'import' ORDER BY state`,
  );
  const tries = QUEUES.import.retryLimit ?? 0;
  expect(rows).toEqual([
    { state: 'created', left: tries },
    { state: 'retry', left: tries + 1 },
  ]);
});

test('a queue that could not be asked for a moment is asked again', async () => {
  const boss = await queue();
  jest.spyOn(boss, 'fetch').mockRejectedValueOnce(new Error('Connection terminated'));
  await inTransaction((tx) => enqueue(tx, 'import', { householdId: '', importId: '' }));
  let done = 0;
  const stop = startLoops(boss, { import: () => Promise.resolve(void (done += 1)) });
  await until(() => done > 0);
  expect(done).toBe(1);
  await stop(1_000);
});
