import { listMembers } from '@/lib/people/memberships/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const members: NonNullable<QueryResolvers['members']> = (_parent, _args, context) =>
  listMembers(context.scope().householdId);
