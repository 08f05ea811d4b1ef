import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { type Claim, claims, db, type Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { HouseholdId } from '@/lib/platform/scope';
import { householdVault } from '@/lib/platform/vault/household-vault';

/** A request that its sender may repeat. `userId` belongs to it: nobody is given the answer of somebody else. */
export type RepeatableRequest = {
  householdId: HouseholdId;
  userId: string;
  operation: string;
  key: string;
  input: unknown;
};

type Answer = { errors: readonly unknown[] };

/** How long a repeated request waits for the first one, which has committed and is about to keep its answer. */
const PATIENCE_MS = 5_000;

/**
 * Carries a change out once, however often it is asked for: a repeated request gets the first answer, two at once make one change.
 *
 * The key is claimed in the database transaction of the change itself, so it is taken exactly when the change is there. The answer
 * is kept, sealed, for three days. An answer with errors changed nothing and is not kept: the request may be repeated with its key.
 * Throws CONFLICT when the key was used with other input, or the first answer was lost with its process.
 */
export async function answerOnce<T extends Answer>(
  request: RepeatableRequest,
  work: () => Promise<T>,
): Promise<T> {
  const { householdId, userId, operation } = request;
  const vault = await householdVault(householdId);
  const key = createHash('sha256').update(`${userId}\0${operation}\0${request.key}`).digest();
  const inputHash = vault.fingerprint(`${operation}\0${canonicalJson(request.input)}`);
  const boundTo = key.toString('hex');
  const claim: Claim = {
    made: false,
    make: async (tx) => {
      if (!(await insertClaim(tx, householdId, key, inputHash))) throw new Repeated();
      claim.made = true;
    },
  };
  const first = async (): Promise<T> => {
    const answer = await readAnswer(householdId, key, inputHash);
    return deserialize(vault.openBytes('idempotency_key', boundTo, answer)) as T;
  };
  try {
    const answer = await claims.run(claim, work);
    if (answer.errors.length > 0) {
      if (claim.made) await forgetClaim(householdId, key);
      // What cannot be done any more has perhaps been done by the first request.
      return (await isClaimed(householdId, key)) ? await first() : answer;
    }
    if (!claim.made && !(await insertClaim(db(), householdId, key, inputHash))) return await first();
    await keepAnswer(householdId, key, vault.sealBytes('idempotency_key', boundTo, serialize(answer)));
    return answer;
  } catch (error) {
    if (error instanceof Repeated) return first();
    if (claim.made) await forgetClaim(householdId, key);
    throw error;
  }
}

/** Takes a change back whose key had been claimed before. */
class Repeated extends Error {}

async function insertClaim(
  tx: Queryable,
  householdId: HouseholdId,
  key: Buffer,
  inputHash: Buffer,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'claim_key',
    text: 'INSERT INTO idempotency_key (household_id, key, input_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    values: [householdId, key, inputHash],
  });
  return rowCount === 1;
}

async function keepAnswer(householdId: HouseholdId, key: Buffer, answer: Buffer): Promise<void> {
  await db().query({
    name: 'keep_answer',
    text: 'UPDATE idempotency_key SET sealed = $3 WHERE household_id = $1 AND key = $2',
    values: [householdId, key, answer],
  });
}

async function forgetClaim(householdId: HouseholdId, key: Buffer): Promise<void> {
  await db().query('DELETE FROM idempotency_key WHERE household_id = $1 AND key = $2 AND sealed IS NULL', [
    householdId,
    key,
  ]);
}

async function isClaimed(householdId: HouseholdId, key: Buffer): Promise<boolean> {
  const { rowCount } = await db().query('SELECT FROM idempotency_key WHERE household_id = $1 AND key = $2', [
    householdId,
    key,
  ]);
  return rowCount === 1;
}

async function readAnswer(householdId: HouseholdId, key: Buffer, inputHash: Buffer): Promise<Buffer> {
  for (const patience = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const { rows } = await db().query<{ input_hash: Buffer; sealed: Buffer | null }>(
      'SELECT input_hash, sealed FROM idempotency_key WHERE household_id = $1 AND key = $2',
      [householdId, key],
    );
    const [row] = rows;
    if (row && !row.input_hash.equals(inputHash))
      throw domainError(
        'CONFLICT',
        'This idempotency key was used before with other input: make a new key for a new request.',
        'idempotencyKey',
      );
    if (row?.sealed) return row.sealed;
    if (!row || Date.now() > patience)
      throw domainError(
        'CONFLICT',
        'This request was carried out before, but its answer was lost: look at what is there now.',
        'idempotencyKey',
      );
  }
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
