import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { claims, db } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { HouseholdId } from '@/lib/platform/scope';
import { householdVault } from '@/lib/platform/vault/household-vault';

/**
 * A request that its sender may repeat. `userId` belongs to it: nobody is given the answer of somebody else.
 * `path` is where the key stands in the request.
 */
export type RepeatableRequest = {
  householdId: HouseholdId;
  userId: string;
  operation: string;
  key: string;
  path: string[];
  input: unknown;
};

/**
 * Carries a change out once, however often it is asked for: a repeated request gets the first answer, two at
 * once make one change.
 *
 * Each transaction of the change claims the key and keeps, sealed, what it returns, in one with what it
 * writes: a repeated request carries it out, finds the key taken, takes it back and goes on with what the
 * first one returned. What failed has kept nothing, and may be repeated with its key. Keys are kept for three
 * days. Throws CONFLICT when the key was used with other input.
 */
export async function answerOnce<T>(request: RepeatableRequest, work: () => Promise<T>): Promise<T> {
  const { householdId, userId, operation, path } = request;
  const vault = await householdVault(householdId);
  const inputHash = vault.fingerprint(`${operation}\0${canonicalJson(request.input)}`);
  const keyOf = (place: number) =>
    createHash('sha256').update([userId, operation, request.key, place].join('\0')).digest();
  const claim = {
    next: 0,
    make: async (tx: Pick<ReturnType<typeof db>, 'query'>, place: number, result: unknown) => {
      const key = keyOf(place);
      const sealed = vault.sealBytes('idempotency_key', key.toString('hex'), serialize(result));
      const { rowCount } = await tx.query({
        name: 'claim_key',
        text: `INSERT INTO idempotency_key (household_id, key, input_hash, sealed) VALUES ($1, $2, $3, $4)
          ON CONFLICT DO NOTHING`,
        values: [householdId, key, inputHash, sealed],
      });
      return rowCount === 1;
    },
    recall: async (place: number) => {
      const key = keyOf(place);
      const { rows } = await db().query<{ input_hash: Buffer; sealed: Buffer }>(
        'SELECT input_hash, sealed FROM idempotency_key WHERE household_id = $1 AND key = $2',
        [householdId, key],
      );
      const [row] = rows;
      if (!row) return null;
      if (!row.input_hash.equals(inputHash))
        throw domainError(
          'CONFLICT',
          'This idempotency key was used before with other input: make a new key for a new request.',
          ...path,
        );
      const bytes = vault.openBytes('idempotency_key', key.toString('hex'), row.sealed);
      return { result: deserialize(bytes) as unknown };
    },
  };
  return claims.run(claim, work);
}

/** Forgets keys after three days, when no client repeats its request any more. Returns how many. */
export async function removeOldIdempotencyKeys(): Promise<number> {
  const { rowCount } = await db().query(
    "DELETE FROM idempotency_key WHERE created_at < now() - interval '3 days'",
  );
  return rowCount ?? 0;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, v]) => v !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
