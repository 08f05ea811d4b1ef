import PgBoss from 'pg-boss';
import type { Queryable } from '@/lib/platform/db/pool';
import { databaseUrl } from '@/lib/platform/env';
import { errorStack, log } from '@/lib/platform/log';
import {
  DEAD_AFTER_SECONDS,
  type JobHandlers,
  type JobName,
  type Jobs,
  type Queue,
  QUEUES,
  SCHEDULES,
} from './jobs';
import { startLoops } from './loops';

/** How long running jobs may go on when their worker stops. */
const STOP_PATIENCE_MS = 20_000;
const KEEP_FAILED_SECONDS = 30 * 24 * 60 * 60;
/**
 * The package's own queue, which everything scheduled goes through. It would make it at start, which the
 * application's role may not.
 */
const SCHEDULED = '__pgboss__send-it';

let boss: Promise<PgBoss> | undefined;
let stopLoops: ((patienceMs: number) => Promise<void>) | undefined;

/** The process's connection to the queue. Only a worker runs schedules and maintenance. */
export function queue(role: 'sender' | 'worker' = 'sender'): Promise<PgBoss> {
  boss ??= start(role).catch((error: unknown) => {
    // The next call tries again: a database that is away for a moment must not end enqueueing for the
    // process's whole life.
    boss = undefined;
    throw error;
  });
  return boss;
}

async function start(role: 'sender' | 'worker'): Promise<PgBoss> {
  const isWorker = role === 'worker';
  const started = new PgBoss({
    connectionString: databaseUrl(),
    max: isWorker ? 5 : 3,
    // The role of DATABASE_URL cannot make tables: makeQueues has.
    migrate: false,
    supervise: isWorker,
    schedule: isWorker,
    archiveFailedAfterSeconds: KEEP_FAILED_SECONDS,
    application_name: `saldo-jobs-${role}`,
  });
  started.on('error', (error) => log.error('the job queue reports an error', { stack: errorStack(error) }));
  await started.start();
  return started;
}

/**
 * Makes the queue's tables and every queue as jobs.ts describes it. `ownerUrl` names the role that owns them;
 * they are there before any process starts.
 */
export async function makeQueues(ownerUrl: string): Promise<void> {
  const making = new PgBoss({
    connectionString: ownerUrl,
    max: 1,
    supervise: false,
    schedule: false,
    application_name: 'saldo-jobs-set-up',
  });
  making.on('error', (error) => log.error('the job queue reports an error', { stack: errorStack(error) }));
  await making.start();
  const queues = { ...QUEUES, [SCHEDULED]: { expireInSeconds: DEAD_AFTER_SECONDS } };
  for (const [name, { concurrency: _, ...options }] of Object.entries<Queue>(queues)) {
    await making.createQueue(name, { name, ...options });
    await making.updateQueue(name, { name, ...options });
  }
  // What was queued by an older version, and nobody has begun, carries that version's patience.
  await making
    .getDb()
    .executeSql(`UPDATE pgboss.job SET expire_in = make_interval(secs => $1) WHERE state < 'active'`, [
      DEAD_AFTER_SECONDS,
    ]);
  await making.stop({ graceful: false, wait: true });
}

/**
 * Puts a job into the queue as part of the transaction `tx`: it is there exactly when the change that needs
 * it is. Returns its id.
 */
export async function enqueue<Name extends JobName>(
  tx: Queryable,
  name: Name,
  data: Jobs[Name],
  options: { startAfter?: Date } = {},
): Promise<string> {
  const id = await (
    await queue()
  ).send(name, data, {
    ...options,
    db: { executeSql: (text, values) => tx.query(text, values) },
  });
  if (!id) throw new Error(`The job "${name}" was not accepted by the queue.`);
  return id;
}

/**
 * Runs jobs in this process until stopQueue, and the schedules. Handlers may be called twice with the same
 * job, at once even when a worker was taken for dead too early: each makes sure by itself that its effect
 * happens once.
 */
export async function startWorking(handlers: JobHandlers): Promise<void> {
  const working = await queue('worker');
  stopLoops = startLoops(working, handlers);
  for (const [name, cron] of Object.entries(SCHEDULES))
    await working.schedule(name, cron, {}, { tz: 'Europe/Prague' });
}

/** Lets running jobs finish, hands back those that do not, and closes the queue's connections. */
export async function stopQueue(): Promise<void> {
  const [stopping, stop] = [boss, stopLoops];
  boss = stopLoops = undefined;
  await stop?.(STOP_PATIENCE_MS);
  await (await stopping)?.stop({ graceful: false });
}
