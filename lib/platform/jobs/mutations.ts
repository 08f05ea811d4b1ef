import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';

/** Tries work again that had failed for good. Throws NOT_FOUND for anything else. */
export async function retryJob(householdId: HouseholdId, id: string): Promise<void> {
  // As the queue's own retry does it, for this household's work only.
  const { rowCount } = await db().query(
    `UPDATE pgboss.job SET state = 'retry', retry_limit = retry_limit + 1, start_after = now() WHERE id = $1 AND data->>'householdId' = $2 AND state = 'failed'`,
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
 * Says that jobs are still being worked on. The queue gives a job up when it started longer ago than it may take; moving the start
 * forward all the time, to just before that limit, makes the limit a heartbeat: the moment a worker dies, its jobs have
 * `deadAfterSeconds` left, however long they may take.
 */
export async function beat(jobIds: readonly string[], deadAfterSeconds: number): Promise<void> {
  await db().query(
    `UPDATE pgboss.job SET started_on = now() - expire_in + make_interval(secs => $2) WHERE id = ANY($1::uuid[]) AND state = 'active'`,
    [jobIds, deadAfterSeconds],
  );
}

/** Takes a running job's remaining tries away: when it fails now, it has failed for good. */
export async function giveUp(jobId: string): Promise<void> {
  await db().query(`UPDATE pgboss.job SET retry_limit = retry_count WHERE id = $1 AND state = 'active'`, [
    jobId,
  ]);
}
