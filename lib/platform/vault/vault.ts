import { decrypt, encrypt, SealError } from './cipher';
import { fingerprint, searchTokens, termToken, type TokenMemory, wordToken } from './blind-index';
import type { SealedTable } from './sealed-places';

export type HouseholdKeys = {
  householdId: string;
  /** The version that seals; older ones only open. */
  currentVersion: number;
  /**
   * A version that takes over at a moment (milliseconds since 1970) by which every process has learned of it.
   */
  next?: { version: number; sealsFrom: number } | undefined;
  sealKeys: ReadonlyMap<number, Buffer>;
  indexKey: Buffer;
};

/**
 * Seals and opens the sensitive fields of one household's rows.
 *
 * A blob is bound to its table, row and household: moved anywhere else, it does not open. That is the second
 * lock after the household filter of every query.
 */
export class Vault {
  readonly #keys: HouseholdKeys;
  readonly #prefixes = new Map<SealedTable, Buffer>();
  readonly #associated = Buffer.allocUnsafe(128);
  /** Views of #associated by their length, of which there is one per table. */
  readonly #views: Buffer[] = [];

  constructor(keys: HouseholdKeys) {
    this.#keys = keys;
  }

  /** Seals a JSON value as the `sealed` column of the row `id` in `table`. */
  seal(table: SealedTable, id: string, value: unknown): Buffer<ArrayBuffer> {
    return this.sealBytes(table, id, Buffer.from(JSON.stringify(value)));
  }

  /**
   * Opens what `seal` made for the same table and row. Throws SealError for anything else.
   * What was sealed under a table has that table's shape; the caller names it, as with a row of a query.
   */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the parameter is the whole point
  open<T>(table: SealedTable, id: string, sealed: Buffer): T {
    const text = decrypt((version) => this.#keys.sealKeys.get(version), this.#bindTo(table, id), sealed);
    return JSON.parse(text.toString('utf8')) as T;
  }

  sealBytes(table: SealedTable, id: string, bytes: Buffer): Buffer<ArrayBuffer> {
    const { sealKeys, currentVersion, next } = this.#keys;
    const version = next && Date.now() >= next.sealsFrom ? next.version : currentVersion;
    const key = sealKeys.get(version);
    if (!key) throw new SealError('The household has no data key.');
    return encrypt(key, version, this.#bindTo(table, id), bytes);
  }

  openBytes(table: SealedTable, id: string, sealed: Buffer): Buffer {
    return Buffer.from(
      decrypt((version) => this.#keys.sealKeys.get(version), this.#bindTo(table, id), sealed),
    );
  }

  /** Keyed hashes of words (see searchedWords), of their beginnings and of terms, for the search column. */
  searchTokens(words: readonly string[], terms: readonly string[], memory?: TokenMemory): string[] {
    return searchTokens(this.#keys.indexKey, words, terms, memory);
  }

  /** The keyed hash of one word or beginning of a word, as a query looks it up. */
  wordToken(word: string): string {
    return wordToken(this.#keys.indexKey, word);
  }

  /** The keyed hash of a term, as a query looks it up. */
  termToken(term: string): string {
    return termToken(this.#keys.indexKey, term);
  }

  /** A keyed hash of a content, for recognising it again without keeping it readable. 16 bytes. */
  fingerprint(content: string): Buffer<ArrayBuffer> {
    return fingerprint(this.#keys.indexKey, content);
  }

  #bindTo(table: SealedTable, id: string): Buffer {
    let prefix = this.#prefixes.get(table);
    if (!prefix) {
      prefix = Buffer.from(`${table}:${this.#keys.householdId}:`);
      this.#prefixes.set(table, prefix);
    }
    prefix.copy(this.#associated);
    const end = prefix.length + this.#associated.write(id, prefix.length, 'latin1');
    return (this.#views[end] ??= this.#associated.subarray(0, end));
  }
}
