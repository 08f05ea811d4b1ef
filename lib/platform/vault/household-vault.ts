import { LRUCache } from 'lru-cache';
import sodium from 'sodium-native';
import type { HouseholdId } from '@/lib/platform/scope';
import { db, type Queryable } from '@/lib/platform/db/pool';
import { masterKeyNamed, sealingKey } from './master-keys';
import { Vault } from './vault';

const KEY_BYTES = 32;
const FIRST_VERSION = 1;

// Five minutes are long enough to spare the look-up and short enough that a destroyed key stops working by
// itself.
export const VAULT_KEPT_MS = 5 * 60_000;
const vaults = new LRUCache<string, Vault>({ max: 2_000, ttl: VAULT_KEPT_MS });

/**
 * The vault of a household, with its unwrapped keys kept in memory for a few minutes. Throws when it has no
 * data key.
 */
export async function householdVault(householdId: HouseholdId, on: Queryable = db()): Promise<Vault> {
  const known = vaults.get(householdId);
  if (known) return known;
  const { vault } = await loadVault(householdId, on);
  vaults.set(householdId, vault);
  return vault;
}

/**
 * Forgets the unwrapped keys of a household in this process: they have changed or been destroyed. Other
 * processes forget them within five minutes.
 */
export function forgetVault(householdId: string): void {
  vaults.delete(householdId);
}

/**
 * The vault as the database has its keys now, and the version that seals in it at a moment (milliseconds
 * since 1970).
 */
export async function loadVault(
  householdId: string,
  on: Queryable,
  at = Date.now(),
): Promise<{ vault: Vault; version: number }> {
  const { rows } = await on.query<DataKeyRow>({
    name: 'data_keys',
    text: `SELECT version, master_key_id, wrapped, seals_from FROM data_key WHERE household_id = $1
      ORDER BY version`,
    values: [householdId],
  });
  const sealKeys = new Map<number, Buffer>();
  let indexKey: Buffer = Buffer.alloc(0);
  for (const row of rows) {
    const keys = await unwrap(householdId, row);
    sealKeys.set(row.version, keys.subarray(0, KEY_BYTES));
    indexKey = keys.subarray(KEY_BYTES);
  }
  const version = (rows.findLast((row) => row.seals_from.getTime() <= at) ?? rows[0])?.version;
  if (version === undefined) throw new Error('The household has no data key.');
  const next = rows.find((row) => row.version > version);
  return {
    version,
    vault: new Vault({
      householdId,
      currentVersion: version,
      next: next && { version: next.version, sealsFrom: next.seals_from.getTime() },
      sealKeys,
      indexKey,
    }),
  };
}

type DataKeyRow = { version: number; master_key_id: string; wrapped: Buffer; seals_from: Date };

function unwrap(householdId: string, { master_key_id, version, wrapped }: DataKeyRow): Promise<Buffer> {
  return masterKeyNamed(master_key_id).unwrap({ what: 'data_key', id: householdId, version }, wrapped);
}

/**
 * Makes the random data key and index key of a new household. Returns the row to insert and a vault to seal
 * with before the row is there. The two keys are separate so that a new data key does not make the search
 * index worthless.
 */
export async function createHouseholdKeys(householdId: string): Promise<{
  row: { version: number; masterKeyId: string; wrapped: Uint8Array<ArrayBuffer> };
  vault: Vault;
}> {
  const keys = sodium.sodium_malloc(2 * KEY_BYTES);
  sodium.randombytes_buf(keys);
  const master = sealingKey();
  const wrapped = await master.wrap({ what: 'data_key', id: householdId, version: FIRST_VERSION }, keys);
  const vault = new Vault({
    householdId,
    currentVersion: FIRST_VERSION,
    sealKeys: new Map([[FIRST_VERSION, keys.subarray(0, KEY_BYTES)]]),
    indexKey: keys.subarray(KEY_BYTES),
  });
  return { row: { version: FIRST_VERSION, masterKeyId: master.id, wrapped: new Uint8Array(wrapped) }, vault };
}

/**
 * Makes the next version of a household's data key. The index key stays: with another one every word of the
 * search index would have to be hashed anew, and all that it reveals is which rows share a word.
 */
export async function createNextKeys(
  householdId: string,
  on: Queryable,
): Promise<{ version: number; masterKeyId: string; wrapped: Buffer }> {
  const { rows } = await on.query<DataKeyRow>(
    `SELECT version, master_key_id, wrapped, seals_from FROM data_key WHERE household_id = $1
      ORDER BY version DESC LIMIT 1`,
    [householdId],
  );
  const [newest] = rows;
  if (!newest) throw new Error('The household has no data key.');
  const keys = await unwrap(householdId, newest);
  sodium.randombytes_buf(keys.subarray(0, KEY_BYTES));
  const master = sealingKey();
  const version = newest.version + 1;
  return {
    version,
    masterKeyId: master.id,
    wrapped: await master.wrap({ what: 'data_key', id: householdId, version }, keys),
  };
}
