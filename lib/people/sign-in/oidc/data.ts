import { db } from '@/lib/platform/db/pool';
import { listProviders } from './providers';
import type { Identity } from './types';

/**
 * A person's identities, the oldest first; one of a provider that is not configured any more is named by its
 * short name.
 */
export async function listIdentities(userId: string): Promise<Identity[]> {
  const { rows } = await db().query<Identity>(
    `SELECT id, provider, label, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM identity
      WHERE user_id = $1 ORDER BY id`,
    [userId],
  );
  const names = new Map(listProviders().map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, provider: names.get(row.provider) ?? row.provider }));
}
