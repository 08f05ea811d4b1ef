import { requestPasswordReset as request } from '@/lib/passwords/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from './../../../../__generated__/types';

export const requestPasswordReset: NonNullable<MutationResolvers['requestPasswordReset']> = (_parent, { input }, context) =>
  payload(context, async () => {
    await request(input, context.origin);
    return {};
  });
