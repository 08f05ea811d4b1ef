import { listMembers } from '@/lib/people/memberships/data';
import { setRole as changeRole } from '@/lib/people/memberships/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const setRole: NonNullable<MutationResolvers['setRole']> = (_parent, { userId, role }, context) => {
  const { householdId } = context.ownerScope();
  return payload(context, async () => {
    await changeRole(householdId, context.actor(), userId, role);
    return { members: await listMembers(householdId) };
  });
};
