import { decimalOf } from '../decimal-of';
import type { StatedBalanceResolvers } from '../../../__generated__/types';

export const StatedBalance: StatedBalanceResolvers = {
  amount: ({ amount, currency }) => decimalOf(amount, currency),
};
