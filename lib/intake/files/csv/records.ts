import { CsvError, parse } from 'csv-parse/sync';

import type { Delimiter } from './mapping';
import { ImportFileError } from '../types';

/**
 * More rows than this are refused; no household has them in one account, and a runaway file must not fill the
 * memory.
 */
export const MAX_ROWS = 200_000;
/** Headings, preamble, footers and empty lines that may come on top of the rows. */
const MAX_OTHER_RECORDS = 10_000;
const MAX_COLUMNS = 500;
/** A longer single line is no record of a bank. */
export const MAX_LINE_LENGTH = 1_000_000;

const DELIMITERS: readonly Delimiter[] = [';', ',', '\t', '|'];
const NEWLINE = 10;
const SAMPLE_LINES = 300;
const SAMPLE_LENGTH = 500_000;

/**
 * Cells as the file has them, unquoted but otherwise untouched; `line` is where the record starts, 1-based.
 */
export type CsvRecord = { line: number; cells: string[] };

/** Throws ImportFileError LINE_TOO_LONG or TOO_MANY_ROWS; cheap enough to run before anything is parsed. */
export function assertLines(text: string, maxRows = MAX_ROWS): void {
  let lines = 0;
  for (let start = 0; start < text.length; lines++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > MAX_LINE_LENGTH) {
      throw new ImportFileError(
        'LINE_TOO_LONG',
        `Line ${lines + 1} is too long for a bank’s CSV file; check that you chose the right file and export it again.`,
        lines + 1,
      );
    }
    start = end + 1;
  }
  // A record may span lines, so only a count far beyond the limit is certain before parsing.
  if (lines > 5 * maxRows + MAX_OTHER_RECORDS) throw tooManyRows(maxRows);
}

export function tooManyRows(maxRows: number): ImportFileError {
  return new ImportFileError(
    'TOO_MANY_ROWS',
    `The file has more than ${maxRows} rows; export a shorter period and import the parts one by one.`,
  );
}

/**
 * The records of the text; a quote that never closes, or swallows whole lines, is read as an ordinary
 * character. Throws ImportFileError TOO_MANY_ROWS and TOO_MANY_COLUMNS.
 */
export function parseRecords(text: string, delimiter: Delimiter, maxRows = MAX_ROWS): CsvRecord[] {
  const most = maxRows + MAX_OTHER_RECORDS;
  const records = parseTolerantly(text, delimiter, most);
  if (records.length > most) throw tooManyRows(maxRows);
  const wide = records.find(({ cells }) => cells.length > MAX_COLUMNS);
  if (wide)
    throw new ImportFileError(
      'TOO_MANY_COLUMNS',
      `Line ${wide.line} has more than ${MAX_COLUMNS} columns; check that you chose the right file and export it again.`,
      wide.line,
    );
  return records;
}

function parseTolerantly(text: string, delimiter: Delimiter, most: number): CsvRecord[] {
  try {
    return parseWith(text, delimiter, '"', most);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return parseWith(text, delimiter, false, most);
  }
}

function parseWith(text: string, delimiter: Delimiter, quote: '"' | false, most: number): CsvRecord[] {
  const parsed =
    quote === false || !text.includes(quote)
      ? splitRecords(text, delimiter, most)
      : parseQuoted(text, delimiter, quote, most);
  const records: CsvRecord[] = [];
  let lines: string[] | undefined;
  let line = 1;
  let offset = 0;
  const toNextLine = () => {
    line++;
    offset = text.indexOf('\n', offset) + 1 || text.length;
  };
  for (const cells of parsed) {
    while (text.charCodeAt(offset) === NEWLINE) toNextLine();
    const start = line;
    let broken = false;
    toNextLine();
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!;
      if (cell === '') continue;
      // csv-parse can count lines itself, at a third of its speed; only newlines inside cells make a record
      // longer than a line.
      for (let newline = cell.indexOf('\n'); newline !== -1; newline = cell.indexOf('\n', newline + 1)) {
        toNextLine();
        broken ||= startsLikeRecord(cell, newline + 1, cells[0]!, delimiter);
      }
      cells[index] = unwrap(cell);
    }
    if (broken) {
      lines ??= text.split('\n');
      for (let part = start; part < line && records.length <= most; part++) {
        const [single] = parseTolerantly(lines[part - 1]!, delimiter, 1);
        if (single) records.push({ line: part, cells: single.cells });
      }
    } else if (cells.length > 1 || cells[0] !== '') records.push({ line: start, cells });
  }
  return records;
}

// csv-parse makes an error for every record of another width only to drop it again, which costs twenty times
// the record itself: what has no quotes needs no parser, and blank lines must not be records.
function parseQuoted(text: string, delimiter: Delimiter, quote: '"', most: number): string[][] {
  return parse(text, {
    delimiter,
    quote,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
    to: most + 1,
  });
}

function splitRecords(text: string, delimiter: Delimiter, most: number): string[][] {
  const records: string[][] = [];
  for (let start = 0; start < text.length && records.length <= most;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end > start) records.push(text.slice(start, end).split(delimiter));
    start = end + 1;
  }
  return records;
}

/**
 * Whether a line inside a cell begins as the record itself begins, digit for digit: then a stray quote
 * swallowed the line end. Texts of several lines are legitimate and begin in other ways.
 */
function startsLikeRecord(cell: string, position: number, firstCell: string, delimiter: Delimiter): boolean {
  const end = cell.indexOf(delimiter, position);
  if (end === -1 || firstCell.length < 4 || end - position > firstCell.length + 4) return false;
  return shapeOf(cell.slice(position, end)) === shapeOf(firstCell) && /\d/.test(firstCell);
}

function shapeOf(text: string): string {
  return text.replaceAll('"', '').replace(/\d+/g, '9');
}

/**
 * Takes off what is packaging and not content: the quotes csv-parse leaves on a field with unescaped quotes
 * inside, and Excel's `="0123"` that keeps leading zeros.
 */
function unwrap(cell: string): string {
  let value = cell;
  if (value.length > 1) {
    const first = value.charCodeAt(0);
    if (first === 34 && value.endsWith('"')) value = value.slice(1, -1);
    else if (first === 61) value = value.replace(/^="?([^"]*)"?$/, '$1');
  }
  return value;
}

/**
 * The delimiter under which most lines agree on a number of columns.
 *
 * Counting separators alone is not enough: decimal commas make `,` plausible in a `;` file. The delimiter
 * wins that covers the most lines with one width, and among equals the one that gives more columns.
 */
export function detectDelimiter(text: string): Delimiter {
  const sample = firstLines(text.slice(0, SAMPLE_LENGTH), SAMPLE_LINES);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ';', score: 0 };
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    const widths = new Map<number, number>();
    const records = parseTolerantly(sample, delimiter, SAMPLE_LINES);
    for (const { cells } of records) {
      const filled = cells.reduce((count, cell) => (isBlank(cell) ? count : count + 1), 0);
      if (filled > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + Math.min(filled - 1, 8));
    }
    const covered = Math.max(0, ...widths.values());
    const score = (covered / Math.max(1, records.length)) * (delimiter === '|' ? 0.8 : 1);
    if (score > best.score * 1.02) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many cells are there when empty ones at the end are not counted. */
export function filledWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && isBlank(cells[width - 1]!)) width--;
  return width;
}

export function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === '';
}

function firstLines(text: string, count: number): string {
  let end = 0;
  for (let line = 0; line < count; line++) {
    const newline = text.indexOf('\n', end);
    if (newline === -1) return text;
    end = newline + 1;
  }
  return text.slice(0, end);
}
