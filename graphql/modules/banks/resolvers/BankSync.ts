import type { BankSyncResolvers } from '../../../__generated__/types';

export const BankSync: BankSyncResolvers = {
  problem: ({ problem }) => problem?.message ?? null,
};
