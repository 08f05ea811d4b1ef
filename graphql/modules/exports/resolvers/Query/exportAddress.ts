import type { QueryResolvers } from '../../../../__generated__/types';

export const exportAddress: NonNullable<QueryResolvers['exportAddress']> = (_parent, _args, context) => {
  context.confirmedScope();
  return '/api/exports';
};
