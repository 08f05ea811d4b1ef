import sodium from 'sodium-native';

/**
 * The envelope of everything sealed: format byte, key version (2 bytes), nonce (24), text with tag.
 *
 * XChaCha20-Poly1305 with random nonces: 24 bytes are long enough that two never meet, so no counter has to be kept.
 * The key version is part of the associated data; turning a blob back to an older key fails like any other change.
 */
const FORMAT = 1;
const NONCE_AT = 3;
const TEXT_AT = NONCE_AT + sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;

export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}

export function encrypt(key: Buffer, version: number, associated: Buffer, plaintext: Buffer): Buffer {
  const sealed = Buffer.allocUnsafe(TEXT_AT + plaintext.length + TAG_BYTES);
  sealed[0] = FORMAT;
  sealed.writeUInt16BE(version, 1);
  const nonce = sealed.subarray(NONCE_AT, TEXT_AT);
  sodium.randombytes_buf(nonce);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.subarray(TEXT_AT), plaintext, bind(associated, sealed), null, nonce, key);
  return sealed;
}

// Opening a page of rows would otherwise allocate a buffer per row; callers read the text out before they open the next.
let scratch = Buffer.allocUnsafe(8 * 1024);

/**
 * Opens an envelope with the key of its version. The returned buffer is reused by the next call: copy what must stay.
 * Throws SealError for a changed byte, another key, or associated data of another row.
 */
export function decrypt(keyOf: (version: number) => Buffer | undefined, associated: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < TEXT_AT + TAG_BYTES || sealed[0] !== FORMAT) throw new SealError('This is not a sealed value of a known format.');
  const key = keyOf(sealed.readUInt16BE(1));
  if (!key) throw new SealError('The key version of this sealed value is not known.');
  const length = sealed.length - TEXT_AT - TAG_BYTES;
  if (length > scratch.length) scratch = Buffer.allocUnsafe(length * 2);
  const text = scratch.subarray(0, length);
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(text, null, sealed.subarray(TEXT_AT), bind(associated, sealed), sealed.subarray(NONCE_AT, TEXT_AT), key);
  } catch {
    throw new SealError('A sealed value does not open: it was changed, moved, or sealed with another key.');
  }
  return text;
}

const bound = Buffer.allocUnsafe(512);

/** Associated data with the envelope's own header in front, in a buffer that is reused. */
function bind(associated: Buffer, sealed: Buffer): Buffer {
  sealed.copy(bound, 0, 0, NONCE_AT);
  associated.copy(bound, NONCE_AT);
  return bound.subarray(0, NONCE_AT + associated.length);
}
