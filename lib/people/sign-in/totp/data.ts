import { db, type Queryable } from '@/lib/platform/db/pool';
import { findPasswordHash } from '@/lib/people/users/data';
import type { FactorKind } from './types';

/** What a person is asked for after the first step of a sign-in; empty when there is no second one. */
export async function factorKinds(on: Queryable, userId: string): Promise<FactorKind[]> {
  const { totpSince, passkeys, recoveryCodes } = await countFactors(on, userId);
  if (!totpSince && passkeys === 0) return [];
  return [
    ...(totpSince ? (['TOTP'] as const) : []),
    ...(passkeys > 0 ? (['PASSKEY'] as const) : []),
    ...(recoveryCodes > 0 ? (['RECOVERY_CODE'] as const) : []),
  ];
}

/**
 * `totpSince` is null without an authenticator app; one whose first code was not entered yet does not count.
 */
export async function countFactors(
  on: Queryable,
  userId: string,
): Promise<{ totpSince: Date | null; passkeys: number; recoveryCodes: number }> {
  const { rows } = await on.query<{ totp_since: Date | null; passkeys: number; recovery_codes: number }>(
    `SELECT (SELECT confirmed_at FROM totp WHERE user_id = $1) AS totp_since, (SELECT count(*)::int
      FROM passkey WHERE user_id = $1) AS passkeys,
        (SELECT count(*)::int FROM recovery_code WHERE user_id = $1) AS recovery_codes`,
    [userId],
  );
  const [row] = rows;
  return {
    totpSince: row?.totp_since ?? null,
    passkeys: row?.passkeys ?? 0,
    recoveryCodes: row?.recovery_codes ?? 0,
  };
}

/**
 * Whether a person has a way in besides the one that is about to go: a password, an identity or a passkey.
 * Locks the person, so that two last ways cannot be taken away at once.
 */
export async function hasWayInBesides(
  tx: Queryable,
  userId: string,
  { passkeyId = null, identityId = null }: { passkeyId?: string | null; identityId?: string | null },
): Promise<boolean> {
  const { rows } = await tx.query<{ others: number }>(
    `SELECT (u.password_hash IS NOT NULL)::int + (SELECT count(*)::int FROM passkey WHERE user_id = u.id
      AND id IS DISTINCT FROM $2)
        + (SELECT count(*)::int FROM identity WHERE user_id = u.id AND id IS DISTINCT FROM $3) AS others
      FROM "user" u WHERE u.id = $1 FOR UPDATE`,
    [userId, passkeyId, identityId],
  );
  return (rows[0]?.others ?? 0) > 0;
}

/** What of a person's ways to sign in there is one of. */
export type Factors = {
  userId: string;
  hasPassword: boolean;
  totpSince: Date | null;
  recoveryCodesLeft: number;
};

export async function readFactors(userId: string): Promise<Factors> {
  const { totpSince, recoveryCodes } = await countFactors(db(), userId);
  return {
    userId,
    hasPassword: (await findPasswordHash(db(), userId)) !== null,
    totpSince,
    recoveryCodesLeft: recoveryCodes,
  };
}
