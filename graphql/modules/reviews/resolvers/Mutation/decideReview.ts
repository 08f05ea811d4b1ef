import { listReviews } from '@/lib/intake/reviews/data';
import { decideReview as decide } from '@/lib/intake/reviews/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const decideReview: NonNullable<MutationResolvers['decideReview']> = (
  _parent,
  { id, decision, transactionId },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, async () => {
    await decide(householdId, user.id, id, decision, transactionId ?? null);
    context.forget();
    return { reviews: await listReviews(householdId, await context.reference()) };
  });
};
