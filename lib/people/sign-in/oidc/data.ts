import { prisma } from '@/lib/platform/db/prisma';
import { listProviders } from './providers';
import type { Identity } from './types';

/**
 * A person's identities, the oldest first; one of a provider that is not configured any more is named by its
 * short name.
 */
export async function listIdentities(userId: string): Promise<Identity[]> {
  const rows = await prisma().identity.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
    select: { id: true, provider: true, label: true, createdAt: true, lastUsedAt: true },
  });
  const names = new Map(listProviders().map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, provider: names.get(row.provider) ?? row.provider }));
}
