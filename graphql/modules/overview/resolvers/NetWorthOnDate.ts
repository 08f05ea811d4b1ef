import type { NetWorthOnDateResolvers } from '../../../__generated__/types';

export const NetWorthOnDate: NetWorthOnDateResolvers = {
  netWorth: ({ netWorthMinor, currency }) => ({ amountMinor: netWorthMinor, currency }),
};
