import { beginTotp as begin } from '@/lib/people/sign-in/totp/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const beginTotp: NonNullable<MutationResolvers['beginTotp']> = (_parent, _args, context) => {
  const { user } = context.confirmedScope();
  return payload(context, () => begin(user.id, user.email));
};
