import { sendVerification as send } from '@/lib/people/sign-in/email/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const sendVerification: NonNullable<MutationResolvers['sendVerification']> = (
  _parent,
  _args,
  context,
) => {
  const { user } = context.personScope();
  return payload(context, async () => {
    await send(user);
    return {};
  });
};
