import { listMembers } from '@/lib/people/memberships/data';
import { removeMember as remove } from '@/lib/people/memberships/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const removeMember: NonNullable<MutationResolvers['removeMember']> = (
  _parent,
  { userId },
  context,
) => {
  const { householdId } = context.ownerScope();
  return payload(context, async () => {
    await remove(householdId, context.actor(), userId);
    return { members: await listMembers(householdId) };
  });
};
