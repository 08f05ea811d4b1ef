import { formatDecimal } from '@/lib/core/money/decimal';
import type { MoneyResolvers } from '../../../__generated__/types';

export const Money: MoneyResolvers = {
  amount: ({ amountMinor, currency }) => formatDecimal(amountMinor, currency),
};
