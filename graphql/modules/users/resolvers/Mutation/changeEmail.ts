import { beginEmailChange } from '@/lib/people/sign-in/email/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const changeEmail: NonNullable<MutationResolvers['changeEmail']> = (_parent, { input }, context) => {
  context.confirmedScope();
  return payload(context, async () => {
    await beginEmailChange(context.actor(), input);
    return {};
  });
};
