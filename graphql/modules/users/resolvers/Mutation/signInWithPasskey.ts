import { signInWithPasskey as signIn } from '@/lib/people/sign-in/password/mutations';
import { payload } from '@/graphql/errors';
import { toPayload } from '../../to-payload';
import type { MutationResolvers } from '../../../../__generated__/types';

export const signInWithPasskey: NonNullable<MutationResolvers['signInWithPasskey']> = (
  _parent,
  { input },
  context,
) => payload(context, async () => toPayload(await signIn(input.response, context.origin)));
