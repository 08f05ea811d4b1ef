import { changePassword as setPassword } from '@/lib/people/sign-in/reset/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const changePassword: NonNullable<MutationResolvers['changePassword']> = (
  _parent,
  { input },
  context,
) => {
  const { user, credential } = context.personScope();
  return payload(context, async () => {
    await setPassword(context.actor(), credential.sessionId, input);
    return { user };
  });
};
