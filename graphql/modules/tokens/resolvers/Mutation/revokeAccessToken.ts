import { listAccessTokens } from '@/lib/people/tokens/data';
import { revokeAccessToken as endToken } from '@/lib/people/tokens/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const revokeAccessToken: NonNullable<MutationResolvers['revokeAccessToken']> = (
  _parent,
  { id },
  context,
) => {
  const { user } = context.personScope();
  return payload(context, async () => {
    await endToken(context.actor(), id);
    return { accessTokens: await listAccessTokens(user.id) };
  });
};
