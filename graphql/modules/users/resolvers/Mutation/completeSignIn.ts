import { readProof } from '@/lib/people/sign-in/confirm/types';
import { completeSignIn as complete } from '@/lib/people/sign-in/password/mutations';
import { payload } from '@/graphql/errors';
import { toPayload } from '../../to-payload';
import type { MutationResolvers } from '../../../../__generated__/types';

export const completeSignIn: NonNullable<MutationResolvers['completeSignIn']> = (
  _parent,
  { input: { challenge, ...proof } },
  context,
) => payload(context, async () => toPayload(await complete(challenge, readProof(proof), context.origin)));
