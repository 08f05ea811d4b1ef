import { removePasskey as remove } from '@/lib/people/sign-in/passkey/mutations';
import { readFactors } from '@/lib/people/sign-in/totp/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const removePasskey: NonNullable<MutationResolvers['removePasskey']> = (_parent, { id }, context) => {
  const { user, credential } = context.confirmedScope();
  return payload(context, async () => {
    await remove(context.actor(), credential.sessionId, id);
    return { methods: await readFactors(user.id) };
  });
};
