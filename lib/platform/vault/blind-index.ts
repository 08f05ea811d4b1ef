import sodium from 'sodium-native';

/**
 * Search over sealed text: each word and each of its beginnings is hashed with a key of the household (BLAKE2b, cut to 64
 * bits) and kept in an array column. Equality of words inside one household is what the index gives away, nothing else.
 */
const MAX_PREFIX = 24;
const MAX_WORDS = 60;

const WORD_DOMAIN = 'word:';
const CONTENT_DOMAIN = 'content:';

/** Words of a text as the index sees them: without accents, in lower case, letters and digits only. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Tokens of words met before; a file of many rows repeats most of its words. Lives as long as one piece of work. */
export type TokenMemory = Map<string, string[]>;

export function searchTokens(
  indexKey: Buffer,
  texts: readonly (string | null | undefined)[],
  memory: TokenMemory = new Map(),
): string[] {
  const words = new Set(texts.flatMap((text) => (text ? wordsOf(text) : [])));
  const tokens = new Set<string>();
  for (const word of [...words].slice(0, MAX_WORDS)) {
    let known = memory.get(word);
    if (!known) {
      known = beginningsOf(word).map((beginning) => wordToken(indexKey, beginning));
      memory.set(word, known);
    }
    for (const token of known) tokens.add(token);
  }
  return [...tokens];
}

function beginningsOf(word: string): string[] {
  const letters = [...word].slice(0, MAX_PREFIX);
  return letters.map((_letter, index) => letters.slice(0, index + 1).join(''));
}

/** One normalised word (see wordsOf) or beginning of a word as a signed 64-bit number in decimal. */
export function wordToken(indexKey: Buffer, word: string): string {
  return hash(indexKey, WORD_DOMAIN + [...word].slice(0, MAX_PREFIX).join(''))
    .readBigInt64BE(0)
    .toString();
}

export function fingerprint(indexKey: Buffer, content: string): Buffer<ArrayBuffer> {
  return Buffer.from(hash(indexKey, CONTENT_DOMAIN + content));
}

const digest = Buffer.allocUnsafe(16);

function hash(indexKey: Buffer, text: string): Buffer<ArrayBuffer> {
  sodium.crypto_generichash(digest, Buffer.from(text), indexKey);
  return digest;
}
