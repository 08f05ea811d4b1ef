import sodium from 'sodium-native';
import { cutWord } from './words';

/**
 * Search over sealed rows: each word with its beginnings, and each term that is found as a whole only, is
 * hashed with a key of the household (BLAKE2b, cut to 64 bits) and kept in an array column. The hashes of a
 * row are sorted, so that their order tells nothing of the text, and beginnings start at three letters:
 * shorter ones are so few that they could be told by how often they occur. docs/security.md says what is left
 * to see.
 */
const SHORTEST = 3;

/**
 * Grows when rows have to be found by other tokens than before; households of an older one are indexed anew
 * by the worker.
 */
export const SEARCH_INDEX = 2;

const WORD_DOMAIN = 'word:';
const TERM_DOMAIN = 'term:';
const CONTENT_DOMAIN = 'content:';

/**
 * Tokens of words met before; a file of many rows repeats most of its words. Lives as long as one piece of
 * work.
 */
export type TokenMemory = Map<string, string[]>;

/**
 * The tokens of words (see searchedWords) and of terms as signed 64-bit numbers in decimal, in an order of
 * their own.
 */
export function searchTokens(
  indexKey: Buffer,
  words: readonly string[],
  terms: readonly string[],
  memory: TokenMemory = new Map(),
): string[] {
  const tokens = new Set(terms.map((term) => termToken(indexKey, term)));
  for (const word of words) {
    let known = memory.get(word);
    if (!known) {
      known = beginningsOf(word).map((beginning) => wordToken(indexKey, beginning));
      memory.set(word, known);
    }
    for (const token of known) tokens.add(token);
  }
  return [...tokens].sort();
}

function beginningsOf(word: string): string[] {
  const letters = [...cutWord(word)];
  return letters.slice(SHORTEST - 1).map((_letter, index) => letters.slice(0, index + SHORTEST).join(''));
}

/** Whether a word, or a beginning of one, is long enough to stand in the index. */
export function isIndexed(word: string): boolean {
  return [...word].length >= SHORTEST;
}

/** The token of one word or beginning of a word that `isIndexed`. */
export function wordToken(indexKey: Buffer, word: string): string {
  return tokenOf(indexKey, WORD_DOMAIN + cutWord(word));
}

/** The token of what is found as a whole only. */
export function termToken(indexKey: Buffer, term: string): string {
  return tokenOf(indexKey, TERM_DOMAIN + term);
}

function tokenOf(indexKey: Buffer, text: string): string {
  return hash(indexKey, text).readBigInt64BE(0).toString();
}

export function fingerprint(indexKey: Buffer, content: string): Buffer<ArrayBuffer> {
  return Buffer.from(hash(indexKey, CONTENT_DOMAIN + content));
}

const digest = Buffer.allocUnsafe(16);

function hash(indexKey: Buffer, text: string): Buffer<ArrayBuffer> {
  sodium.crypto_generichash(digest, Buffer.from(text), indexKey);
  return digest;
}
