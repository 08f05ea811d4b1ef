import { removeTotp as remove } from '@/lib/people/sign-in/totp/mutations';
import { readFactors } from '@/lib/people/sign-in/totp/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const removeTotp: NonNullable<MutationResolvers['removeTotp']> = (_parent, _args, context) => {
  const { user, credential } = context.confirmedScope();
  return payload(context, async () => {
    await remove(context.actor(), credential.sessionId);
    return { methods: await readFactors(user.id) };
  });
};
