import type { CategorySummaryResolvers } from './../../../__generated__/types';

export const CategorySummary: CategorySummaryResolvers = {
  total: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
};
