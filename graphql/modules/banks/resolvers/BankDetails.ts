import type { BankDetailsResolvers } from '../../../__generated__/types';

export const BankDetails: BankDetailsResolvers = {
  counterpartyAccount: ({ account }) => account ?? null,
  bankId: ({ id }) => id ?? null,
  variableSymbol: ({ variable }) => variable ?? null,
  constantSymbol: ({ constant }) => constant ?? null,
  specificSymbol: ({ specific }) => specific ?? null,
};
