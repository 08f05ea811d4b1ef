import { removeCategory as removeFromHousehold } from '@/lib/ledger/categories/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const removeCategory: NonNullable<MutationResolvers['removeCategory']> = (
  _parent,
  { id, into },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => removeFromHousehold(householdId, id, into ?? null, user.id));
};
