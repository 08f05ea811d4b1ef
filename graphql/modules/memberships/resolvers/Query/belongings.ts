import { listBelongings } from '@/lib/people/memberships/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const belongings: NonNullable<QueryResolvers['belongings']> = async (_parent, _args, context) => {
  const { user, credential, householdId } = context.scope();
  const all = await listBelongings(user.id);
  return credential.kind === 'TOKEN' ? all.filter(({ id }) => id === householdId) : all;
};
