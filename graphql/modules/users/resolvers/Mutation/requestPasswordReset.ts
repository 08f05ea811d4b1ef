import { requestPasswordReset as request } from '@/lib/people/sign-in/reset/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const requestPasswordReset: NonNullable<MutationResolvers['requestPasswordReset']> = (
  _parent,
  { input },
  context,
) =>
  payload(context, async () => {
    await request(input, context.origin);
    return {};
  });
