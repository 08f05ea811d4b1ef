import { updateCategory as updateInHousehold } from '@/lib/ledger/categories/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateCategory: NonNullable<MutationResolvers['updateCategory']> = (
  _parent,
  { id, input },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({ category: await updateInHousehold(householdId, id, input) }));
};
