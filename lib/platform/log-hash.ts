import sodium from 'sodium-native';
import { env } from './env';

const KEY_BYTES = 32;
const HASH_BYTES = 16;

let key: Buffer | undefined;

/**
 * What stands for a person or household in logs: lines about the same one can be found, and nobody without
 * NEXTAUTH_SECRET can tell who it is, not even by trying all ids. It changes with that secret; where there is
 * none, with each process.
 */
export function logHash(id: string): string {
  key ??= newKey();
  const hash = Buffer.allocUnsafe(HASH_BYTES);
  sodium.crypto_generichash(hash, Buffer.from(id), key);
  return hash.toString('hex');
}

function newKey(): Buffer {
  const made = Buffer.alloc(KEY_BYTES);
  const { NEXTAUTH_SECRET } = env();
  if (NEXTAUTH_SECRET) sodium.crypto_generichash(made, Buffer.from(`saldo logs ${NEXTAUTH_SECRET}`));
  else sodium.randombytes_buf(made);
  return made;
}
