import { listMembers } from '@/lib/people/memberships/data';
import { handOverOwnership as handOver } from '@/lib/people/memberships/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const handOverOwnership: NonNullable<MutationResolvers['handOverOwnership']> = (
  _parent,
  { userId },
  context,
) => {
  const { householdId } = context.ownerScope();
  return payload(context, async () => {
    await handOver(householdId, context.actor(), userId);
    return { members: await listMembers(householdId) };
  });
};
