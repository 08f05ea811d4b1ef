import { currencyExponent } from '@/lib/core/money/currency';
import { domainError } from '@/lib/platform/errors/domain-error';
import type { Condition } from './condition';

type Bound = { digits: bigint; decimals: number };

/**
 * Bounds on the absolute amount, both inclusive; no condition when there is none. A bound is compared in the
 * row's own currency; one with more decimals than the currency has is compared exactly. Amounts are sealed,
 * so rows have to be opened.
 */
export function amountCondition(
  minAmount: string | null | undefined,
  maxAmount: string | null | undefined,
): Condition[] {
  const min = parseBound(minAmount, 'minAmount');
  const max = parseBound(maxAmount, 'maxAmount');
  if (!min && !max) return [];
  return [
    {
      sql: null,
      decides: false,
      row: ({ amountMinor, account: { currency } }) => {
        const absolute = amountMinor < 0n ? -amountMinor : amountMinor;
        return (
          (!min || compare(absolute, currency, min) >= 0) && (!max || compare(absolute, currency, max) <= 0)
        );
      },
    },
  ];
}

function parseBound(text: string | null | undefined, field: string): Bound | null {
  if (text === null || text === undefined) return null;
  const match = /^\+?(\d{1,20})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match)
    throw domainError(
      'INVALID',
      'A bound on the amount must be a decimal number that is not negative, such as "100.50".',
      'filter',
      field,
    );
  const fraction = match[2] ?? '';
  return { digits: BigInt((match[1] ?? '') + fraction), decimals: fraction.length };
}

function compare(amountMinor: bigint, currency: string, bound: Bound): number {
  const difference =
    amountMinor * 10n ** BigInt(bound.decimals) - bound.digits * 10n ** BigInt(currencyExponent(currency));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
