import { accountOf, domesticAccount, isIban } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor, plainNumber } from '@/lib/intake/text/amount';
import { bankIdOf, newRow } from '../collector';
import { dateOfInstant, leadingDate } from '../dates';
import { setSymbol } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason, StatedBalance, Statement } from '../../types';

/** The value of a column by its number in Fio's documentation of its API (section 5.3). */
export type FioColumns = (column: number) => string | null;
export type FioInfo = (name: string) => string | null;

/** Reads one transaction; JSON and XML have the same columns. */
export function fioRow(
  column: FioColumns,
  line: number,
  statement: Statement,
  fallback: string | null,
): ImportRow | SkipReason {
  const day = column(0);
  if (day === null) return 'NO_DATE';
  const date = fioDate(day);
  if (date === null) return 'BAD_DATE';
  const currency = knownCurrency(column(14) ?? statement.currency);
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  const amountMinor = parseMinor(plainNumber(column(1) ?? ''), currency ?? fallback);
  if (typeof amountMinor === 'string') return amountMinor;
  const row = newRow(line, date, amountMinor, currency);
  row.payee = tidy(column(10)) ?? merchantOf(column(16) ?? column(7) ?? column(25));
  row.description = joinTexts([column(16), column(7), column(25), column(18)]) ?? tidy(column(8));
  row.counterpartyAccount = domesticOrIban(column(2), column(3));
  row.bankId = bankIdOf(column(22));
  setSymbol(row.symbols, 'constant', column(4));
  setSymbol(row.symbols, 'variable', column(5));
  setSymbol(row.symbols, 'specific', column(6));
  return row;
}

/** Uses what the head of the statement says. */
export function setFioInfo(statement: Statement, info: FioInfo, fallback: string | null): void {
  statement.account = accountOf(info('iban')) ?? domesticAccount(info('accountId'), info('bankId'));
  statement.currency = knownCurrency(info('currency')) ?? null;
  statement.opening = balanceOf(info('dateStart'), info('openingBalance'), statement.currency ?? fallback);
  statement.closing = balanceOf(info('dateEnd'), info('closingBalance'), statement.currency ?? fallback);
}

function balanceOf(day: string | null, amount: string | null, currency: string | null): StatedBalance | null {
  const date = day === null ? null : fioDate(day);
  const amountMinor = parseMinor(plainNumber(amount ?? ''), currency);
  return date === null || typeof amountMinor === 'string' ? null : { date, amountMinor };
}

/** A day with the offset of its zone; the first version of the API wrote milliseconds since 1970 instead. */
function fioDate(text: string): string | null {
  return (
    dateOfInstant(/^(\d{11,14})(?:[+-]\d{4})?$/.exec(text)?.[1] ?? '', 'Europe/Prague') ?? leadingDate(text)
  );
}

/**
 * "Nákup: Billa, Praha, CZ, dne 1.8.2016, částka 353.29 CZK": of a card payment the shop is named in the
 * message only.
 */
function merchantOf(message: string | null): string | null {
  const [, shop] = /^Nákup: ([^\n]{1,200}?),\s{1,3}dne \d/.exec(message ?? '') ?? [];
  return tidy(shop);
}

function domesticOrIban(account: string | null, bankCode: string | null): string | null {
  const plain = accountOf(account);
  return plain === null || isIban(plain) || !/^[\d -]+$/.test(plain)
    ? plain
    : domesticAccount(plain, bankCode);
}
