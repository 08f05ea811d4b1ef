import { assertSize } from './text';
import { headOf, recogniseFormat, rootName } from './recognise';
import { ImportFileError } from '../types';

const SIGNATURES: readonly (readonly [signature: string, sentence: string])[] = [
  [
    '%PDF',
    'The file is a PDF document, which is made for reading only; download the statement as CSV, OFX, CAMT or another data format instead.',
  ],
  [
    'PK\u0003\u0004',
    'The file is an Excel workbook or a ZIP archive; unpack it, or save the table as CSV, and import that file.',
  ],
  [
    '\u00d0\u00cf\u0011\u00e0',
    'The file is an old Excel workbook; save the table as CSV and import that file.',
  ],
  ['\u001f\u008b', 'The file is a compressed archive; unpack it and import the file inside.'],
  ['7z\u00bc\u00af', 'The file is a compressed archive; unpack it and import the file inside.'],
  ['Rar!', 'The file is a compressed archive; unpack it and import the file inside.'],
  [
    '\u0089PNG',
    'The file is a picture; download the statement as CSV, OFX, CAMT or another data format instead.',
  ],
  [
    '\u00ff\u00d8\u00ff',
    'The file is a picture; download the statement as CSV, OFX, CAMT or another data format instead.',
  ],
  ['GIF8', 'The file is a picture; download the statement as CSV, OFX, CAMT or another data format instead.'],
  [
    'RIFF',
    'The file is a picture or a recording; download the statement as CSV, OFX, CAMT or another data format instead.',
  ],
  [
    'SQLite format',
    'The file is a database of another program; export its transactions as CSV, OFX or QIF and import that file.',
  ],
  [
    '{\\rtf',
    'The file is a text document; download the statement as CSV, OFX, CAMT or another data format instead.',
  ],
];
const MAX_JOURNAL_LINES = 600;

/**
 * Throws ImportFileError UNKNOWN_FORMAT for files that people mistake for statements: documents, archives,
 * pictures, web pages, accounting journals, XML and JSON of other programs. Whatever could be a statement or
 * a CSV file passes.
 */
export function refuseKnownStrangers(bytes: Uint8Array): void {
  assertSize(bytes);
  const beginning = Array.from(bytes.subarray(0, 16), (byte) => String.fromCharCode(byte)).join('');
  const known = SIGNATURES.find(([signature]) => beginning.startsWith(signature));
  if (known) throw stranger(known[1]);
  if (recogniseFormat(bytes) !== null) return;
  const head = headOf(bytes);
  const start = head.trimStart();
  if (start.startsWith('<')) refuseMarkup(start);
  else if (/^[[{]\s*["[{\]}]/.test(start))
    throw stranger(
      'The file is JSON in a layout that Saldo does not know; download the statement as CSV, OFX, CAMT or another data format instead.',
    );
  else if (isJournal(head))
    throw stranger(
      'The file is a journal of a plain-text accounting program; print its register of one account as CSV (for example “hledger areg -O csv”) and import that file.',
    );
}

function refuseMarkup(start: string): void {
  const root = rootName(start)?.toLowerCase();
  if (root === 'html' || /^<!doctype html/i.test(start)) {
    throw stranger(
      'The file is a web page, probably the login page of your bank; sign in again and download the statement itself.',
    );
  }
  if (start.startsWith('<?xml') || (root !== undefined && /<\/|\/>/.test(start))) {
    throw stranger(
      'The file is XML in a layout that Saldo does not know; download the statement as CSV, OFX, CAMT.053 or another data format instead.',
    );
  }
}

/**
 * Whether a date at the start of a line is followed by two postings: indented accounts with colons in their
 * names, as beancount, hledger and ledger have them and no table does.
 */
function isJournal(head: string): boolean {
  const lines = head.split('\n', MAX_JOURNAL_LINES);
  return lines.some(
    (line, index) =>
      /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:=\S{1,12})?\s+[^;,|\t]*/.test(line) &&
      isPosting(lines[index + 1]) &&
      isPosting(lines[index + 2]),
  );
}

function isPosting(line: string | undefined): boolean {
  return line !== undefined && /^[ \t]+[\p{L}(\[][^;,|"\t]{0,80}:[^;|"]*$/u.test(line.replace(/;.*$/, ''));
}

function stranger(sentence: string): ImportFileError {
  return new ImportFileError('UNKNOWN_FORMAT', sentence);
}
