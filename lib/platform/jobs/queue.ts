import PgBoss from 'pg-boss';
import type { Queryable } from '@/lib/platform/db/pool';
import { databaseUrl } from '@/lib/platform/env';
import { errorStack, log } from '@/lib/platform/log';
import { metrics } from '@/lib/platform/metrics/metrics';
import { inSpan } from '@/lib/platform/tracing/spans';
import { type JobName, type Jobs, PermanentFailure, QUEUES, SCHEDULES } from './jobs';
import { beat, giveUp } from './mutations';

const HEARTBEAT_MS = 1_500;
/** Without a heartbeat for so long, a job's worker counts as dead and another one takes the job over. */
const DEAD_AFTER_SECONDS = 6;
const KEEP_FAILED_SECONDS = 30 * 24 * 60 * 60;
/** The package's own queue, which everything scheduled goes through. It would make it at start, which the application's role may not. */
const SCHEDULED = '__pgboss__send-it';

let boss: Promise<PgBoss> | undefined;

/** The process's connection to the queue. Only a worker runs schedules and maintenance. */
export function queue(role: 'sender' | 'worker' = 'sender'): Promise<PgBoss> {
  boss ??= start(role).catch((error: unknown) => {
    // The next call tries again: a database that is away for a moment must not end enqueueing for the process's whole life.
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
    maintenanceIntervalSeconds: 2,
    archiveFailedAfterSeconds: KEEP_FAILED_SECONDS,
    application_name: `saldo-jobs-${role}`,
  });
  started.on('error', (error) => log.error('the job queue reports an error', { stack: errorStack(error) }));
  await started.start();
  return started;
}

/** Makes the queue's tables and every queue as jobs.ts describes it. `ownerUrl` names the role that owns them; they are there before any process starts. */
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
  await making.createQueue(SCHEDULED);
  for (const [name, { concurrency: _, ...options }] of Object.entries(QUEUES)) {
    await making.createQueue(name, { name, ...options });
    await making.updateQueue(name, { name, ...options });
  }
  await making.stop({ graceful: false, wait: true });
}

/** Puts a job into the queue as part of the transaction `tx`: it is there exactly when the change that needs it is. Returns its id. */
export async function enqueue<Name extends JobName>(
  tx: Queryable,
  name: Name,
  data: Jobs[Name],
  options: { startAfter?: Date } = {},
): Promise<string> {
  const id = await (
    await queue()
  ).send(name, data, { ...options, db: { executeSql: (text, values) => tx.query(text, values) } });
  if (!id) throw new Error(`The job "${name}" was not accepted by the queue.`);
  return id;
}

export type JobHandlers = { [Name in JobName]: (data: Jobs[Name], jobId: string) => Promise<void> };

/**
 * Runs jobs in this process until stopQueue, and the schedules. Handlers may be called twice with the same job, at once even
 * when a worker was taken for dead too early: each makes sure by itself that its effect happens once.
 */
export async function startWorking(handlers: JobHandlers): Promise<void> {
  const working = await queue('worker');
  const running = new Set<string>();
  startHeartbeat(running);
  for (const name of Object.keys(handlers) as JobName[]) {
    for (let worker = 0; worker < (QUEUES[name].concurrency ?? 1); worker++) {
      await working.work<Jobs[typeof name]>(
        name,
        { pollingIntervalSeconds: 0.5, batchSize: 1 },
        async ([job]) => {
          if (!job) return;
          await inSpan('job', `job ${name}`, { job: name, jobId: job.id }, async (tell) => {
            await run(name, job, handlers, running);
            tell({ outcome: 'done' });
          });
        },
      );
    }
  }
  for (const [name, cron] of Object.entries(SCHEDULES))
    await working.schedule(name, cron, {}, { tz: 'Europe/Prague' });
}

async function run<Name extends JobName>(
  name: Name,
  job: PgBoss.Job<Jobs[Name]>,
  handlers: JobHandlers,
  running: Set<string>,
): Promise<void> {
  const startedAt = Date.now();
  running.add(job.id);
  try {
    await beat([job.id], DEAD_AFTER_SECONDS);
    await handlers[name](job.data, job.id);
    metrics().jobs.observe({ queue: name, outcome: 'done' }, (Date.now() - startedAt) / 1_000);
    log.info('job done', { job: name, jobId: job.id, durationMs: Date.now() - startedAt });
  } catch (error) {
    metrics().jobs.observe({ queue: name, outcome: 'failed' }, (Date.now() - startedAt) / 1_000);
    log.error('job failed', { job: name, jobId: job.id, stack: errorStack(error) });
    if (error instanceof PermanentFailure) await giveUp(job.id);
    throw withoutWords(error);
  } finally {
    running.delete(job.id);
  }
}

/** The queue keeps, unsealed, why a try failed. What is kept is where it was thrown: an error's words may be those of a statement. */
function withoutWords(error: unknown): Error {
  const told = new Error();
  told.stack = errorStack(error);
  return told;
}

let heartbeat: NodeJS.Timeout | undefined;

function startHeartbeat(running: ReadonlySet<string>): void {
  heartbeat = setInterval(() => {
    if (running.size > 0)
      void beat([...running], DEAD_AFTER_SECONDS).catch((error: unknown) =>
        log.warn('a heartbeat failed', { stack: errorStack(error) }),
      );
  }, HEARTBEAT_MS);
}

/** Lets running jobs finish and closes the queue's connections. */
export async function stopQueue(): Promise<void> {
  const stopping = boss;
  boss = undefined;
  await (await stopping)?.stop({ graceful: true, wait: true, timeout: 20_000 });
  clearInterval(heartbeat);
}
