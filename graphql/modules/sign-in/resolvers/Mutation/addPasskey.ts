import { addPasskey as add } from '@/lib/people/sign-in/passkey/mutations';
import { readFactors } from '@/lib/people/sign-in/totp/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addPasskey: NonNullable<MutationResolvers['addPasskey']> = (_parent, { input }, context) => {
  const { user, credential } = context.confirmedScope();
  return payload(context, async () => {
    const recoveryCodes = await add(context.actor(), credential.sessionId, input);
    return { recoveryCodes, methods: await readFactors(user.id) };
  });
};
