import type { BalanceProofCandidateResolvers } from '../../../__generated__/types';

export const BalanceProofCandidate: BalanceProofCandidateResolvers = {
  // A candidate has a row of the bank or a transaction, or both.
  id: ({ posting, transaction }) => (posting ?? transaction)!.id,
  effect: ({ effectMinor, currency }) => ({ amountMinor: effectMinor, currency }),
  bankRow: ({ posting }) => posting?.row ?? null,
};
