import type { QueryResolvers } from '../../../../__generated__/types';

export const bankConnections: NonNullable<QueryResolvers['bankConnections']> = (_parent, _args, context) =>
  context.connections();
