import type { BalanceProofResolvers } from '../../../__generated__/types';

const SHOWN_CANDIDATES = 20;

export const BalanceProof: BalanceProofResolvers = {
  bankBalance: ({ bankMinor, currency }) => ({ amountMinor: bankMinor, currency }),
  balance: ({ saldoMinor, currency }) => ({ amountMinor: saldoMinor, currency }),
  difference: ({ differenceMinor, currency }) => ({ amountMinor: differenceMinor, currency }),
  candidates: ({ candidates, currency }) =>
    candidates.slice(0, SHOWN_CANDIDATES).map((candidate) => ({ ...candidate, currency })),
};
