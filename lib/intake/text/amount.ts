import { currencyExponent, isCurrencyCode } from '@/lib/core/money/currency';
import { parseDecimal } from '@/lib/core/money/decimal';

/** Why a text is no amount of a currency. */
export type AmountProblem = 'NO_AMOUNT' | 'BAD_AMOUNT' | 'TOO_MANY_DECIMALS';

/** Stands in for a currency nobody named: nearly all have two decimals. */
const USUAL_CURRENCY = 'EUR';
const DECIMAL = /^([+-]?)(\d{0,20})(?:[.,](\d{0,20}))?$/;
const EXPONENTIAL = /^([+-]?)(\d{1,20})(?:\.(\d{1,20}))?[eE]([+-]?\d{1,2})$/;

/**
 * Reads an amount with a point or a comma before its decimals, and no thousands separators, as minor units of
 * `currency`.
 *
 * Zeros behind the currency's last decimal say nothing and are dropped ("-30.000" USD); any other digit there
 * would have to be rounded away, so the amount is TOO_MANY_DECIMALS. Fifteen digits are the limit.
 */
export function parseMinor(text: string, currency: string | null): bigint | AmountProblem {
  const match = DECIMAL.exec(text) ?? DECIMAL.exec(text.replace(/\s+/g, ''));
  if (!match) return text.trim() === '' ? 'NO_AMOUNT' : 'BAD_AMOUNT';
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return text.trim() === '' ? 'NO_AMOUNT' : 'BAD_AMOUNT';
  const code = currency ?? USUAL_CURRENCY;
  const decimals = withoutZeros(fraction, currencyExponent(code));
  const amount = parseDecimal(`${sign}${whole || '0'}${decimals === '' ? '' : `.${decimals}`}`, code);
  return typeof amount === 'bigint' ? amount : amount === 'TOO_MANY_DECIMALS' ? amount : 'BAD_AMOUNT';
}

/**
 * The minor units that whole hundredths are ("haléře", whatever the currency); TOO_MANY_DECIMALS when they
 * would not be whole.
 */
export function parseHundredths(digits: string, currency: string | null): bigint | AmountProblem {
  return /^\d{3,20}$/.test(digits)
    ? parseMinor(`${digits.slice(0, -2)}.${digits.slice(-2)}`, currency)
    : 'BAD_AMOUNT';
}

/** Writes a JSON number without an exponent: some programs write ten million as 1.0E7. */
export function plainNumber(text: string): string {
  const match = EXPONENTIAL.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction)
    .padEnd(Math.max(0, point), '0')
    .padStart(whole.length + fraction.length - Math.min(0, point), '0');
  const cut = Math.max(0, point);
  return `${sign}${digits.slice(0, cut) || '0'}.${digits.slice(cut) || '0'}`;
}

/**
 * The code when it is a currency Saldo knows, null when there is none, undefined when what is stated is no
 * such code.
 */
export function knownCurrency(text: string | null | undefined): string | null | undefined {
  const code = (text ?? '').trim().toUpperCase();
  return code === '' ? null : isCurrencyCode(code) ? code : undefined;
}

function withoutZeros(fraction: string, kept: number): string {
  let end = fraction.length;
  while (end > kept && fraction.charCodeAt(end - 1) === 48) end--;
  return fraction.slice(0, end);
}
