import type { ReviewResolvers } from '../../../__generated__/types';

export const Review: ReviewResolvers = {
  bankRow: ({ posting }) => posting?.row ?? null,
};
