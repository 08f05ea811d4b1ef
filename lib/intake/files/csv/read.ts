import { saysPending } from '@/lib/intake/text/pending';
import { isNoAmount } from './columns';
import { parseAmount, toMinor, type ParsedAmount } from './amounts';
import { currencyCell, currencyOfSign } from './currencies';
import { LAST_DAY } from '@/lib/core/dates/local-date';
import { looksLikeDate, parseDate } from './dates';
import { assertTextFile, decode } from './decode';
import { isDataRecord } from './headings';
import type { CsvMapping } from './mapping';
import { mixedColumns } from './recognise';
import { assertLines, isBlank, MAX_ROWS, parseRecords, tooManyRows, type CsvRecord } from './records';
import { isOutMark, paymentState, plainMark, saysBalance } from './words';
import { ImportFileError, type ImportRow, type SkippedRow, type SkipReason } from '../types';
import { currencyExponent, isCurrencyCode } from '@/lib/core/money/currency';
import { MAX_AMOUNT_MINOR } from '@/lib/core/money/decimal';

const SHOWN_TEXT = 120;
const SEPARATOR = ' · ';
/** Minor units of a currency nobody named; nearly all have two. */
const USUAL_EXPONENT = 2;

export type ReadOptions = { maxRows?: number; fallbackCurrency?: string };
type Reader = { mapping: CsvMapping; fallback: string | null; outMarks: ReadonlySet<string>; width: number };

/**
 * Reads the transactions of a file as `mapping` says, in the order of the file.
 *
 * A record that is no transaction comes back in `skipped` with its line and the reason; empty records are
 * left out. `fallbackCurrency`, the account's currency, gives the number of decimals where the file names no
 * currency. Throws ImportFileError as `recogniseCsv` does, and MAPPING when the mapping names columns the
 * file does not have.
 */
export function readCsv(
  bytes: Uint8Array,
  mapping: CsvMapping,
  options: ReadOptions = {},
): { rows: ImportRow[]; skipped: SkippedRow[] } {
  assertTextFile(bytes);
  const maxRows = options.maxRows ?? MAX_ROWS;
  const text = decode(bytes, mapping.encoding);
  assertLines(text, maxRows);
  const records = parseRecords(text, mapping.delimiter, maxRows);
  const headerLine = mapping.headerLine;
  const headings = headerLine === null ? null : records.find(({ line }) => line === headerLine)?.cells;
  const below = headerLine === null ? records : records.filter(({ line }) => line > headerLine);
  assertColumns(mapping, below);

  const reader: Reader = {
    mapping,
    fallback: options.fallbackCurrency ?? null,
    width: headings?.length ?? below[0]?.cells.length ?? 0,
    outMarks: new Set(mapping.amount.kind === 'marked' ? mapping.amount.outMarks.map(plainMark) : []),
  };
  const rows: ImportRow[] = [];
  const skipped: SkippedRow[] = [];
  let misplaced: number | undefined;
  let misplacedCount = 0;
  for (const record of below) {
    if (record.cells.every(isBlank)) continue;
    const result = isSame(record.cells, headings) ? 'REPEATED_HEADING' : readRecord(record, reader);
    if (typeof result !== 'string') {
      if (rows.push(result) > maxRows) throw tooManyRows(maxRows);
      continue;
    }
    if (result === 'WRONG_COLUMNS') {
      misplaced ??= record.line;
      misplacedCount++;
    }
    skipped.push({
      line: record.line,
      reason: result,
      text: record.cells
        .filter((cell) => !isBlank(cell))
        .join(mapping.delimiter)
        .slice(0, SHOWN_TEXT),
    });
  }
  if (misplaced !== undefined && misplacedCount > 2 && misplacedCount > rows.length / 10)
    throw mixedColumns(misplaced);
  if (
    rows.length === 0 &&
    skipped.every(({ reason }) => reason === 'NOT_A_TRANSACTION' || reason === 'REPEATED_HEADING')
  ) {
    throw new ImportFileError(
      'NO_ROWS',
      'The file has no transactions; choose a period with transactions in your bank’s export.',
    );
  }
  return { rows, skipped };
}

/** Some banks repeat the headings on each page of the export. */
function isSame(cells: readonly string[], headings: readonly string[] | null | undefined): boolean {
  return (
    Boolean(headings) &&
    cells.length === headings!.length &&
    cells.every((cell, index) => cell === headings![index])
  );
}

function readRecord({ line, cells }: CsvRecord, reader: Reader): ImportRow | SkipReason {
  const { mapping } = reader;
  const dateCell = cellAt(cells, mapping.dateColumn) || cellAt(cells, mapping.otherDateColumn);
  const date = dateCell === '' ? null : parseDate(dateCell, mapping.dateOrder);
  const amount = readAmount(cells, reader);
  if (date === null) {
    // A date and an amount where the mapping does not look: the record has other columns.
    if (saysBalance((cells.find((cell) => !isBlank(cell)) ?? '').trim())) return 'BALANCE_ROW';
    if (isDataRecord(cells))
      return dateCell === '' ? 'NO_DATE' : looksLikeDate(dateCell) ? 'BAD_DATE' : 'WRONG_COLUMNS';
    return typeof amount === 'string' ? 'NOT_A_TRANSACTION' : dateCell === '' ? 'NO_DATE' : 'BAD_DATE';
  }
  // Some programs write an open end as 9999-12-31, and no calendar of ours goes on behind it.
  if (date > LAST_DAY) return 'BAD_DATE';
  const description = describe(cells, mapping.descriptionColumns);
  const payee = cellAt(cells, mapping.payeeColumn);
  // A balance row has no other side; a purchase from somebody called "Total" has.
  if (cellAt(cells, mapping.counterpartyColumn) === '' && saysBalance(payee || description))
    return 'BALANCE_ROW';
  if (typeof amount === 'string')
    return amount === 'BAD_AMOUNT' && cells.length !== reader.width ? 'WRONG_COLUMNS' : amount;
  const state = mapping.statusColumn === null ? null : paymentState(cellAt(cells, mapping.statusColumn));
  if (state === 'FAILED') return 'FAILED_PAYMENT';
  const currency = currencyOf(cells, amount, reader);
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  const exponent = exponentOf(currency ?? reader.fallback);
  const amountMinor = toMinor(amount, exponent);
  if (amountMinor === null) return 'TOO_MANY_DECIMALS';
  if (amountMinor > MAX_AMOUNT_MINOR || amountMinor < -MAX_AMOUNT_MINOR) return 'BAD_AMOUNT';
  const payer = cellAt(cells, mapping.payerColumn);
  const balance =
    mapping.balanceColumn === null
      ? null
      : parseAmount(cellAt(cells, mapping.balanceColumn), mapping.decimalMark);
  return {
    line,
    date,
    amountMinor,
    currency,
    payee: tidy(amountMinor > 0n && payer !== '' ? payer : payee),
    description: tidy(description),
    counterpartyAccount: tidy(cellAt(cells, mapping.counterpartyColumn)),
    bankId: cellAt(cells, mapping.bankIdColumn) || null,
    symbols: symbolsOf(cells, mapping),
    status: state === 'PENDING' || saysPending(description) ? 'PENDING' : 'CLEARED',
    balanceMinor: balance && toMinor(balance, exponent),
  };
}

function readAmount(cells: readonly string[], { mapping, outMarks }: Reader): ParsedAmount | SkipReason {
  const gross = readGross(cells, mapping, outMarks);
  if (mapping.feeColumn === null) return gross;
  const feeCell = cellAt(cells, mapping.feeColumn);
  const fee = isNoAmount(feeCell) ? null : parseAmount(feeCell, mapping.decimalMark);
  if (!fee || fee.units === 0n || (typeof gross === 'string' && gross !== 'NO_AMOUNT')) return gross;
  const charged = { ...fee, units: fee.units < 0n ? fee.units : -fee.units };
  return typeof gross === 'string' ? charged : sum(gross, charged);
}

function readGross(
  cells: readonly string[],
  { amount, decimalMark }: CsvMapping,
  outMarks: ReadonlySet<string>,
): ParsedAmount | SkipReason {
  const read = (column: number): ParsedAmount | 'NO_AMOUNT' | 'BAD_AMOUNT' => {
    const cell = cellAt(cells, column);
    return isNoAmount(cell) ? 'NO_AMOUNT' : (parseAmount(cell, decimalMark) ?? 'BAD_AMOUNT');
  };
  if (amount.kind === 'signed') {
    const value = read(amount.column);
    return amount.inverted && typeof value !== 'string' ? negate(value) : value;
  }
  if (amount.kind === 'marked') {
    const value = read(amount.column);
    if (typeof value === 'string') return value;
    const mark = plainMark(cellAt(cells, amount.markColumn));
    if (mark === '') return 'UNKNOWN_MARK';
    return isOutMark(mark, outMarks) ? negate(value) : value;
  }
  const in_ = read(amount.inColumn);
  const out = read(amount.outColumn);
  if (in_ === 'BAD_AMOUNT' || out === 'BAD_AMOUNT') return 'BAD_AMOUNT';
  if (in_ === 'NO_AMOUNT') return out === 'NO_AMOUNT' ? out : absoluteOf(out, -1n);
  return out === 'NO_AMOUNT' ? absoluteOf(in_, 1n) : sum(absoluteOf(in_, 1n), absoluteOf(out, -1n));
}

function negate(amount: ParsedAmount): ParsedAmount {
  return { ...amount, units: -amount.units };
}

/**
 * Some banks write the out column with a minus already, some without: the column alone says the direction.
 */
function absoluteOf(amount: ParsedAmount, sign: bigint): ParsedAmount {
  return { ...amount, units: sign * (amount.units < 0n ? -amount.units : amount.units) };
}

function sum(a: ParsedAmount, b: ParsedAmount): ParsedAmount {
  const scale = Math.max(a.scale, b.scale);
  const units = a.units * 10n ** BigInt(scale - a.scale) + b.units * 10n ** BigInt(scale - b.scale);
  return { units, scale, currency: a.currency ?? b.currency };
}

/** The row's currency, null when none is stated, undefined when what is stated is none that Saldo knows. */
function currencyOf(
  cells: readonly string[],
  amount: ParsedAmount,
  { mapping }: Reader,
): string | null | undefined {
  if (amount.currency !== null) return amount.currency;
  const cell = cellAt(cells, mapping.currencyColumn);
  if (cell === '') return mapping.currency;
  const code = currencyCell(cell) ?? currencyOfSign(cell);
  return code === null ? undefined : code || mapping.currency;
}

function exponentOf(currency: string | null): number {
  return currency !== null && isCurrencyCode(currency) ? currencyExponent(currency) : USUAL_EXPONENT;
}

function describe(cells: readonly string[], columns: readonly number[]): string {
  if (columns.length === 1) return cellAt(cells, columns[0]!);
  return [...new Set(columns.map((column) => cellAt(cells, column)).filter((cell) => cell !== ''))].join(
    SEPARATOR,
  );
}

function tidy(text: string): string | null {
  return text === '' ? null : /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text;
}

function symbolsOf(cells: readonly string[], mapping: CsvMapping): ImportRow['symbols'] {
  const symbols: ImportRow['symbols'] = {};
  const columns = [
    ['variable', mapping.variableSymbolColumn],
    ['constant', mapping.constantSymbolColumn],
    ['specific', mapping.specificSymbolColumn],
  ] as const;
  for (const [name, column] of columns) {
    const value = cellAt(cells, column);
    if (/[^0]/.test(value)) symbols[name] = value;
  }
  return symbols;
}

function cellAt(cells: readonly string[], column: number | null): string {
  return column === null ? '' : (cells[column] ?? '').trim();
}

function assertColumns(mapping: CsvMapping, records: readonly CsvRecord[]): void {
  const { amount } = mapping;
  const needed = [
    mapping.dateColumn,
    ...(amount.kind === 'inOut'
      ? [amount.inColumn, amount.outColumn]
      : amount.kind === 'marked'
        ? [amount.column, amount.markColumn]
        : [amount.column]),
  ];
  const width = records.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  if (records.length > 0 && Math.max(...needed) >= width) {
    throw new ImportFileError(
      'MAPPING',
      `The mapping names column ${Math.max(...needed) + 1}, but the file has only ${width}; choose the columns again.`,
    );
  }
}
