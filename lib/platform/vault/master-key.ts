import sodium from 'sodium-native';

/**
 * What a secret is wrapped for. It is bound in: wrapped for one household, version, person or file of a
 * backup it does not open for another. The canary is wrapped like the data key of a household called
 * "canary".
 */
export type Binding =
  { what: 'data_key'; id: string; version: number } | { what: 'totp' | 'backup'; id: string };

/**
 * Wraps the small secrets that everything else is sealed with. DB_ENCRYPTION_KEY holds some of them, KMS
 * others; nobody else can tell.
 */
export interface MasterKey {
  /** Kept beside what it wrapped, so that it is known which key opens it. */
  readonly id: string;
  wrap(binding: Binding, secret: Buffer): Promise<Buffer>;
  /** Throws SealError when it was changed, moved or wrapped by another key. */
  unwrap(binding: Binding, wrapped: Buffer): Promise<Buffer>;
}

/**
 * Keys live outside of the heap, which could be swapped out or land in a core dump. Empties what it copies
 * from.
 */
export function intoSecureMemory(secret: Uint8Array): Buffer {
  const secure = sodium.sodium_malloc(secret.length);
  secure.set(secret);
  secret.fill(0);
  return secure;
}
