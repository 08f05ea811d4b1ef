import { decideDecimalMark } from './amounts';
import { chooseAmount } from './amount-columns';
import { profileColumns, valueKinds, withRole, type Column } from './columns';
import { decideDateOrder, looksLikeDate } from './dates';
import { assertTextFile, decode, detectEncoding } from './decode';
import { findHeadings, headerFingerprint, isDataRecord } from './headings';
import type { CsvMapping, CsvQuestion, CsvRecognition } from './mapping';
import { assertLines, detectDelimiter, filledWidth, parseRecords, type CsvRecord } from './records';
import { chooseCurrency, chooseDates, chooseTextColumns } from './text-columns';
import { saysBalance } from './words';
import { ImportFileError } from '../types';

/**
 * Enough rows to know every column by; what needs the whole file (date order, unique ids) reads the whole
 * file.
 */
const SAMPLE_ROWS = 2000;
const SHOWN_SAMPLES = 5;

/**
 * Works out how a bank's CSV file is to be read: encoding, delimiter, headings, columns, date order, decimal
 * mark, signs.
 *
 * `accountCurrency` settles what a file leaves open: 06/04/2016 is read the American way only in dollars of
 * the United States. Throws ImportFileError when the file is not a CSV file with transactions: EMPTY, BINARY,
 * TOO_LARGE, TOO_MANY_ROWS, LINE_TOO_LONG, ENCODING, NO_ROWS, NO_DATE_COLUMN, NO_AMOUNT_COLUMN,
 * MIXED_COLUMNS.
 */
export function recogniseCsv(bytes: Uint8Array, accountCurrency: string | null = null): CsvRecognition {
  assertTextFile(bytes);
  const encoding = detectEncoding(bytes);
  const text = decode(bytes, encoding);
  assertLines(text);
  if (text.trim() === '')
    throw new ImportFileError(
      'EMPTY',
      'The file is empty; export it again from your bank and choose a period with transactions.',
    );
  const delimiter = detectDelimiter(text);
  const records = parseRecords(text, delimiter);
  const headingIndex = findHeadings(records);
  const headings = headingIndex === null ? null : records[headingIndex]!.cells;
  const found = records
    .slice(headingIndex === null ? 0 : headingIndex + 1)
    .filter(({ cells }) => isDataRecord(cells));
  const summary = headingIndex === null && startsWithSummary(found) ? found[0]! : null;
  const data = summary ? found.slice(1) : found;
  if (data.length === 0) throw noRows(headings !== null, records);
  assertOneShape(data);

  const sample = data
    .slice(0, SAMPLE_ROWS)
    .map(({ cells }) => cells)
    .filter((cells) => !cells.some((cell) => saysBalance(cell)));
  if (sample.length === 0) throw noRows(headings !== null, records);
  const columns = profileColumns(headings, sample);
  const dates = chooseDates(columns);
  if (!dates)
    throw new ImportFileError(
      'NO_DATE_COLUMN',
      'No column of the file holds a date in every row; check that you exported a list of transactions.',
    );
  const decimal = decideDecimalMark(moneyCells(columns), delimiter === ';' ? ',' : '.');
  const chosen = chooseAmount(columns, decimal.mark, groupsOf(columns, sample.length));
  if (!chosen)
    throw new ImportFileError(
      'NO_AMOUNT_COLUMN',
      'No column of the file holds amounts; check that you exported a list of transactions.',
    );
  const { currencyColumn, currency } = chooseCurrency(columns, chosen.columns, aroundData(records, data));
  const preferMdy =
    delimiter === ',' &&
    decimal.mark === '.' &&
    (currency ?? accountCurrency ?? 'USD') === 'USD' &&
    currencyColumnIsDollars(columns, currencyColumn) &&
    sample.some((cells) => cells[dates.date.index]?.includes('/'));
  const dateOrder = decideDateOrder(dateCells(data, columns, dates.date), preferMdy);
  const { amount } = chosen;
  const taken = new Set(
    [
      dates.date.index,
      chosen.feeColumn,
      chosen.balanceColumn,
      currencyColumn,
      ...chosen.columns.map(({ index }) => index),
      amount.kind === 'marked' ? amount.markColumn : null,
    ].filter((index) => index !== null),
  );
  const mapping: CsvMapping = {
    encoding,
    delimiter,
    headerLine: headingIndex === null ? (summary?.line ?? null) : records[headingIndex]!.line,
    dateColumn: dates.date.index,
    otherDateColumn: dates.other?.index ?? null,
    dateOrder: dateOrder.order,
    decimalMark: decimal.mark,
    amount,
    feeColumn: chosen.feeColumn,
    balanceColumn: chosen.balanceColumn,
    currencyColumn,
    currency,
    ...chooseTextColumns(columns, taken, (index) => isUnique(data, index)),
  };
  const questions = [
    ...new Set<CsvQuestion>([
      ...(dateOrder.sure ? [] : ['DATE_ORDER' as const]),
      ...(decimal.sure ? [] : ['DECIMAL_MARK' as const]),
      ...chosen.questions,
      ...headingQuestions(headings, chosen.columns, dates.date),
    ]),
  ];
  return {
    mapping,
    columns: columns.map(({ index, heading, cells }) => ({
      index,
      heading,
      samples: cells.filter((cell) => cell !== '').slice(0, SHOWN_SAMPLES),
    })),
    headerFingerprint: headerFingerprint(delimiter, headings, valueKinds(columns)),
    confidence: questions.length === 0 ? 'sure' : 'check',
    questions,
  };
}

function currencyColumnIsDollars(columns: readonly Column[], index: number | null): boolean {
  return index === null || columns[index]!.cells.every((cell) => cell === '' || cell === 'USD');
}

/**
 * Headings that nobody knows are worth a look when it is they that should have told what the amount and the
 * date are.
 */
function headingQuestions(
  headings: readonly string[] | null,
  amounts: readonly Column[],
  date: Column,
): CsvQuestion[] {
  if (!headings) return [];
  return [
    ...(amounts.some(({ role }) => role === null) ? ['AMOUNT_COLUMN' as const] : []),
    ...(date.role === null ? ['DATE_COLUMN' as const] : []),
  ];
}

/**
 * Some banks begin with a row of their own, such as the period and both balances; it writes its dates
 * differently.
 */
function startsWithSummary(data: readonly CsvRecord[]): boolean {
  const [first, ...others] = data
    .slice(0, 6)
    .map(({ cells }) =>
      cells
        .map((cell) => (looksLikeDate(cell) ? cell.replace(/\d{4}/g, 'Y').replace(/\d{1,2}/g, 'd') : ''))
        .join('|'),
    );
  return others.length >= 2 && others.every((shape) => shape === others[0] && shape !== first);
}

function noRows(hasHeadings: boolean, records: readonly CsvRecord[]): ImportFileError {
  const widths = new Set(records.map(({ cells }) => filledWidth(cells)));
  if (hasHeadings || widths.size > 1) {
    return new ImportFileError(
      'NO_ROWS',
      'The file has no transactions; choose a period with transactions in your bank’s export.',
    );
  }
  return new ImportFileError(
    'NO_ROWS',
    'The file has no rows with a date and an amount; check that you exported a list of transactions as CSV.',
  );
}

/**
 * Rows of one export have their date in the same column. Where they do not, the file was put together from
 * several, and half of it would be read wrongly or not at all.
 */
function assertOneShape(data: readonly CsvRecord[]): void {
  const widths = new Map<number, number>();
  for (const { cells } of data) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const common = Math.max(...widths.values());
  if (widths.size > 3 && common < data.length * 0.5) {
    const usual = [...widths].find(([, count]) => count === common)![0];
    const odd = data.find(({ cells }) => cells.length !== usual)!;
    throw mixedColumns(odd.line);
  }
}

export function mixedColumns(line: number): ImportFileError {
  return new ImportFileError(
    'MIXED_COLUMNS',
    `The rows of the file do not have the same columns (see line ${line}); import the parts as separate files or export it again.`,
    line,
  );
}

function* moneyCells(columns: readonly Column[]): Iterable<string> {
  const named = withRole(columns, 'amount', 'in', 'out', 'balance').filter(({ amounts }) => amounts > 0.9);
  const money =
    named.length > 0
      ? named
      : columns.filter(
          ({ amounts, dates, looksLikeReference }) => amounts > 0.9 && dates < 0.5 && !looksLikeReference,
        );
  for (const { cells } of money) yield* cells;
}

/** Rows of one account in one currency have one running balance. */
function groupsOf(columns: readonly Column[], rows: number): string[] {
  const separating = columns.filter(
    ({ role, currencies, distinct }) =>
      distinct > 1 && distinct <= 20 && ((role === 'currency' && currencies > 0.9) || role === 'ownAccount'),
  );
  return Array.from({ length: rows }, (_, row) => separating.map(({ cells }) => cells[row]).join('\u0000'));
}

function dateCells(data: readonly CsvRecord[], columns: readonly Column[], main: Column): string[][] {
  const others = columns.filter(({ dates, index }) => dates > 0.9 && index !== main.index);
  return [main, ...others].map(({ index }) => data.map(({ cells }) => cells[index] ?? ''));
}

function aroundData(records: readonly CsvRecord[], data: readonly CsvRecord[]): CsvRecord[] {
  const first = data[0]!.line;
  const last = data.at(-1)!.line;
  return records.filter(({ line }) => line < first || line > last).slice(0, 200);
}

function isUnique(data: readonly CsvRecord[], index: number): boolean {
  return new Set(data.map(({ cells }) => cells[index]?.trim())).size === data.length;
}
