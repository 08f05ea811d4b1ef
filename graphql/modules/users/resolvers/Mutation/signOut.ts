import { signOut as end } from '@/lib/people/sessions/mutations';
import type { MutationResolvers } from '../../../../__generated__/types';

export const signOut: NonNullable<MutationResolvers['signOut']> = async (_parent, _args, context) => {
  if (context.caller.token !== null) await end(context.caller.token, context.origin);
  return true;
};
