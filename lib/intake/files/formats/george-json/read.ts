import { accountOf, domesticAccount } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor } from '@/lib/intake/text/amount';
import { bankIdOf, newRow, StatementCollector, type ReadOptions } from '../collector';
import { dateOfInstant, leadingDate } from '../dates';
import { noStatement } from '../errors';
import { isObject, objectAt, readJson, textAt, type JsonObject } from '../json';
import { findSymbols, setSymbol } from '@/lib/intake/text/symbols';
import { decodeText } from '../text';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason, Statement, StatementFile } from '../../types';

/** The names under which the programs of Erste group put their list; an export is the list itself. */
const LISTS: ReadonlySet<string> = new Set(['collection', 'transactions', 'items', 'bookings']);
/**
 * The banks of the group that write this format are all in this zone; midnight there is the day that is
 * meant.
 */
const TIME_ZONE = 'Europe/Prague';

/**
 * Reads transactions of George (Erste, Česká spořitelna): one object, or a list. Throws ImportFileError
 * BROKEN, NO_STATEMENT.
 */
export function readGeorgeJson(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const collector = new StatementCollector('GEORGE_JSON', options);
  const fallback = options.fallbackCurrency ?? null;
  const statements = new Map<string, Statement>();
  const take = (record: JsonObject, line: number) => {
    const row = readRecord(record, line, fallback);
    const account = accountOf(textAt(record, 'ownerAccountNumber') ?? textAt(record, 'accountIban'));
    const statement = statements.get(account ?? '') ?? collector.open(account);
    statements.set(account ?? '', statement);
    if (typeof row !== 'string') statement.currency ??= row.currency;
    collector.add(statement, line, row, () =>
      ['id', 'booking', 'bookingDate', 'partnerName', 'title']
        .map((key) => textAt(record, key) ?? '')
        .join(' '),
    );
  };
  const seen = { list: false };
  const isList = (path: readonly string[]) => {
    const list = path.length === 0 || (path.length === 1 && LISTS.has(path[0]!));
    seen.list ||= list;
    return list;
  };
  const document = readJson(decodeText(bytes), isList, take);
  if (isObject(document) && isObject(document.amount)) take(document, 1);
  else if (!seen.list) throw noStatement('The file holds no list of transactions');
  if (collector.statements.length === 0) collector.open();
  return collector.finish();
}

function readRecord(record: JsonObject, line: number, fallback: string | null): ImportRow | SkipReason {
  const booked = textAt(record, 'bookingDate') ?? textAt(record, 'booking');
  const stated =
    booked ??
    textAt(record, 'valuationDate') ??
    textAt(record, 'valuation') ??
    textAt(record, 'transactionDate');
  if (stated === null) return 'NO_DATE';
  const date = dateOfInstant(stated, TIME_ZONE) ?? leadingDate(stated);
  if (date === null) return 'BAD_DATE';
  const amount = objectAt(record, 'amount');
  const currency = knownCurrency(amount && textAt(amount, 'currency'));
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  const amountMinor = amount ? preciseAmount(amount, currency ?? fallback) : 'NO_AMOUNT';
  if (typeof amountMinor === 'string') return amountMinor;
  const row = newRow(line, date, amountMinor, currency);
  const isOut = amountMinor < 0n;
  const texts = objectAt(record, 'additionalTexts');
  row.payee = firstText(record, [
    'partnerName',
    'merchantName',
    isOut ? 'receiverName' : 'senderName',
    'title',
  ]);
  const said = [
    'paymentReference',
    'reference',
    'receiverReference',
    'senderReference',
    'subtitle',
    'note',
    'title',
  ].map((key) => tidy(textAt(record, key)));
  row.description = joinTexts(said.filter((text) => text !== row.payee));
  row.counterpartyAccount = accountIn(
    objectAt(record, 'partnerAccount') ??
      objectAt(record, 'partner') ??
      objectAt(record, isOut ? 'receiver' : 'sender'),
  );
  row.bankId = bankIdOf(firstText(record, ['id', 'transactionId', 'referenceNumber']));
  row.status = /^(?:PENDING|RESERVED|BLOCKED)$/i.test(
    firstText(record, ['status', 'state', 'bookingStatus']) ?? '',
  )
    ? 'PENDING'
    : 'CLEARED';
  const balance = objectAt(record, 'balance');
  const balanceMinor = balance && preciseAmount(balance, currency ?? fallback);
  row.balanceMinor = typeof balanceMinor === 'bigint' ? balanceMinor : null;
  for (const [name, key] of [
    ['variable', 'variableSymbol'],
    ['constant', 'constantSymbol'],
    ['specific', 'specificSymbol'],
  ] as const) {
    setSymbol(row.symbols, name, textAt(record, key) ?? (texts && textAt(texts, key)));
  }
  findSymbols(row.symbols, row.description);
  return row;
}

/** A whole number and how many of its digits are decimals. */
function preciseAmount(amount: JsonObject, currency: string | null): bigint | SkipReason {
  const value = textAt(amount, 'value') ?? '';
  const precision = Number(textAt(amount, 'precision') ?? '2');
  if (!/^-?\d{1,20}$/.test(value) || !Number.isInteger(precision) || precision < 0 || precision > 10)
    return value === '' ? 'NO_AMOUNT' : 'BAD_AMOUNT';
  const digits = value.replace('-', '').padStart(precision + 1, '0');
  const cut = digits.length - precision;
  return parseMinor(
    `${value.startsWith('-') ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`,
    currency,
  );
}

function accountIn(account: JsonObject | null): string | null {
  if (!account) return null;
  const prefix = textAt(account, 'prefix');
  const number = textAt(account, 'number');
  return (
    accountOf(textAt(account, 'iban')) ??
    domesticAccount(prefix && number ? `${prefix}-${number}` : number, textAt(account, 'bankCode'))
  );
}

function firstText(record: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = tidy(textAt(record, key));
    if (text !== null) return text;
  }
  return null;
}
