import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';

import { isLocalDate } from '@/lib/core/dates/local-date';
import { readCsv } from '../csv/read';
import { recogniseCsv } from '../csv/recognise';
import { camtBanks } from './fixtures/camt-banks';
import { czechBanks } from './fixtures/czech-banks';
import { ofxBanks } from './fixtures/ofx-banks';
import { qifBanks } from './fixtures/qif-banks';
import { swiftBanks } from './fixtures/swift-banks';
import { readStatements } from './read';
import { recogniseFormat } from './recognise';
import { refuseKnownStrangers } from './refuse';
import { ImportFileError, type ImportRow, type StatedBalance, type Statement } from '../types';
import { isCurrencyCode } from '@/lib/core/money/currency';

type Random = () => number;

/**
 * Sound files to spoil: the layouts of the tests and, where they lie beside the repository, the real
 * statements of banks.
 */
export function fuzzSeeds(): Uint8Array[] {
  const banks = [...czechBanks, ...swiftBanks, ...camtBanks, ...ofxBanks, ...qifBanks].map(
    ({ text, encoding }) =>
      iconv.encode(text, encoding ?? 'utf-8', { addBOM: encoding?.startsWith('utf-16') ?? false }),
  );
  const folder = join(process.cwd(), '..', 'shared', 'samples');
  if (!existsSync(folder)) return banks;
  const kinds = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return [
    ...banks,
    ...kinds.flatMap((kind) =>
      readdirSync(join(folder, kind))
        .sort()
        .map((name) => new Uint8Array(readFileSync(join(folder, kind, name)))),
    ),
  ];
}

/** The mutation of a number, the same whenever it is asked for. */
export function mutation(seeds: readonly Uint8Array[], seed: number, index: number): Uint8Array {
  const random = randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  let bytes = pick(random, seeds);
  for (let step = 1 + Math.floor(random() * 4); step > 0; step--)
    bytes = pick(random, MUTATORS)(bytes, random, seeds);
  return bytes;
}

/**
 * Reads the bytes as an import does. Returns what is wrong with the outcome: anything thrown but an
 * ImportFileError, or a row that no statement can hold. Null when all is well.
 */
export function problemOf(bytes: Uint8Array): string | null {
  try {
    refuseKnownStrangers(bytes);
    const format = recogniseFormat(bytes);
    if (format !== null && format !== 'CSV') {
      const { statements, skipped } = readStatements(bytes, format);
      return (
        firstOf(statements, problemOfStatement) ??
        firstOf(skipped, ({ line, text }) =>
          line >= 1 && text.length <= 120 ? null : `skipped at line ${line}`,
        )
      );
    }
    const { rows } = readCsv(bytes, recogniseCsv(bytes).mapping);
    return firstOf(rows, problemOfRow);
  } catch (error) {
    if (error instanceof ImportFileError)
      return /^[^\s].*\.$/s.test(error.message) ? null : `sentence: ${error.message}`;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function problemOfStatement({ currency, opening, closing, rows }: Statement): string | null {
  if (currency !== null && !isCurrencyCode(currency)) return `currency ${currency}`;
  const wrong = (balance: StatedBalance | null) =>
    balance !== null && (!isLocalDate(balance.date) || typeof balance.amountMinor !== 'bigint');
  if (wrong(opening) || wrong(closing)) return 'a balance without a day or an amount';
  const ids = rows.map(({ bankId }) => bankId).filter((id) => id !== null);
  return new Set(ids).size < ids.length ? 'an id twice' : firstOf(rows, problemOfRow);
}

function problemOfRow(row: ImportRow): string | null {
  if (!isCalendarDate(row.date)) return `date ${row.date}`;
  if (
    typeof row.amountMinor !== 'bigint' ||
    (row.balanceMinor !== null && typeof row.balanceMinor !== 'bigint')
  )
    return 'an amount that is no bigint';
  if (row.currency !== null && !isCurrencyCode(row.currency)) return `currency ${row.currency}`;
  if (row.line < 1 || !Number.isInteger(row.line)) return `line ${row.line}`;
  return firstOf([row.payee, row.description, row.counterpartyAccount, row.bankId], (text) =>
    text === null || text.trim() !== '' ? null : 'an empty text instead of none',
  );
}

/** CSV reads years outside of 1900 to 2199 too; what counts here is that the day exists. */
function isCalendarDate(date: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(date) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

function firstOf<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}

type Mutator = (bytes: Uint8Array, random: Random, seeds: readonly Uint8Array[]) => Uint8Array;

const NUMBERS = [
  '0',
  '-1',
  '99999999999999999999',
  '1e308',
  '-0.0000001',
  '٣',
  '00',
  '31',
  '2024',
  '1,000.00',
  '9'.repeat(400),
  'NaN',
  '０',
];
const SCRAPS = [
  '<',
  '>',
  '&',
  '&amp;',
  '<!--',
  ']]>',
  '<![CDATA[',
  '^\n',
  ':61:',
  '\n:86:',
  '\n-\n',
  '"',
  '\\',
  '\\ud800',
  '{',
  '}',
  '[',
  ']',
  '\0',
  '\r',
  '\n',
  '\ufeff',
  ';',
  '\ud800',
  '<STMTTRN>',
  '</STMTTRN>',
  '</OFX>',
  '!Type:Bank\n',
  '074',
  '?20',
  '/REMI/',
];
const FILLERS = [' ', 'x', '0', '<', '&', '"', '-'];
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'iso-8859-2', 'cp852', 'utf-7'];
const MAX_BYTES = 1_200_000;
/**
 * Enough for what grows faster than the file to show, and little enough for what grows with it to stay far
 * below the limit.
 */
const MAX_REPEATED_BYTES = 300_000;

const MUTATORS: readonly Mutator[] = [
  function flipBits(bytes, random) {
    // A copy: slice() of a Buffer is a view, and the sound file must stay sound.
    const changed = new Uint8Array(bytes);
    for (let count = 1 + Math.floor(random() * 8); count > 0 && changed.length > 0; count--)
      changed[at(random, changed)]! ^= 1 << Math.floor(random() * 8);
    return changed;
  },
  (bytes, random) => bytes.slice(0, at(random, bytes)),
  (bytes, random) => bytes.slice(at(random, bytes)),
  function cutOut(bytes, random) {
    const from = at(random, bytes);
    return joined(bytes.subarray(0, from), bytes.subarray(from + Math.floor(random() ** 3 * 500)));
  },
  (bytes, random, seeds) => {
    const other = pick(random, seeds);
    return joined(bytes.subarray(0, at(random, bytes)), other.subarray(at(random, other)));
  },
  function duplicate(bytes, random) {
    const from = at(random, bytes);
    const chunk = bytes.subarray(from, from + 1 + Math.floor(random() * 2000));
    const times = Math.min(
      random() < 0.05 ? 5000 : 1 + Math.floor(random() * 5),
      Math.floor(MAX_REPEATED_BYTES / Math.max(1, chunk.length)),
    );
    return joined(
      bytes.subarray(0, from),
      ...Array.from({ length: times }, () => chunk),
      bytes.subarray(from),
    );
  },
  function swapChunks(bytes, random) {
    const [a, b, c] = [at(random, bytes), at(random, bytes), at(random, bytes)].sort((x, y) => x - y);
    return joined(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c));
  },
  function editNumber(bytes, random) {
    const text = iconv.decode(Buffer.from(bytes), 'latin1');
    const numbers = [...text.slice(0, 200_000).matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const match = pick(random, numbers);
    return iconv.encode(
      text.slice(0, match.index) + pick(random, NUMBERS) + text.slice(match.index + match[0].length),
      'utf-8',
    );
  },
  function insertScrap(bytes, random) {
    const position = at(random, bytes);
    const times = random() < 0.03 ? 20_000 : 1 + Math.floor(random() * 3);
    return joined(
      bytes.subarray(0, position),
      Buffer.from(pick(random, SCRAPS).repeat(times)),
      bytes.subarray(position),
    );
  },
  function longLine(bytes, random) {
    const position = at(random, bytes);
    const filler = new Uint8Array(random() < 0.1 ? 1_100_000 : 20_000).fill(
      pick(random, FILLERS).charCodeAt(0),
    );
    return joined(bytes.subarray(0, position), filler, bytes.subarray(position));
  },
  (bytes, random) =>
    iconv.encode(iconv.decode(Buffer.from(bytes), pick(random, ENCODINGS)), pick(random, ENCODINGS), {
      addBOM: random() < 0.5,
    }),
  (bytes, random) => {
    const lines = iconv.decode(Buffer.from(bytes), 'latin1').split('\n');
    const [a, b] = [at(random, lines), at(random, lines)];
    if (lines.length > 1) [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return iconv.encode(lines.join(random() < 0.2 ? '\r\n' : '\n'), 'latin1');
  },
];

function at(random: Random, items: { length: number }): number {
  return Math.floor(random() * items.length);
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[at(random, items)]!;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts).subarray(0, MAX_BYTES);
}

/** mulberry32: small, and the same on every machine. */
function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
