import type { BalanceOnDateResolvers } from '../../../__generated__/types';

export const BalanceOnDate: BalanceOnDateResolvers = {};
