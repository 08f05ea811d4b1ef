import { hashToken } from '@/lib/platform/one-time/token';
import { prisma } from '@/lib/platform/db/prisma';
import { factorKinds } from '../totp/data';
import type { FactorKind } from '../totp/types';

/** What a sign-in with this token still waits for; empty when there is none that waits. */
export async function findWaiting(token: string): Promise<FactorKind[]> {
  const waiting = await prisma().oneTimeSecret.findFirst({
    where: { tokenHash: hashToken(token), purpose: 'SECOND_FACTOR', expiresAt: { gt: new Date() } },
    select: { userId: true },
  });
  return waiting?.userId ? factorKinds(waiting.userId) : [];
}
