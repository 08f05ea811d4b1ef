import type { QueryResolvers } from '../../../../__generated__/types';

export const account: NonNullable<QueryResolvers['account']> = async (_parent, { id }, context) =>
  (await context.reference()).accounts.get(id) ?? null;
