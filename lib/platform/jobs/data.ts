import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { QUEUES, type JobName } from './jobs';

/**
 * WAITING: its turn comes; RETRYING: it failed and will be tried again at `nextTryAt`; FAILED: for good,
 * until somebody retries it.
 */
export type JobState = 'WAITING' | 'RUNNING' | 'RETRYING' | 'FAILED' | 'DONE';

/**
 * Work that was or is done for a household in the background. `subjectId` is what it is about: an import, a
 * sync, a mail.
 */
export type BackgroundJob = {
  id: string;
  name: JobName;
  state: JobState;
  tries: number;
  subjectId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  nextTryAt: Date | null;
};

const STATES: Record<string, JobState> = {
  created: 'WAITING',
  active: 'RUNNING',
  retry: 'RETRYING',
  failed: 'FAILED',
  completed: 'DONE',
};

/** The household's work of the last days, what failed and what is under way first. */
export async function listJobs(householdId: HouseholdId, first: number): Promise<BackgroundJob[]> {
  const { rows } = await db().query<{
    id: string;
    name: JobName;
    state: string;
    retry_count: number;
    data: Record<string, string>;
    created_on: Date;
    completed_on: Date | null;
    start_after: Date;
  }>(
    `SELECT id, name, state::text, retry_count, data, created_on, completed_on, start_after FROM pgboss.job
      WHERE name = ANY($1) AND data->>'householdId' = $2
      ORDER BY array_position(ARRAY['failed', 'active', 'retry', 'created'], state::text) NULLS LAST,
        created_on DESC LIMIT $3`,
    [Object.keys(QUEUES), householdId, first],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    state: STATES[row.state] ?? 'FAILED',
    tries: row.retry_count + (row.state === 'created' ? 0 : 1),
    subjectId: row.data.importId ?? row.data.syncId ?? row.data.mailId ?? null,
    createdAt: row.created_on,
    finishedAt: row.completed_on,
    nextTryAt: row.state === 'retry' ? row.start_after : null,
  }));
}

/**
 * SQL that says whether no job is left that will finish what it is about: it failed for good, or is gone, as
 * after a restored backup. Anyone who shows such a row says that it failed, so that nobody waits for a
 * process that does not exist. Tried again, the job lives, and so does the row.
 */
export function isLost(name: 'import' | 'sync', table: string): string {
  return `NOT EXISTS (SELECT FROM pgboss.job
    WHERE name = '${name}' AND data->>'${name}Id' = ${table}.id::text AND state < 'completed')`;
}
