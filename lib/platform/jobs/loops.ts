import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { errorStack, log } from '@/lib/platform/log';
import { metrics } from '@/lib/platform/metrics/metrics';
import { inSpan } from '@/lib/platform/tracing/spans';
import { type JobHandlers, type JobName, type Jobs, LONGEST_SECONDS, PermanentFailure, QUEUES } from './jobs';
import { freeAbandoned, giveUp, handBack, vouchFor } from './mutations';

const POLL_MS = 500;
/** Four of them fit into DEAD_AFTER_SECONDS: one that fails or comes late costs nothing. */
const VOUCH_MS = 1_500;

/**
 * Fetches and does jobs of every queue that has a handler, as many at a time as the queue allows, vouches for
 * those under way, and frees those nobody vouches for any more. pg-boss has `work` for it, which would end a
 * handler after the seconds that a job is given without being vouched for.
 *
 * @param longestMs beyond it a job counts as hanging: it fails, and its place is free.
 * @returns what stops it: it waits for running jobs, and hands back those still running after `patienceMs`.
 */
export function startLoops(
  boss: PgBoss,
  handlers: Partial<JobHandlers>,
  longestMs = LONGEST_SECONDS * 1_000,
): (patienceMs: number) => Promise<void> {
  // Connections that no handler uses: however many of the others handlers hold, jobs are vouched for.
  const queue = boss.getDb();
  const running = new Set<string>();
  let stopping = false;

  async function loop<Name extends JobName>(name: Name, handler: JobHandlers[Name]): Promise<void> {
    while (!stopping) {
      // A database that is away for a moment must not end a queue for the process's whole life.
      const [job] = await boss.fetch<Jobs[Name]>(name, { batchSize: 1 }).catch((error: unknown) => {
        log.warn('the queue could not be asked for a job', { job: name, stack: errorStack(error) });
        return [];
      });
      if (!job) {
        await sleep(POLL_MS);
        continue;
      }
      running.add(job.id);
      const failure = await attempt(name, job, () => within(longestMs, handler(job.data, job.id)));
      await report(boss, name, job.id, failure).catch((error: unknown) =>
        // Nobody vouches for it any more, so it is done again.
        log.warn('the queue was not told of a job', { job: name, jobId: job.id, stack: errorStack(error) }),
      );
      running.delete(job.id);
    }
  }

  const vouching = setInterval(() => {
    vouchFor(queue, [...running])
      .then(() => freeAbandoned(queue, [...running]))
      .catch((error: unknown) => log.warn('a heartbeat failed', { stack: errorStack(error) }));
  }, VOUCH_MS);
  const loops = (Object.keys(handlers) as JobName[]).flatMap((name) => {
    const handler = handlers[name] as JobHandlers[typeof name];
    return Array.from({ length: QUEUES[name].concurrency ?? 1 }, () => loop(name, handler));
  });

  return async (patienceMs) => {
    stopping = true;
    await Promise.race([Promise.all(loops), sleep(patienceMs, undefined, { ref: false })]);
    clearInterval(vouching);
    await handBack(queue, [...running]);
  };
}

/** Runs a job and logs it. Returns what it failed with, if it failed. */
async function attempt(
  name: JobName,
  { id: jobId }: { id: string },
  work: () => Promise<void>,
): Promise<Error | undefined> {
  const startedAt = Date.now();
  try {
    await inSpan('job', `job ${name}`, { job: name, jobId }, async (tell) => {
      await work();
      tell({ outcome: 'done' });
    });
    metrics().jobs.observe({ queue: name, outcome: 'done' }, (Date.now() - startedAt) / 1_000);
    log.info('job done', { job: name, jobId, durationMs: Date.now() - startedAt });
    return undefined;
  } catch (error) {
    metrics().jobs.observe({ queue: name, outcome: 'failed' }, (Date.now() - startedAt) / 1_000);
    log.error('job failed', { job: name, jobId, stack: errorStack(error) });
    return error instanceof Error ? error : new Error();
  }
}

async function report(boss: PgBoss, name: JobName, jobId: string, failure: Error | undefined): Promise<void> {
  if (!failure) {
    await boss.complete(name, jobId);
    return;
  }
  if (failure instanceof PermanentFailure) await giveUp(boss.getDb(), jobId);
  // The queue keeps, unsealed, why a try failed. What is kept is where it was thrown: an error's words may be
  // those of a statement.
  const told = new Error();
  told.stack = errorStack(failure);
  await boss.fail(name, jobId, told);
}

async function within(longestMs: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const tooLong = sleep(longestMs, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new Error('The job hangs.');
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    tooLong.catch(() => undefined);
    done.abort();
  }
}
