import { domesticAccount } from '@/lib/intake/text/accounts';

/** Which digit of the internal form stands at each place of "prefix (6) and number (10)". */
const INTERNAL_ORDER = [10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 8, 3, 9, 1, 2, 0];
const WEIGHTS = [6, 3, 7, 9, 10, 5, 8, 4, 2, 1];

/**
 * Whether the digits are a Czech account number: prefix and number are each divisible by 11 when weighted.
 */
function isAccountNumber(digits: string): boolean {
  const number = digits.slice(6);
  return (
    /^\d{16}$/.test(digits) &&
    /[1-9].*[1-9]/.test(number) &&
    weighted(digits.slice(0, 6), WEIGHTS.slice(4)) &&
    weighted(number, WEIGHTS)
  );
}

function weighted(digits: string, weights: readonly number[]): boolean {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11 === 0;
}

/**
 * Whether accounts are in the internal form, in which older exports of Komerční banka shuffle the digits.
 * Nothing in the file says so, but the check digits do: they fail as the number stands and hold when it is
 * put in order.
 */
export function isInternalForm(account: string): boolean {
  const digits = account.trim().padStart(16, '0');
  return !isAccountNumber(digits) && isAccountNumber(inOrder(digits));
}

/** "19-2000145399/0800" of the sixteen digits of a record; null when they are all zeros. */
export function gpcAccount(field: string, bankCode: string | null, internal: boolean): string | null {
  const digits = field.trim();
  return domesticAccount(internal && /^\d{16}$/.test(digits) ? inOrder(digits) : digits, bankCode);
}

function inOrder(digits: string): string {
  return INTERNAL_ORDER.map((index) => digits[index]).join('');
}
