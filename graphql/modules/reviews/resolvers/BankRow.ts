import { isCurrencyCode } from '@/lib/core/money/currency';
import { formatDecimal } from '@/lib/core/money/decimal';
import type { BankRowResolvers } from '../../../__generated__/types';

export const BankRow: BankRowResolvers = {
  // Two decimals are what a currency has that nobody knows.
  amount: ({ amountMinor, currency }) =>
    formatDecimal(amountMinor, currency && isCurrencyCode(currency) ? currency : 'EUR'),
};
