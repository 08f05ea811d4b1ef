import { prisma } from '@/lib/platform/db/prisma';
import type { AccessToken } from './types';

/** A person's tokens in all of their households, those that have not ended, the newest first. */
export async function listAccessTokens(userId: string): Promise<AccessToken[]> {
  const rows = await prisma().accessToken.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      name: true,
      access: true,
      createdAt: true,
      lastUsedAt: true,
      expiresAt: true,
      household: { select: { name: true } },
    },
  });
  return rows.map(({ household, ...row }) => ({ ...row, household: household.name }));
}
