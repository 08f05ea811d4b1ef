import type { PayeeSuggestionResolvers } from '../../../__generated__/types';

export const PayeeSuggestion: PayeeSuggestionResolvers = {
  payee: ({ payee }) => payee ?? '',
  lastUsed: ({ date }) => date,
};
