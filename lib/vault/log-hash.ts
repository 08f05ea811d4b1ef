import sodium from 'sodium-native';
import { masters } from './household-vault';
import { sealingKey } from './master-keys';

const KEY_BYTES = 32;
const HASH_BYTES = 16;

let kept: { masterKey: Buffer; key: Buffer } | undefined;

/**
 * What stands for a person or household in logs: lines about the same one can be found, and nobody without the master key can tell
 * who it is, not even by trying all ids. It changes with the master key.
 */
export function logHash(id: string): string {
  const master = sealingKey(masters());
  if (kept?.masterKey !== master.key) {
    const key = Buffer.alloc(KEY_BYTES);
    sodium.crypto_generichash(key, Buffer.from('saldo logs'), master.key);
    kept = { masterKey: master.key, key };
  }
  const hash = Buffer.allocUnsafe(HASH_BYTES);
  sodium.crypto_generichash(hash, Buffer.from(id), kept.key);
  return hash.toString('hex');
}
