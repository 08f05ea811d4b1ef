import { countReviews } from '@/lib/intake/reviews/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const reviewCount: NonNullable<QueryResolvers['reviewCount']> = async (_parent, _args, context) =>
  countReviews(context.scope().householdId, await context.reference());
