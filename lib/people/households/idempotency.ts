import { createHash } from 'node:crypto';
import type { HouseholdId } from '@/lib/platform/scope';
import type { Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { Vault } from '@/lib/platform/vault/vault';

/**
 * Answers a repeated create with the first result.
 *
 * Must run inside the transaction that creates, under the household's lock: the lock makes two requests with one key come
 * here one after the other. Returns the id of the first result, or null after noting `resultId` for the next time.
 * Throws CONFLICT when the key was used with other input. The input is kept as a keyed hash only, it holds payees and amounts.
 */
export async function answerOnce(
  tx: Queryable,
  householdId: HouseholdId,
  vault: Vault,
  request: { operation: string; key: string | null | undefined; input: unknown; resultId: string },
): Promise<string | null> {
  if (!request.key) return null;
  const key = createHash('sha256').update(`${request.operation}\0${request.key}`).digest();
  const inputHash = vault.fingerprint(`${request.operation}\0${canonicalJson(request.input)}`);
  const { rows } = await tx.query<{ result_id: string; input_hash: Buffer; fresh: boolean }>({
    name: 'idempotency',
    text: `WITH noted AS (
        INSERT INTO idempotency_key (household_id, key, input_hash, result_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING RETURNING result_id, input_hash)
      SELECT result_id, input_hash, true AS fresh FROM noted
      UNION ALL SELECT result_id, input_hash, false FROM idempotency_key WHERE household_id = $1 AND key = $2
      LIMIT 1`,
    values: [householdId, key, inputHash, request.resultId],
  });
  const row = rows[0];
  if (!row || row.fresh) return null;
  if (!row.input_hash.equals(inputHash)) {
    throw domainError(
      'CONFLICT',
      'This idempotency key was used before with other input: make a new key for a new request.',
      'input',
      'idempotencyKey',
    );
  }
  return row.result_id;
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
