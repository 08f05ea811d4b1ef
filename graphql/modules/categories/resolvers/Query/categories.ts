import type { QueryResolvers } from '../../../../__generated__/types';

export const categories: NonNullable<QueryResolvers['categories']> = async (
  _parent,
  { includeArchived },
  context,
) => {
  const all = [...(await context.reference()).categories.values()];
  return includeArchived ? all : all.filter((category) => !category.archived);
};
