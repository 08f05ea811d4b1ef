import type { QueryResolvers } from '../../../../__generated__/types';

export const household: NonNullable<QueryResolvers['household']> = async (_parent, _args, context) =>
  (await context.reference()).household;
