import PgBoss from 'pg-boss';
import type { Queryable } from '../db/pool';
import { databaseUrl } from '../env';
import { errorStack, log } from '../log';

/** Work that is done in the background, by name, with what it needs to know. Ids only: payloads stand in the database unsealed. */
export type Jobs = {
  import: { householdId: string; importId: string };
  'clean-up': Record<string, never>;
};
export type JobName = keyof Jobs;

const QUEUES: Record<JobName, PgBoss.Queue> = {
  // A file is written in one transaction, so a repetition starts from nothing. Fifteen minutes are far beyond the largest one.
  import: { name: 'import', retryLimit: 2, retryDelay: 5, expireInSeconds: 15 * 60 },
  'clean-up': { name: 'clean-up', retryLimit: 3, retryDelay: 60, expireInSeconds: 10 * 60 },
};

let boss: Promise<PgBoss> | undefined;

/** The process's connection to the queue. Only a worker runs schedules and maintenance. */
function queue(role: 'sender' | 'worker' = 'sender'): Promise<PgBoss> {
  boss ??= (async () => {
    const started = new PgBoss({ connectionString: databaseUrl(), max: 3, supervise: role === 'worker', schedule: role === 'worker', application_name: `saldo-jobs-${role}` });
    started.on('error', (error) => log.error('the job queue reports an error', { stack: errorStack(error) }));
    await started.start();
    for (const options of Object.values(QUEUES)) await started.createQueue(options.name, options);
    return started;
  })();
  return boss;
}

/** Puts a job into the queue as part of the transaction `tx`: it is there exactly when the change that needs it is. */
export async function enqueue<Name extends JobName>(tx: Queryable, name: Name, data: Jobs[Name]): Promise<void> {
  const id = await (await queue()).send(name, data, { db: { executeSql: (text, values) => tx.query(text, values) } });
  if (!id) throw new Error(`The job "${name}" was not accepted by the queue.`);
}

export type JobHandlers = { [Name in JobName]: (data: Jobs[Name], jobId: string) => Promise<void> };

/** Runs jobs in this process until stopQueue, and the schedules: nights are for tidying up. */
export async function startWorking(handlers: JobHandlers): Promise<void> {
  const working = await queue('worker');
  for (const name of Object.keys(handlers) as JobName[]) {
    await working.work<Jobs[typeof name]>(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
      if (!job) return;
      const startedAt = Date.now();
      try {
        await (handlers[name] as (data: unknown, jobId: string) => Promise<void>)(job.data, job.id);
        log.info('job done', { job: name, jobId: job.id, durationMs: Date.now() - startedAt });
      } catch (error) {
        log.error('job failed', { job: name, jobId: job.id, stack: errorStack(error) });
        throw error;
      }
    });
  }
  // Every night at three: ended sessions, old idempotency keys and given-up uploads.
  await working.schedule('clean-up', '0 3 * * *', {}, { tz: 'UTC' });
}

/** Lets running jobs finish and closes the queue's connections. */
export async function stopQueue(): Promise<void> {
  const stopping = boss;
  boss = undefined;
  await (await stopping)?.stop({ graceful: true, wait: true, timeout: 20_000 });
}
