import { currencyExponent } from '@/lib/core/money/currency';
import { formatDecimal } from '@/lib/core/money/decimal';

/** Nearly all currencies have two decimals, and a file that names none was read that way. */
const USUAL_CURRENCY = 'EUR';

/** Minor units as a decimal of a currency that a file may not have named. */
export function decimalOf(minor: string, currency: string | null | undefined): string {
  return formatDecimal(BigInt(minor), currency ?? USUAL_CURRENCY);
}

/**
 * What a statement was counted up to before its account was known. Where it names no currency its amounts
 * were read with the usual two decimals, which an account in yen does not have.
 */
export function statementDecimal(minor: string, stated: string | null, account: string | undefined): string {
  const text = decimalOf(minor, stated);
  return stated === null && account !== undefined && currencyExponent(account) === 0
    ? text.replace(/\.0+$/, '')
    : text;
}
