import { listAccessTokens } from '@/lib/people/tokens/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const accessTokens: NonNullable<QueryResolvers['accessTokens']> = (_parent, _args, context) =>
  listAccessTokens(context.personScope().user.id);
