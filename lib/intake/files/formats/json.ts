import { broken } from './errors';

const MAX_DEPTH = 40;
const MAX_TEXT_LENGTH = 100_000;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const NUMBER = /-?(?:0|[1-9]\d{0,40})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,4})?/y;
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Numbers are kept as they are written, so that an amount or an id never passes through a float. */
export type JsonValue = string | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/**
 * Says of an array's element, by the keys that lead to the array, whether it is a record to be handed over.
 */
export type IsRecord = (path: readonly string[]) => boolean;

/**
 * Streams through a JSON document: every record goes to `onRecord` with the line it starts at and is not
 * kept. Returns the rest of the document. Throws ImportFileError BROKEN when the document is cut off or
 * damaged.
 */
export function readJson(
  text: string,
  isRecord: IsRecord,
  onRecord: (record: JsonObject, line: number) => void,
): JsonValue {
  return new JsonReader(text, isRecord, onRecord).document();
}

/** The object's member as text: a string or a number; null when it is neither or blank. */
export function textAt(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export function objectAt(object: JsonObject, key: string): JsonObject | null {
  const value = object[key];
  return isObject(value) ? value : null;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class JsonReader {
  private position = 0;
  private line = 1;
  private depth = 0;
  private readonly path: string[] = [];

  constructor(
    private readonly text: string,
    private readonly isRecord: IsRecord,
    private readonly onRecord: (record: JsonObject, line: number) => void,
  ) {}

  document(): JsonValue {
    const value = this.value();
    this.skipSpace();
    if (this.position < this.text.length) throw this.damaged();
    return value;
  }

  private value(): JsonValue {
    this.skipSpace();
    const code = this.text.charCodeAt(this.position);
    if (code === 123) return this.nested(() => this.object());
    if (code === 91) return this.nested(() => this.array());
    if (code === 34) return this.string();
    for (const [word, value] of LITERALS) {
      if (this.text.startsWith(word, this.position)) {
        this.position += word.length;
        return value;
      }
    }
    NUMBER.lastIndex = this.position;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined) throw this.damaged();
    this.position += number.length;
    return number;
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH)
      throw broken('The file is nested deeper than any bank statement', this.line);
    this.position++;
    const value = read();
    this.depth--;
    return value;
  }

  private object(): JsonObject {
    // Without a prototype a key such as "__proto__" is a key like any other.
    const object = Object.create(null) as Record<string, JsonValue>;
    if (this.take(125)) return object;
    do {
      this.skipSpace();
      if (this.text.charCodeAt(this.position) !== 34) throw this.damaged();
      const key = this.string();
      this.expect(58);
      this.path.push(key);
      object[key] = this.value();
      this.path.pop();
    } while (this.take(44));
    this.expect(125);
    return object;
  }

  private array(): JsonValue[] {
    const array: JsonValue[] = [];
    if (this.take(93)) return array;
    const records = this.isRecord(this.path);
    do {
      this.skipSpace();
      const { line } = this;
      this.path.push('');
      const value = this.value();
      this.path.pop();
      if (records && isObject(value)) this.onRecord(value, line);
      else array.push(value);
    } while (this.take(44));
    this.expect(93);
    return array;
  }

  private string(): string {
    const start = ++this.position;
    for (; this.position < this.text.length; this.position++) {
      const code = this.text.charCodeAt(this.position);
      if (code === 34) return this.text.slice(start, this.position++);
      if (code === 92) return this.escapedString(start);
      if (code < 32) throw this.damaged();
      if (this.position - start > MAX_TEXT_LENGTH)
        throw broken('The file has a text that is too long for a bank statement', this.line);
    }
    throw this.damaged();
  }

  private escapedString(start: number): string {
    const parts: string[] = [];
    let from = start;
    for (; this.position < this.text.length; this.position++) {
      const code = this.text.charCodeAt(this.position);
      if (code === 34) {
        parts.push(this.text.slice(from, this.position++));
        return parts.join('');
      }
      if (code < 32) throw this.damaged();
      if (this.position - start > MAX_TEXT_LENGTH)
        throw broken('The file has a text that is too long for a bank statement', this.line);
      if (code !== 92) continue;
      parts.push(this.text.slice(from, this.position));
      const letter = this.text[++this.position] ?? '';
      const hex = letter === 'u' ? this.text.slice(this.position + 1, this.position + 5) : '';
      if (letter === 'u' ? !/^[\da-fA-F]{4}$/.test(hex) : ESCAPES[letter] === undefined) throw this.damaged();
      parts.push(letter === 'u' ? String.fromCharCode(parseInt(hex, 16)) : ESCAPES[letter]!);
      this.position += hex.length;
      from = this.position + 1;
    }
    throw this.damaged();
  }

  /** Steps over the character if it is the next one. */
  private take(code: number): boolean {
    this.skipSpace();
    if (this.text.charCodeAt(this.position) !== code) return false;
    this.position++;
    return true;
  }

  private expect(code: number): void {
    if (!this.take(code)) throw this.damaged();
  }

  private skipSpace(): void {
    for (; ; this.position++) {
      const code = this.text.charCodeAt(this.position);
      if (code === 10) this.line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
    }
  }

  private damaged(): Error {
    return broken('The file is cut off or damaged', this.line);
  }
}
