import type { QueryResolvers } from '../../../../__generated__/types';

export const accounts: NonNullable<QueryResolvers['accounts']> = async (
  _parent,
  { includeClosed },
  context,
) => {
  const all = [...(await context.reference()).accounts.values()];
  return includeClosed ? all : all.filter((account) => account.closedOn === null);
};
