import { hashToken } from '../auth/token';
import { db } from '../db/pool';
import { factorKinds } from '../factors/data';
import type { FactorKind } from '../factors/types';

/** What a sign-in with this token still waits for; empty when there is none that waits. */
export async function findWaiting(token: string): Promise<FactorKind[]> {
  const { rows } = await db().query<{ user_id: string }>(`SELECT user_id FROM one_time_secret WHERE token_hash = $1 AND purpose = 'SECOND_FACTOR' AND expires_at > now()`, [hashToken(token)]);
  return rows[0] ? factorKinds(db(), rows[0].user_id) : [];
}
