import { hashToken } from '@/lib/platform/one-time/token';
import { db } from '@/lib/platform/db/pool';
import { factorKinds } from '../totp/data';
import type { FactorKind } from '../totp/types';

/** What a sign-in with this token still waits for; empty when there is none that waits. */
export async function findWaiting(token: string): Promise<FactorKind[]> {
  const { rows } = await db().query<{ user_id: string }>(
    `SELECT user_id FROM one_time_secret WHERE token_hash = $1 AND purpose = 'SECOND_FACTOR'
      AND expires_at > now()`,
    [hashToken(token)],
  );
  return rows[0] ? factorKinds(db(), rows[0].user_id) : [];
}
