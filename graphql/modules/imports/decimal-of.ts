import { formatDecimal } from '@/lib/money/decimal';

/** Nearly all currencies have two decimals, and a file that names none was read that way. */
const USUAL_CURRENCY = 'EUR';

/** Minor units as a decimal of a currency that a file may not have named. */
export function decimalOf(minor: string, currency: string | null | undefined): string {
  return formatDecimal(BigInt(minor), currency ?? USUAL_CURRENCY);
}
