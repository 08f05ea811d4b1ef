import type { BalanceProofCandidateResolvers } from '../../../__generated__/types';

export const BalanceProofCandidate: BalanceProofCandidateResolvers = {
  effect: ({ effectMinor, currency }) => ({ amountMinor: effectMinor, currency }),
  bankRow: ({ posting }) => posting?.row ?? null,
};
