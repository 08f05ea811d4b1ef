import { listInvitations } from '@/lib/people/memberships/data';
import { revokeInvitation as revoke } from '@/lib/people/memberships/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const revokeInvitation: NonNullable<MutationResolvers['revokeInvitation']> = (
  _parent,
  { id },
  context,
) => {
  const { householdId } = context.ownerScope();
  return payload(context, async () => {
    await revoke(householdId, context.actor(), id);
    return { invitations: await listInvitations(householdId) };
  });
};
