import { parseMinor } from '@/lib/intake/text/amount';
import { bankIdOf } from '../collector';
import { bankDateOf, fullYear } from '../dates';
import { isIban } from '@/lib/intake/text/accounts';
import type { SkipReason, StatedBalance } from '../../types';

/** What a :61: says; the amount has its sign. */
export type StatementLine = {
  date: string;
  amountMinor: bigint;
  pending: boolean;
  bankReference: string | null;
  counterpartyAccount: string | null;
  /** A name that some banks put behind the reference. */
  name: string | null;
  /**
   * What tells about the entry where no :86: does: the supplementary details, or else the customer's
   * reference.
   */
  text: string | null;
};

// Value date, entry date (or spaces in its place), mark, the last letter of the currency, amount, type of
// transaction, references. An amount goes as far as its digits and marks do: of "1.100,00", which the
// standard does not know, no part may be taken for it.
const LINE =
  /^(\d{6})(\d{4}| {4})? ?(RC|RD|EC|ED|C|D)([A-Z])? ?(\d{0,15}(?:[.,]\d{0,5})?)(?![\d.,]) ?([A-Z][A-Z0-9 ]{3})?(.*)$/;
const MARKED = /^\d{6}(?:\d{4}| {4})? ?(?:R?[CD]|E[CD])/;
const BALANCE = /^([CD]) ?(\d{6}) ?([A-Z]{3}) ?(\d{0,15}(?:[.,]\d{0,5})?)\s*$/;
const REFERENCE_LENGTH = 16;

/**
 * Reads a :61:. The day is the entry date, in the year that puts it nearest to the value date. RC takes a
 * credit back, so it is money out; RD money in. EC and ED are expected only (MT942).
 */
export function parseStatementLine(
  lines: readonly string[],
  currency: string | null,
): StatementLine | SkipReason {
  const match = LINE.exec(lines[0]!.trimEnd());
  if (!match)
    return MARKED.test(lines[0]!) ? 'BAD_AMOUNT' : /^\d{6}/.test(lines[0]!) ? 'UNKNOWN_MARK' : 'BAD_DATE';
  const [, valueText = '', entryText = '', mark = '', , amountText = '', , references = ''] = match;
  const value = shortDate(valueText);
  const date = entryDate(entryText, Number(valueText.slice(0, 2))) ?? value;
  if (date === null) return 'BAD_DATE';
  const amount = parseMinor(amountText, currency);
  if (typeof amount === 'string') return amount;
  const isCredit = mark === 'C' || mark === 'EC' || mark === 'RD';
  const [own, bank] = splitOnce(references, '//');
  const supplement = lines.slice(1).join(' ').trim();
  const [firstWord = ''] = supplement.split(' ');
  const iban = [own.trim(), firstWord].find(isIban) ?? null;
  return {
    date: entryDateNear(entryText, valueText, value) ?? date,
    amountMinor: isCredit ? amount : -amount,
    pending: mark === 'EC' || mark === 'ED',
    // What has spaces, no digits or hardly any letters is a text and not a reference.
    bankReference: /^(?=.*\d)\S{5,}$/.test(bank.trim()) ? bank.trim() : null,
    counterpartyAccount: iban,
    name:
      bank === '' && own[REFERENCE_LENGTH - 1] === ' ' ? own.slice(REFERENCE_LENGTH).trim() || null : null,
    text:
      supplement === '' || supplement === iban ? (own.trim() === iban ? null : bankIdOf(own)) : supplement,
  };
}

/** A balance as written: `date` is null where a bank filled it with zeros, `currency` may be unknown. */
export type WrittenBalance = { date: string | null; currency: string; sign: bigint; amount: string };

/** Reads a balance (:60F:, :62M: …); null when it is none. */
export function parseBalance(text: string): WrittenBalance | null {
  const match = BALANCE.exec(text.trim());
  return (
    match && {
      date: shortDate(match[2]!),
      currency: match[3]!,
      sign: match[1] === 'D' ? -1n : 1n,
      amount: match[4]!,
    }
  );
}

export function statedBalance(
  { date, sign, amount: text }: WrittenBalance,
  currency: string | null,
): StatedBalance | null {
  const amount = parseMinor(text, currency);
  return date === null || typeof amount === 'string' ? null : { date, amountMinor: sign * amount };
}

function shortDate(text: string): string | null {
  return bankDateOf(fullYear(Number(text.slice(0, 2))), Number(text.slice(2, 4)), Number(text.slice(4, 6)));
}

function entryDate(text: string, year: number): string | null {
  return /^\d{4}$/.test(text)
    ? bankDateOf(fullYear(year), Number(text.slice(0, 2)), Number(text.slice(2)))
    : null;
}

/** An entry in January of a value in December is of the next year, and the other way round. */
function entryDateNear(entryText: string, valueText: string, value: string | null): string | null {
  if (value === null) return null;
  const year = Number(valueText.slice(0, 2));
  const months = Number(entryText.slice(0, 2)) - Number(valueText.slice(2, 4));
  return entryDate(entryText, (year + (months < -6 ? 1 : months > 6 ? -1 : 0) + 100) % 100);
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + separator.length)];
}
