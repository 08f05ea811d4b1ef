import { listReviews } from '@/lib/intake/reviews/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const reviews: NonNullable<QueryResolvers['reviews']> = async (_parent, _args, context) =>
  listReviews(context.scope().householdId, await context.reference());
