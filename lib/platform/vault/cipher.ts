import sodium from 'sodium-native';

/**
 * The envelope of everything sealed: format byte, key version (2 bytes), nonce (24), text with tag.
 *
 * XChaCha20-Poly1305 with random nonces: 24 bytes are long enough that two never meet, so no counter has to
 * be kept. The key version is part of the associated data; turning a blob back to an older key fails like any
 * other change.
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

export function encrypt(
  key: Buffer,
  version: number,
  associated: Buffer,
  plaintext: Buffer,
): Buffer<ArrayBuffer> {
  const sealed = Buffer.allocUnsafe(TEXT_AT + plaintext.length + TAG_BYTES);
  sealed[0] = FORMAT;
  sealed.writeUInt16BE(version, 1);
  const nonce = sealed.subarray(NONCE_AT, TEXT_AT);
  sodium.randombytes_buf(nonce);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    sealed.subarray(TEXT_AT),
    plaintext,
    bind(associated, sealed),
    null,
    nonce,
    key,
  );
  return sealed;
}

/**
 * Opens an envelope with the key of its version. The returned buffer is reused by the next call: copy what
 * must stay. Throws SealError for a changed byte, another key, or associated data of another row.
 */
export function decrypt(
  keyOf: (version: number) => Buffer | undefined,
  associated: Buffer,
  sealed: Buffer,
): Buffer {
  if (sealed.length < TEXT_AT + TAG_BYTES || sealed[0] !== FORMAT)
    throw new SealError('This is not a sealed value of a known format.');
  const key = keyOf(((sealed[1] ?? 0) << 8) | (sealed[2] ?? 0));
  if (!key) throw new SealError('The key version of this sealed value is not known.');
  const text = plaintexts.view(sealed.length - TEXT_AT - TAG_BYTES);
  const ciphertext = ciphertexts.view(sealed.length - TEXT_AT);
  sealed.copy(ciphertext, 0, TEXT_AT);
  sealed.copy(nonceOfOpened, 0, NONCE_AT, TEXT_AT);
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      text,
      null,
      ciphertext,
      bind(associated, sealed),
      nonceOfOpened,
      key,
    );
  } catch {
    throw new SealError('A sealed value does not open: it was changed, moved, or sealed with another key.');
  }
  return text;
}

/**
 * One buffer for all values, with its views kept by length. A page opens fifty values; making three views of
 * each costs more than opening it. Long values get a buffer of their own.
 */
class ScratchBuffer {
  static readonly size = 4 * 1024;
  readonly #whole = Buffer.alloc(ScratchBuffer.size);
  readonly #views: Buffer[] = [];

  view(length: number): Buffer {
    if (length > ScratchBuffer.size) return Buffer.allocUnsafe(length);
    return (this.#views[length] ??= this.#whole.subarray(0, length));
  }
}

const plaintexts = new ScratchBuffer();
const ciphertexts = new ScratchBuffer();
const bound = new ScratchBuffer();
const nonceOfOpened = Buffer.alloc(TEXT_AT - NONCE_AT);

/** Associated data with the envelope's own header in front. */
function bind(associated: Buffer, sealed: Buffer): Buffer {
  const whole = bound.view(NONCE_AT + associated.length);
  sealed.copy(whole, 0, 0, NONCE_AT);
  associated.copy(whole, NONCE_AT);
  return whole;
}
