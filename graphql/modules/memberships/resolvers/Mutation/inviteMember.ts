import { listInvitations } from '@/lib/people/memberships/data';
import { inviteMember as invite } from '@/lib/people/memberships/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const inviteMember: NonNullable<MutationResolvers['inviteMember']> = (_parent, { input }, context) => {
  const { householdId } = context.ownerScope();
  return payload(context, async () => {
    await invite(householdId, context.actor(), input);
    return { invitations: await listInvitations(householdId) };
  });
};
