import { z } from 'zod';
import { domainError } from '@/lib/platform/errors/domain-error';
import { currencyExponent } from './currency';
import { parseDecimal } from './decimal';

/**
 * A decimal number in a string; how many decimals are right depends on the currency and is checked where that
 * is known.
 */
export const decimalField = z
  .string({ error: 'An amount is a decimal number in a string, such as "-1234.50".' })
  .refine((text) => /^[+-]?\d{1,20}(\.\d{1,20})?$/.test(text), {
    error:
      'An amount is a decimal number in a string or a whole number, such as "-1234.50" or 20; numbers with a fraction need the quotes.',
  });

/**
 * Reads an amount that passed `decimalField` in its currency. Throws a DomainError at `path` when it does not
 * fit.
 */
export function parseAmount(text: string, currency: string, ...path: string[]): bigint {
  const amount = parseDecimal(text, currency);
  if (typeof amount === 'bigint') return amount;
  if (amount === 'TOO_MANY_DECIMALS') {
    const exponent = currencyExponent(currency);
    throw domainError(
      'INVALID',
      `${currency} has ${exponent === 0 ? 'no decimals' : `${exponent} decimals at most`}: write the amount with no more.`,
      ...path,
    );
  }
  if (amount === 'TOO_LARGE')
    throw domainError('OUT_OF_RANGE', 'The amount is too large: fifteen digits are the limit.', ...path);
  throw domainError('INVALID', 'An amount is a decimal number, such as "-1234.50".', ...path);
}
