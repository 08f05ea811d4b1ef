import { currencyExponent } from './currency';

/**
 * The largest amount that is accepted: fifteen digits of minor units, so that sums of millions of rows stay
 * far inside 64 bits.
 */
export const MAX_AMOUNT_MINOR = 10n ** 15n;

export type DecimalProblem = 'NOT_A_NUMBER' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE';

/**
 * Reads an exact decimal string ("-1234.5") as minor units of `currency`.
 *
 * Returns the problem instead of throwing, because the caller knows which field of which input it belongs to.
 * "1.5" in JPY is TOO_MANY_DECIMALS, and so is "1.0": nothing is ever rounded away.
 */
export function parseDecimal(text: string, currency: string): bigint | DecimalProblem {
  const match = /^([+-])?(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text);
  if (!match) return 'NOT_A_NUMBER';
  const [, sign, whole = '', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  if (fraction.length > exponent) return 'TOO_MANY_DECIMALS';
  const minor = BigInt(whole + fraction.padEnd(exponent, '0'));
  if (minor > MAX_AMOUNT_MINOR) return 'TOO_LARGE';
  return sign === '-' ? -minor : minor;
}

/**
 * Writes minor units as an exact decimal string with as many decimals as the currency has: -123450n CZK →
 * "-1234.50".
 */
export function formatDecimal(amountMinor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  if (exponent === 0) return amountMinor.toString();
  const negative = amountMinor < 0n;
  const digits = (negative ? -amountMinor : amountMinor).toString().padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  return `${negative ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}
