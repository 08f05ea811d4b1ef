import { parseMinor } from '@/lib/intake/text/amount';
import { isCurrencyCode } from '@/lib/core/money/currency';
import { BankError } from './provider';

/**
 * An amount of a bank's answer as minor units of its currency. A currency that Saldo does not know is read
 * with two decimals, as nearly all have, so that one such row stops nothing else from arriving; it must never
 * be summed or formatted. Throws BankError MALFORMED for what is no amount and for digits that would have to
 * be rounded away.
 */
export function readAmount(bank: string, value: string, currency: string): bigint {
  const minor = /^[A-Z]{3}$/.test(currency)
    ? parseMinor(value, isCurrencyCode(currency) ? currency : null)
    : 'BAD_AMOUNT';
  if (typeof minor !== 'bigint')
    throw new BankError('MALFORMED', `${bank} states an amount that is none: try again later.`);
  return minor;
}
