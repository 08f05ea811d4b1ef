import { env } from '@/lib/platform/env';
import { kmsKey } from './kms-key';
import { localKey } from './local-key';
import type { MasterKey } from './master-key';

const KEY_BYTES = 32;
/** Says in DB_ENCRYPTION_KEY where the keys of KMS_KEY_ID stand among the others. */
const KMS = 'kms';

/**
 * Reads DB_ENCRYPTION_KEY and KMS_KEY_ID. The first key wraps everything new, the others only open what they
 * once wrapped.
 *
 * DB_ENCRYPTION_KEY is one base64 key of 32 bytes, or several `id:key` pairs with commas between. Keys of KMS
 * come before them, unless the word `kms` stands at another place of the list.
 *
 * Throws one sentence that says whether a key is missing, short or not a key at all.
 */
export function parseMasterKeys(text: string | undefined, kmsKeyIds = ''): MasterKey[] {
  const ofKms = kmsKeyIds
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean)
    .map(kmsKey);
  if (!text?.trim()) {
    if (ofKms.length > 0) return ofKms;
    throw new Error(
      'DB_ENCRYPTION_KEY is missing: set it to 32 random bytes in base64 (openssl rand -base64 32) and keep a copy outside of this machine.',
    );
  }
  const entries = text.split(',').map((entry) => entry.trim());
  if (!entries.includes(KMS)) return [...ofKms, ...entries.map(parseLocalKey)];
  if (ofKms.length === 0)
    throw new Error('DB_ENCRYPTION_KEY is wrong: it says "kms", but KMS_KEY_ID names no key.');
  return entries.flatMap((entry) => (entry === KMS ? ofKms : [parseLocalKey(entry)]));
}

function parseLocalKey(entry: string): MasterKey {
  const colon = entry.indexOf(':');
  const id = colon < 0 ? 'default' : entry.slice(0, colon).trim();
  const encoded = entry.slice(colon + 1).trim();
  if (!id || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)) {
    throw new Error(
      'DB_ENCRYPTION_KEY is wrong: it must be base64, optionally as id:key pairs with commas between.',
    );
  }
  const key = Buffer.from(encoded, 'base64');
  if (key.length < KEY_BYTES) {
    throw new Error(
      `DB_ENCRYPTION_KEY is short: the key "${id}" has ${key.length} bytes, ${KEY_BYTES} are needed.`,
    );
  }
  if (key.length > KEY_BYTES) {
    throw new Error(
      `DB_ENCRYPTION_KEY is wrong: the key "${id}" has ${key.length} bytes, exactly ${KEY_BYTES} are needed.`,
    );
  }
  return localKey(id, key);
}

let given: MasterKey[] | undefined;

/** The master keys of this process, the one that wraps first. */
export function masterKeys(): MasterKey[] {
  given ??= parseMasterKeys(env().DB_ENCRYPTION_KEY, env().KMS_KEY_ID);
  return given;
}

/** The master key that wraps everything new. */
export function sealingKey(keys: readonly MasterKey[] = masterKeys()): MasterKey {
  const first = keys[0];
  if (!first) throw new Error('DB_ENCRYPTION_KEY holds no key.');
  return first;
}

/** The master key that once wrapped something. Throws one sentence when it is not among those given. */
export function masterKeyNamed(id: string, keys: readonly MasterKey[] = masterKeys()): MasterKey {
  const found = keys.find((key) => key.id === id);
  if (!found)
    throw new Error(
      `The master key "${id}" is needed and not given: this database holds what it wrapped. Put it back into ${id.startsWith('kms:') ? 'KMS_KEY_ID' : 'DB_ENCRYPTION_KEY'}.`,
    );
  return found;
}
