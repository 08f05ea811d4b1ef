import { addTotp as add } from '@/lib/people/sign-in/totp/mutations';
import { readFactors } from '@/lib/people/sign-in/totp/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addTotp: NonNullable<MutationResolvers['addTotp']> = (_parent, { input }, context) => {
  const { user, credential } = context.confirmedScope();
  return payload(context, async () => {
    const recoveryCodes = await add(context.actor(), credential.sessionId, input.code);
    return { recoveryCodes, methods: await readFactors(user.id) };
  });
};
