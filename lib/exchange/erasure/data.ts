import { db } from '@/lib/platform/db/pool';

/** When a person will be erased; null unless they have asked for it. */
export async function findPersonDeletion(userId: string): Promise<Date | null> {
  const { rows } = await db().query<{ deletion_at: Date | null }>(
    'SELECT deletion_at FROM "user" WHERE id = $1',
    [userId],
  );
  return rows[0]?.deletion_at ?? null;
}
