import { LRUCache } from 'lru-cache';
import sodium from 'sodium-native';
import type { HouseholdId } from '../auth/scope';
import { db, type Queryable } from '../db/pool';
import { env } from '../env';
import { type MasterKey, parseMasterKeys, sealingKey, unwrapKeys, wrapKeys } from './master-keys';
import { Vault } from './vault';

const KEY_BYTES = 32;
const FIRST_VERSION = 1;

let masterKeys: MasterKey[] | undefined;
export function masters(): MasterKey[] {
  masterKeys ??= parseMasterKeys(env().DB_ENCRYPTION_KEY);
  return masterKeys;
}

// Five minutes are long enough to spare the look-up and short enough that a destroyed key stops working by itself.
const vaults = new LRUCache<string, Vault>({ max: 2_000, ttl: 5 * 60_000 });

/** The vault of a household, with its unwrapped keys kept in memory for a few minutes. Throws when it has no data key. */
export async function householdVault(householdId: HouseholdId, on: Queryable = db()): Promise<Vault> {
  const known = vaults.get(householdId);
  if (known) return known;
  const { rows } = await on.query<{ version: number; master_key_id: string; wrapped: Buffer }>({
    name: 'data_keys',
    text: 'SELECT version, master_key_id, wrapped FROM data_key WHERE household_id = $1 ORDER BY version',
    values: [householdId],
  });
  if (rows.length === 0) throw new Error('The household has no data key.');
  const vault = openVault(householdId, rows);
  vaults.set(householdId, vault);
  return vault;
}

/**
 * Forgets a household's keys in this process, at once, when they have been destroyed. Other processes forget them within five minutes,
 * and have no rows to open by then.
 */
export function forgetVault(householdId: HouseholdId): void {
  vaults.delete(householdId);
}

function openVault(householdId: string, rows: { version: number; master_key_id: string; wrapped: Buffer }[]): Vault {
  const sealKeys = new Map<number, Buffer>();
  let indexKey: Buffer = Buffer.alloc(0);
  for (const row of rows) {
    const master = masters().find((candidate) => candidate.id === row.master_key_id);
    if (!master) throw new Error(`DB_ENCRYPTION_KEY lacks the key "${row.master_key_id}", which this database still needs.`);
    const keys = unwrapKeys(master, householdId, row.version, row.wrapped);
    sealKeys.set(row.version, keys.subarray(0, KEY_BYTES));
    indexKey = keys.subarray(KEY_BYTES);
  }
  return new Vault({ householdId, currentVersion: rows.at(-1)?.version ?? FIRST_VERSION, sealKeys, indexKey });
}

/**
 * Makes the random data key and index key of a new household. Returns the row to insert and a vault to seal with before
 * the row is there. The two keys are separate so that a new data key does not make the search index worthless.
 */
export function createHouseholdKeys(householdId: string): { row: { version: number; masterKeyId: string; wrapped: Uint8Array<ArrayBuffer> }; vault: Vault } {
  const keys = Buffer.alloc(2 * KEY_BYTES);
  sodium.randombytes_buf(keys);
  const master = sealingKey(masters());
  const wrapped = wrapKeys(master, householdId, FIRST_VERSION, keys);
  const vault = new Vault({
    householdId,
    currentVersion: FIRST_VERSION,
    sealKeys: new Map([[FIRST_VERSION, keys.subarray(0, KEY_BYTES)]]),
    indexKey: keys.subarray(KEY_BYTES),
  });
  return { row: { version: FIRST_VERSION, masterKeyId: master.id, wrapped: new Uint8Array(wrapped) }, vault };
}

const CANARY = 'saldo';

/**
 * Proves before anything is served that DB_ENCRYPTION_KEY is the key of this database: the first start seals a canary, every
 * later one opens it. Throws one sentence when the key is missing, short, or another one.
 */
export async function checkMasterKeys(): Promise<void> {
  masterKeys = parseMasterKeys(env().DB_ENCRYPTION_KEY);
  const { rows } = await db().query<{ master_key_id: string; sealed: Buffer }>('SELECT master_key_id, sealed FROM master_key_canary');
  for (const row of rows) {
    const master = masterKeys.find((candidate) => candidate.id === row.master_key_id);
    if (!master) {
      throw new Error(`DB_ENCRYPTION_KEY is wrong: this database was sealed with the key "${row.master_key_id}", which is not among the keys given.`);
    }
    if (!opensCanary(master, row.sealed)) {
      throw new Error(`DB_ENCRYPTION_KEY is wrong: the key "${master.id}" is not the one this database was sealed with.`);
    }
  }
  const first = sealingKey(masterKeys);
  if (!rows.some((row) => row.master_key_id === first.id)) {
    await db().query('INSERT INTO master_key_canary (master_key_id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      first.id,
      wrapKeys(first, 'canary', FIRST_VERSION, Buffer.from(CANARY)),
    ]);
  }
}

function opensCanary(master: MasterKey, sealed: Buffer): boolean {
  try {
    return unwrapKeys(master, 'canary', FIRST_VERSION, sealed).toString() === CANARY;
  } catch {
    return false;
  }
}
