import { signIn as begin } from '@/lib/people/sign-in/password/mutations';
import { payload } from '@/graphql/errors';
import { toPayload } from '../../to-payload';
import type { MutationResolvers } from '../../../../__generated__/types';

export const signIn: NonNullable<MutationResolvers['signIn']> = (_parent, { input }, context) =>
  payload(context, async () => toPayload(await begin(input, context.origin)));
