import { listInvitations } from '@/lib/people/memberships/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const invitations: NonNullable<QueryResolvers['invitations']> = (_parent, _args, context) =>
  listInvitations(context.ownerScope().householdId);
