import type { QueryResolvers } from '../../../../__generated__/types';

export const transaction: NonNullable<QueryResolvers['transaction']> = (_parent, { id }, context) =>
  context.transaction(id);
