import { v7 as uuidv7 } from 'uuid';
import { createToken, hashToken } from './token';
import { db, type Queryable } from '@/lib/platform/db/pool';

/**
 * How long each kind works. Anyone who resets a password waits for the mail; an address may be confirmed in
 * the evening.
 */
const MINUTES = { VERIFY_EMAIL: 24 * 60, RESET_PASSWORD: 10, SECOND_FACTOR: 10, PASSKEY: 10 } as const;
export type Purpose = keyof typeof MINUTES;

export type OneTimeSecret = { id: string; userId: string | null; email: string | null; attempts: number };

/** Makes a secret that works once: 32 random bytes, of which only the hash is kept. */
export async function issueSecret(
  on: Queryable,
  purpose: Purpose,
  { userId = null, email = null }: { userId?: string | null; email?: string | null } = {},
): Promise<{ token: string; expiresAt: Date }> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + MINUTES[purpose] * 60_000);
  await on.query(
    `INSERT INTO one_time_secret (id, token_hash, purpose, user_id, email, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6)`,
    [uuidv7(), hashToken(token), purpose, userId, email, expiresAt],
  );
  return { token, expiresAt };
}

/**
 * Uses a secret up. Null when it was used, has ended, or never was. Two that try at once: one of them gets
 * it.
 */
export async function takeSecret(
  on: Queryable,
  purpose: Purpose,
  token: string,
): Promise<OneTimeSecret | null> {
  const { rows } = await on.query<OneTimeSecret>(
    `DELETE FROM one_time_secret WHERE token_hash = $1 AND purpose = $2 AND expires_at > now()
      RETURNING id, user_id AS "userId", email, attempts`,
    [hashToken(token), purpose],
  );
  return rows[0] ?? null;
}

/**
 * Counts one more attempt with a secret that stays; null when there is none, or `most` attempts were made
 * already.
 */
export async function tryAgainstSecret(
  on: Queryable,
  purpose: Purpose,
  token: string,
  most: number,
): Promise<OneTimeSecret | null> {
  const { rows } = await on.query<OneTimeSecret>(
    `UPDATE one_time_secret SET attempts = attempts + 1 WHERE token_hash = $1 AND purpose = $2
      AND expires_at > now() AND attempts < $3 RETURNING id, user_id AS "userId", email, attempts`,
    [hashToken(token), purpose, most],
  );
  return rows[0] ?? null;
}

/** Makes all secrets of one kind worthless for a person. */
export async function dropSecrets(on: Queryable, purpose: Purpose, userId: string): Promise<void> {
  await on.query('DELETE FROM one_time_secret WHERE user_id = $1 AND purpose = $2', [userId, purpose]);
}

/** Removes what has ended; part of the nightly clean-up. Returns how many. */
export async function removeEndedSecrets(): Promise<number> {
  const { rowCount } = await db().query('DELETE FROM one_time_secret WHERE expires_at < now()');
  return rowCount ?? 0;
}
