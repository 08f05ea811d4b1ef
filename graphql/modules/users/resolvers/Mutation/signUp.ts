import { spend } from '@/lib/platform/limits/mutations';
import { signUp as register } from '@/lib/people/sign-in/sign-up/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const signUp: NonNullable<MutationResolvers['signUp']> = (_parent, { input }, context) =>
  payload(context, async () => {
    await spend('sign-up', { account: null, address: context.origin.address });
    return { user: await register(input, { locale: context.caller.locale }) };
  });
