import sodium from 'sodium-native';
import { SealError } from '@/lib/platform/vault/cipher';
import type { MasterKey } from '@/lib/platform/vault/master-key';
import { masterKeyNamed, masterKeys, sealingKey } from '@/lib/platform/vault/master-keys';

/**
 * A file of a backup: a line that says what it is, a header in the clear (format, master key, wrapped file
 * key), then libsodium's secretstream in frames. Each file has a random key of its own, which the master key
 * wraps. A stream that was cut off, reordered or changed does not open, and one that was cut between two
 * frames is found out by its missing end.
 */
const MAGIC = Buffer.from('SALDO BACKUP\n');
const FORMAT = 1;
const LONGEST_FRAME = 16 * 1024 * 1024;

/**
 * The functions as sodium-native 5 has them; its published types are of an older version, where a state is an
 * object and a tag bytes.
 */
const secretstream = sodium as unknown as {
  crypto_secretstream_xchacha20poly1305_STATEBYTES: number;
  crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: number;
  crypto_secretstream_xchacha20poly1305_TAG_FINAL: number;
  crypto_secretstream_xchacha20poly1305_init_push(state: Buffer, header: Buffer, key: Buffer): void;
  crypto_secretstream_xchacha20poly1305_push(
    state: Buffer,
    sealed: Buffer,
    message: Buffer,
    associated: Buffer,
    tag: number,
  ): void;
  crypto_secretstream_xchacha20poly1305_init_pull(state: Buffer, header: Buffer, key: Buffer): void;
  crypto_secretstream_xchacha20poly1305_pull(
    state: Buffer,
    message: Buffer,
    tag: Buffer,
    sealed: Buffer,
    associated: Buffer,
  ): void;
};
const {
  crypto_secretstream_xchacha20poly1305_TAG_FINAL: FINAL,
  crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: MESSAGE,
} = secretstream;
const ABYTES = sodium.crypto_secretstream_xchacha20poly1305_ABYTES;
const newState = () => sodium.sodium_malloc(secretstream.crypto_secretstream_xchacha20poly1305_STATEBYTES);

type Header = { format: number; name: string; masterKeyId: string; wrapped: string; stream: string };

/** A file that is not one of ours, was cut off or changed: the message is one sentence for the operator. */
export class BackupError extends Error {
  override name = 'BackupError';
}

/** Seals messages under a name; they come back one by one, as they were put in. */
export async function* sealFile(
  name: string,
  messages: AsyncIterable<Buffer>,
  keys: readonly MasterKey[] = masterKeys(),
): AsyncGenerator<Buffer> {
  const key = sodium.sodium_malloc(sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES);
  sodium.randombytes_buf(key);
  const state = newState();
  const stream = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES);
  secretstream.crypto_secretstream_xchacha20poly1305_init_push(state, stream, key);
  const master = sealingKey(keys);
  const wrapped = await master.wrap({ what: 'backup', id: name }, key);
  const header = Buffer.from(
    JSON.stringify({
      format: FORMAT,
      name,
      masterKeyId: master.id,
      wrapped: wrapped.toString('base64'),
      stream: stream.toString('base64'),
    } satisfies Header),
  );
  yield Buffer.concat([MAGIC, lengthOf(header), header]);
  const frame = (message: Buffer, tag: number) => {
    const sealed = Buffer.alloc(message.length + ABYTES);
    secretstream.crypto_secretstream_xchacha20poly1305_push(state, sealed, message, header, tag);
    return Buffer.concat([lengthOf(sealed), sealed]);
  };
  for await (const message of messages) yield frame(message, MESSAGE);
  // Only what came to its end gets one: a dump that failed half-way never looks whole.
  yield frame(Buffer.alloc(0), FINAL);
}

/**
 * Opens what sealFile made: its name, and its messages as they come. Throws BackupError before the first
 * message when the key is not the one.
 */
export async function openFile(
  source: AsyncIterable<Buffer>,
): Promise<{ name: string; messages: AsyncGenerator<Buffer> }> {
  const reader = new Reader(source);
  if (!(await reader.read(MAGIC.length))?.equals(MAGIC))
    throw new BackupError('This file is not a backup of Saldo.');
  const bytes = await reader.readFrame();
  if (!bytes) throw new BackupError(CUT_OFF);
  const header = JSON.parse(bytes.toString()) as Header;
  if (header.format !== FORMAT)
    throw new BackupError(
      `This backup has the format ${header.format}, which this version of Saldo does not know: use the one that made it.`,
    );
  const key = await unwrapKey(header);
  const state = newState();
  secretstream.crypto_secretstream_xchacha20poly1305_init_pull(
    state,
    Buffer.from(header.stream, 'base64'),
    key,
  );
  return { name: header.name, messages: pull(reader, state, bytes) };
}

async function unwrapKey({ name, masterKeyId, wrapped }: Header): Promise<Buffer> {
  try {
    return await masterKeyNamed(masterKeyId).unwrap(
      { what: 'backup', id: name },
      Buffer.from(wrapped, 'base64'),
    );
  } catch (error) {
    if (error instanceof SealError)
      throw new BackupError(
        `The backup ${name} does not open: it was sealed with another key than the one given as "${masterKeyId}".`,
      );
    throw error;
  }
}

async function* pull(reader: Reader, state: Buffer, header: Buffer): AsyncGenerator<Buffer> {
  const tag = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_TAGBYTES);
  for (;;) {
    const sealed = await reader.readFrame();
    if (!sealed) throw new BackupError(CUT_OFF);
    if (sealed.length < ABYTES) throw new BackupError(CHANGED);
    const message = Buffer.alloc(sealed.length - ABYTES);
    try {
      secretstream.crypto_secretstream_xchacha20poly1305_pull(state, message, tag, sealed, header);
    } catch {
      throw new BackupError(CHANGED);
    }
    if (tag[0] === FINAL) return;
    yield message;
  }
}

const CUT_OFF = 'The backup is cut off: its end is missing. Fetch it again, or take another one.';
const CHANGED = 'The backup was changed or damaged: it does not open. Fetch it again, or take another one.';

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}

/** Reads so many bytes at a time from a stream whose chunks come as they like. */
class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Null when the stream ends before. */
  async read(length: number): Promise<Buffer | null> {
    const chunks = [this.#rest];
    let have = this.#rest.length;
    while (have < length) {
      const next = await this.#source.next();
      if (next.done) return null;
      chunks.push(next.value);
      have += next.value.length;
    }
    const whole = Buffer.concat(chunks);
    this.#rest = whole.subarray(length);
    return whole.subarray(0, length);
  }

  async readFrame(): Promise<Buffer | null> {
    const length = (await this.read(4))?.readUInt32BE();
    if (length !== undefined && length > LONGEST_FRAME) throw new BackupError(CHANGED);
    return length === undefined ? null : this.read(length);
  }
}
