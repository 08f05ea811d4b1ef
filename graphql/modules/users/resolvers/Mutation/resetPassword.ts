import { resetPassword as reset } from '@/lib/people/sign-in/reset/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const resetPassword: NonNullable<MutationResolvers['resetPassword']> = (_parent, { input }, context) =>
  payload(context, async () => {
    await reset(input, context.origin);
    return {};
  });
