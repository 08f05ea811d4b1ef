import type { QueryResolvers } from '../../../../__generated__/types';

export const bankConnection: NonNullable<QueryResolvers['bankConnection']> = (_parent, { id }, context) =>
  context.connection(id);
