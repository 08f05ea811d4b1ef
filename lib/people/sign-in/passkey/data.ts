import { db, type Queryable } from '@/lib/platform/db/pool';
import type { Passkey } from './types';
import type { StoredCredential } from './webauthn';

/** A person's passkeys, the oldest first. */
export async function listPasskeys(userId: string): Promise<Passkey[]> {
  const { rows } = await db().query<Passkey>(
    `SELECT id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM passkey WHERE user_id = $1
      ORDER BY id`,
    [userId],
  );
  return rows;
}

const CREDENTIAL = 'credential_id AS "credentialId", public_key AS "publicKey", counter::int8, transports';
type CredentialRow = Omit<StoredCredential, 'counter'> & { counter: string };
const toCredential = (row: CredentialRow): StoredCredential => ({ ...row, counter: Number(row.counter) });

export async function listCredentials(on: Queryable, userId: string): Promise<StoredCredential[]> {
  const { rows } = await on.query<CredentialRow>(`SELECT ${CREDENTIAL} FROM passkey WHERE user_id = $1`, [
    userId,
  ]);
  return rows.map(toCredential);
}

/** The credential with this id and whose it is. */
export async function findCredential(
  on: Queryable,
  credentialId: Buffer,
): Promise<{ id: string; userId: string; credential: StoredCredential } | null> {
  const { rows } = await on.query<CredentialRow & { id: string; user_id: string }>(
    `SELECT id, user_id, ${CREDENTIAL} FROM passkey WHERE credential_id = $1 FOR UPDATE`,
    [credentialId],
  );
  const [row] = rows;
  return row ? { id: row.id, userId: row.user_id, credential: toCredential(row) } : null;
}
