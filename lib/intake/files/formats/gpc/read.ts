import { parseHundredths } from '@/lib/intake/text/amount';
import { bankIdOf, newRow, StatementCollector, type ReadOptions } from '../collector';
import { dateOf, fullYear } from '../dates';
import { broken, noStatement } from '../errors';
import { gpcAccount, isInternalForm } from './account-number';
import { decodeGpc } from './encoding';
import { linesOf } from '../lines';
import { findSymbols, setSymbol } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason, StatedBalance, Statement, StatementFile } from '../../types';

const RECORD_LENGTH = 128;
/** A zero, four digits of the currency, six of the day. */
const TAIL_LENGTH = 11;
/**
 * Numbers of ISO 4217 for the currencies of Czech and Slovak accounts; four digits that do not begin with 0
 * are no currency.
 */
const CURRENCIES: Readonly<Record<string, string>> = {
  '203': 'CZK',
  '978': 'EUR',
  '840': 'USD',
  '826': 'GBP',
  '756': 'CHF',
  '985': 'PLN',
  '348': 'HUF',
  '208': 'DKK',
  '752': 'SEK',
  '578': 'NOK',
  '036': 'AUD',
  '124': 'CAD',
  '392': 'JPY',
  '946': 'RON',
  '975': 'BGN',
  '191': 'HRK',
  '643': 'RUB',
  '949': 'TRY',
  '156': 'CNY',
  '703': 'SKK',
  '554': 'NZD',
  '344': 'HKD',
  '702': 'SGD',
  '710': 'ZAR',
};

/**
 * Reads GPC, the statements of the Czech ABO standard: records of 128 characters, 074 for a statement and 075
 * for an entry.
 *
 * Records 076 to 079 carry texts for the entry before them and are no entries. All amounts are in hundredths.
 * Throws ImportFileError BROKEN, NO_STATEMENT.
 */
export function readGpc(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const text = inLines(decodeGpc(bytes));
  const collector = new StatementCollector('GPC', options);
  const fallback = options.fallbackCurrency ?? null;
  let statement: Statement | null = null;
  let internal = false;
  let row: ImportRow | null = null;
  for (const { line, text: raw } of linesOf(text)) {
    const record = raw.replace(/[\u001a\ufeff]/g, '');
    const kind = record.slice(0, 3);
    if (record.trim() === '') continue;
    if (kind === '074') {
      internal = isInternalForm(record.slice(3, 19));
      statement = openStatement(collector, record, line, internal, fallback);
      row = null;
    } else if (kind === '075') {
      statement ??= collector.open(gpcAccount(record.slice(3, 19), null, false));
      const read = readEntry(record, line, statement, internal, fallback);
      row = typeof read === 'string' ? null : read;
      collector.add(statement, line, read, () => record);
    } else if (/^07[6-9]$/.test(kind)) {
      if (row) addText(row, kind, record);
    } else if (!/^0\d\d/.test(kind))
      throw broken('The file is damaged: a record does not begin with its kind', line);
  }
  if (collector.statements.length === 0) throw noStatement('The file holds no record 074 of a statement');
  const file = collector.finish();
  for (const { rows } of file.statements) dropCounters(rows);
  return file;
}

/** Old systems hand out the records one behind the other: their length alone parts them. */
function inLines(text: string): string {
  return /^07\d[^\n]{125}07\d/.test(text) ? text.replace(/[^\n]{128}/g, '$&\n') : text;
}

function openStatement(
  collector: StatementCollector,
  record: string,
  line: number,
  internal: boolean,
  fallback: string | null,
): Statement {
  // The name may have been cut in bytes or in characters, so what follows it is found from its digits.
  const numbers =
    /(\d{6})(\d{14})([+\-0])(\d{14})([+\-0])(\d{14})[+\-0](\d{14})[+\-0]([\d ]{3})([\d ]{6})[^\n]{0,80}$/.exec(
      record.slice(19),
    );
  if (!numbers) throw broken('The file is cut off or damaged: the record 074 is incomplete', line);
  const statement = collector.open(gpcAccount(record.slice(3, 19), null, internal));
  const [, openingDate = '', opening = '', openingSign, closing = '', closingSign, , , , closingDate = ''] =
    numbers;
  statement.opening = balanceOf(openingDate, opening, openingSign, fallback);
  statement.closing = balanceOf(closingDate, closing, closingSign, fallback);
  return statement;
}

function balanceOf(
  date: string,
  digits: string,
  sign: string | undefined,
  currency: string | null,
): StatedBalance | null {
  const day = dayOf(date);
  const amountMinor = parseHundredths(digits, currency);
  return day === null || typeof amountMinor === 'string'
    ? null
    : { date: day, amountMinor: sign === '-' ? -amountMinor : amountMinor };
}

function readEntry(
  record: string,
  line: number,
  statement: Statement,
  internal: boolean,
  fallback: string | null,
): ImportRow | SkipReason {
  const end = endOfName(record);
  if (end === null)
    throw broken('The file is cut off or damaged: a record is shorter than 128 characters', line);
  const tail = record.slice(end, end + TAIL_LENGTH);
  const date = dayOf(tail.slice(5)) ?? dayOf(record.slice(91, 97));
  if (date === null) return /^[0 ]{6}$/.test(tail.slice(5)) ? 'NO_DATE' : 'BAD_DATE';
  const code = record[60];
  // 1 takes from the account and 2 adds to it; 4 and 5 take such an entry back.
  const sign = code === '1' || code === '5' ? -1n : code === '2' || code === '4' ? 1n : null;
  if (sign === null) return 'UNKNOWN_MARK';
  const currency = tail[1] === '0' && tail.slice(2, 5) !== '000' ? CURRENCIES[tail.slice(2, 5)] : null;
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  const amountMinor = parseHundredths(record.slice(48, 60), currency ?? fallback);
  if (typeof amountMinor === 'string') return amountMinor;
  statement.currency ??= currency;
  const row = newRow(line, date, sign * amountMinor, currency);
  row.payee = tidy(record.slice(97, end));
  row.counterpartyAccount = gpcAccount(record.slice(19, 35), record.slice(73, 77), internal);
  row.bankId = bankIdOf(record.slice(35, 48).trim().replace(/^0+/, ''));
  setSymbol(row.symbols, 'variable', record.slice(61, 71));
  setSymbol(row.symbols, 'constant', record.slice(77, 81));
  setSymbol(row.symbols, 'specific', record.slice(81, 91));
  return row;
}

/**
 * 078 and 079 hold the message for the payee; 076 a comment behind the id and the day on which the money
 * left.
 */
function addText(row: ImportRow, kind: string, record: string): void {
  const text =
    kind === '076' ? (dayOf(record.slice(29, 35)) === null ? '' : record.slice(35)) : record.slice(3);
  row.description = joinTexts([row.description, text]);
  findSymbols(row.symbols, text);
}

/** Numbers of documents that only count the entries of one statement begin again in the next one. */
function dropCounters(rows: readonly ImportRow[]): void {
  if (rows.some(({ bankId }) => bankId !== null && !/^\d{1,5}$/.test(bankId))) return;
  for (const row of rows) row.bankId = null;
}

/** DDMMYY. */
function dayOf(text: string): string | null {
  return /^\d{6}$/.test(text)
    ? dateOf(fullYear(Number(text.slice(4))), Number(text.slice(2, 4)), Number(text.slice(0, 2)))
    : null;
}

/**
 * Where the currency and the day begin. A name padded in bytes of UTF-8 leaves fewer characters, but as many
 * bytes; otherwise null.
 */
function endOfName(record: string): number | null {
  if (record.length >= RECORD_LENGTH) return RECORD_LENGTH - TAIL_LENGTH;
  const end = record.length - TAIL_LENGTH;
  return Buffer.byteLength(record) === RECORD_LENGTH && /^\d+$/.test(record.slice(end)) ? end : null;
}
