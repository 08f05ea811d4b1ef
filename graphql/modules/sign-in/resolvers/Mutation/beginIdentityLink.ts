import type { MutationResolvers } from '../../../../__generated__/types';

export const beginIdentityLink: NonNullable<MutationResolvers['beginIdentityLink']> = (
  _parent,
  _args,
  context,
) => {
  context.confirmedScope();
  return { errors: [] };
};
