import { rowOf } from '@/lib/intake/row';
import type { ReviewResolvers } from '../../../__generated__/types';

export const Review: ReviewResolvers = {
  bankRow: ({ kind, posting, transaction }) =>
    kind === 'CORRECTION' && transaction ? rowOf(transaction) : (posting?.row ?? null),
};
