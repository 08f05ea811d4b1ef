import { verifyEmail as verify } from '@/lib/people/sign-in/email/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const verifyEmail: NonNullable<MutationResolvers['verifyEmail']> = (_parent, { input }, context) =>
  payload(context, async () => ({ email: await verify(input, context.origin) }));
