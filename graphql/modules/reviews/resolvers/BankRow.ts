import { isCurrencyCode } from '@/lib/money/currency';
import { formatDecimal } from '@/lib/money/decimal';
import type { BankRowResolvers } from './../../../__generated__/types';

export const BankRow: BankRowResolvers = {
  // Two decimals are what a currency has that nobody knows.
  amount: ({ amountMinor, currency }) => formatDecimal(amountMinor, currency && isCurrencyCode(currency) ? currency : 'EUR'),
};
