import type { Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Passkey as PasskeyRow } from '@/prisma/__generated__/client';
import type { Passkey } from './types';
import type { StoredCredential } from './webauthn';

/** A person's passkeys, the oldest first. */
export async function listPasskeys(userId: string): Promise<Passkey[]> {
  return prisma().passkey.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
  });
}

function toCredential(row: PasskeyRow): StoredCredential {
  const { credentialId, publicKey, counter, transports } = row;
  return {
    credentialId: Buffer.from(credentialId),
    publicKey: Buffer.from(publicKey),
    counter: Number(counter),
    transports,
  };
}

export async function listCredentials(userId: string): Promise<StoredCredential[]> {
  return (await prisma().passkey.findMany({ where: { userId } })).map(toCredential);
}

/**
 * The credential with this id and whose it is. Locked, so that its counter is compared by one sign-in at a
 * time.
 */
export async function findCredential(
  tx: Queryable,
  credentialId: Buffer<ArrayBuffer>,
): Promise<{ id: string; userId: string; credential: StoredCredential } | null> {
  await tx.query('SELECT FROM passkey WHERE credential_id = $1 FOR UPDATE', [credentialId]);
  const row = await prisma().passkey.findFirst({ where: { credentialId } });
  return row && { id: row.id, userId: row.userId, credential: toCredential(row) };
}
