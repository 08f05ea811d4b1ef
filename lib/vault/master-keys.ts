import sodium from 'sodium-native';
import { decrypt, encrypt } from './cipher';

const KEY_BYTES = 32;
export type MasterKey = { id: string; key: Buffer };

/**
 * Reads DB_ENCRYPTION_KEY: one base64 key of 32 bytes, or several `id:key` pairs with commas between. The first one seals,
 * the others only open what they once sealed.
 *
 * Throws one sentence that says whether the key is missing, short or not a key at all.
 */
export function parseMasterKeys(text: string | undefined): MasterKey[] {
  if (!text?.trim()) {
    throw new Error('DB_ENCRYPTION_KEY is missing: set it to 32 random bytes in base64 (openssl rand -base64 32) and keep a copy outside of this machine.');
  }
  return text.split(',').map((pair) => {
    const colon = pair.indexOf(':');
    const id = colon < 0 ? 'default' : pair.slice(0, colon).trim();
    const encoded = pair.slice(colon + 1).trim();
    if (!id || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)) {
      throw new Error('DB_ENCRYPTION_KEY is wrong: it must be base64, optionally as id:key pairs with commas between.');
    }
    const key = Buffer.from(encoded, 'base64');
    if (key.length < KEY_BYTES) {
      throw new Error(`DB_ENCRYPTION_KEY is short: the key "${id}" has ${key.length} bytes, ${KEY_BYTES} are needed.`);
    }
    if (key.length > KEY_BYTES) {
      throw new Error(`DB_ENCRYPTION_KEY is wrong: the key "${id}" has ${key.length} bytes, exactly ${KEY_BYTES} are needed.`);
    }
    return { id, key };
  });
}

/** The first master key, which wraps everything new. */
export function sealingKey(keys: readonly MasterKey[]): MasterKey {
  const first = keys[0];
  if (!first) throw new Error('DB_ENCRYPTION_KEY holds no key.');
  return first;
}

/** Wraps a household's keys. The household and version are bound in: a wrapped key moved to another household does not open. */
export function wrapKeys(master: MasterKey, householdId: string, version: number, keys: Buffer): Buffer {
  return encrypt(master.key, version, Buffer.from(`data_key:${householdId}:${version}`), keys);
}

/** Opens what wrapKeys made. Throws when the master key is another one or the bytes were changed. */
export function unwrapKeys(master: MasterKey, householdId: string, version: number, wrapped: Buffer): Buffer {
  const opened = decrypt(() => master.key, Buffer.from(`data_key:${householdId}:${version}`), wrapped);
  // Keys live outside of the heap that could be swapped out or land in a core dump.
  const secure = sodium.sodium_malloc(opened.length);
  opened.copy(secure);
  opened.fill(0);
  return secure;
}
