import { db } from '@/lib/platform/db/pool';

/** When the newest backup that was proved was done; null when there is none. */
export async function lastBackupAt(): Promise<Date | null> {
  const { rows } = await db().query<{ at: Date | null }>(
    `SELECT max(finished_at) AS at FROM backup_run WHERE outcome = 'DONE'`,
  );
  return rows[0]?.at ?? null;
}
