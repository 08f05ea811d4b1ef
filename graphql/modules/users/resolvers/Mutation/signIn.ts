import { signIn as startSession } from '@/lib/users/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from './../../../../__generated__/types';

export const signIn: NonNullable<MutationResolvers['signIn']> = (_parent, { input }, context) =>
  payload(context, async () => {
    const { user, token, expiresAt } = await startSession(input, context.caller.device);
    return { user, accessToken: token, expiresAt };
  });
