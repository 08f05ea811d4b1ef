import type PgBoss from 'pg-boss';
import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { DEAD_AFTER_SECONDS } from './jobs';

/** Tries work again that had failed for good. Throws NOT_FOUND for anything else. */
export async function retryJob(householdId: HouseholdId, id: string): Promise<void> {
  // As the queue's own retry does it, for this household's work only.
  const { rowCount } = await db().query(
    `UPDATE pgboss.job SET state = 'retry', retry_limit = retry_limit + 1, start_after = now() WHERE id = $1
      AND data->>'householdId' = $2 AND state = 'failed'`,
    [isUuid(id) ? id : null, householdId],
  );
  if (!rowCount)
    throw domainError(
      'NOT_FOUND',
      'There is no failed work of this id: it may have been tried again already.',
      'id',
    );
}

/**
 * Says that jobs are being worked on. One that nobody says it of for DEAD_AFTER_SECONDS, from its fetch on,
 * is free again, so the work of a worker that dies lies for seconds, however long it may take.
 */
export async function vouchFor(queue: PgBoss.Db, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await queue.executeSql(
    `UPDATE pgboss.job SET started_on = now(), expire_in = make_interval(secs => $2)
      WHERE id = ANY($1::uuid[]) AND state = 'active'`,
    [jobIds, DEAD_AFTER_SECONDS],
  );
}

/**
 * Frees the jobs that nobody vouches for. It is a try like any other, so that a job that kills its worker
 * ends some day, but the next one begins at once: waiting longer each time is for what was refused, not for
 * what was interrupted.
 *
 * @param mine what this process works on, which it never takes from itself.
 */
export async function freeAbandoned(queue: PgBoss.Db, mine: readonly string[]): Promise<void> {
  await queue.executeSql(
    `WITH abandoned AS (
       SELECT name, id, retry_count < retry_limit AS again FROM pgboss.job
        WHERE state = 'active' AND started_on + expire_in < now() AND id <> ALL($1::uuid[])
          FOR UPDATE SKIP LOCKED)
     UPDATE pgboss.job job
        SET state = (CASE WHEN again THEN 'retry' ELSE 'failed' END)::pgboss.job_state, start_after = now(),
            completed_on = CASE WHEN again THEN NULL ELSE now() END
       FROM abandoned WHERE job.name = abandoned.name AND job.id = abandoned.id`,
    [mine],
  );
}

/**
 * Frees jobs whose worker stops before they are done. That was no failure of theirs, so it costs them no try.
 */
export async function handBack(queue: PgBoss.Db, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await queue.executeSql(
    `UPDATE pgboss.job SET state = 'retry', start_after = now(), retry_limit = retry_limit + 1
      WHERE id = ANY($1::uuid[]) AND state = 'active'`,
    [jobIds],
  );
}

/** Takes a running job's remaining tries away: when it fails now, it has failed for good. */
export async function giveUp(queue: PgBoss.Db, jobId: string): Promise<void> {
  await queue.executeSql(
    `UPDATE pgboss.job SET retry_limit = retry_count WHERE id = $1 AND state = 'active'`,
    [jobId],
  );
}
