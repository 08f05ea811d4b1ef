import type { QueryResolvers } from '../../../../__generated__/types';

export const viewer: NonNullable<QueryResolvers['viewer']> = (_parent, _args, context) =>
  context.viewer?.user ?? null;
