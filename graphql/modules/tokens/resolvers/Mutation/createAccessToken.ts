import { listAccessTokens } from '@/lib/people/tokens/data';
import { createAccessToken as makeToken } from '@/lib/people/tokens/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const createAccessToken: NonNullable<MutationResolvers['createAccessToken']> = (
  _parent,
  { input },
  context,
) => {
  const { user, householdId, role } = context.confirmedScope();
  return payload(context, async () => {
    const { secret } = await makeToken(context.actor(), householdId, role, input);
    return { secret, accessTokens: await listAccessTokens(user.id) };
  });
};
