import type { Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { findPasswordHash } from '@/lib/people/users/data';
import type { FactorKind } from './types';

/** What a person is asked for after the first step of a sign-in; empty when there is no second one. */
export async function factorKinds(userId: string): Promise<FactorKind[]> {
  const { totpSince, passkeys, recoveryCodes } = await countFactors(userId);
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
  userId: string,
): Promise<{ totpSince: Date | null; passkeys: number; recoveryCodes: number }> {
  const row = await prisma().user.findFirst({
    where: { id: userId },
    select: {
      totp: { select: { confirmedAt: true } },
      _count: { select: { passkeys: true, recoveryCodes: true } },
    },
  });
  return {
    totpSince: row?.totp?.confirmedAt ?? null,
    passkeys: row?._count.passkeys ?? 0,
    recoveryCodes: row?._count.recoveryCodes ?? 0,
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
  await tx.query('SELECT FROM "user" WHERE id = $1 FOR UPDATE', [userId]);
  const others = await prisma().user.count({
    where: {
      id: userId,
      OR: [
        { passwordHash: { not: null } },
        { passkeys: { some: passkeyId === null ? {} : { NOT: { id: passkeyId } } } },
        { identities: { some: identityId === null ? {} : { NOT: { id: identityId } } } },
      ],
    },
  });
  return others > 0;
}

/** What of a person's ways to sign in there is one of. */
export type Factors = {
  userId: string;
  hasPassword: boolean;
  totpSince: Date | null;
  recoveryCodesLeft: number;
};

export async function readFactors(userId: string): Promise<Factors> {
  const { totpSince, recoveryCodes } = await countFactors(userId);
  return {
    userId,
    hasPassword: (await findPasswordHash(userId)) !== null,
    totpSince,
    recoveryCodesLeft: recoveryCodes,
  };
}
