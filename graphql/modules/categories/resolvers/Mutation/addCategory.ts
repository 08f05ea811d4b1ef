import { addCategory as addToHousehold } from '@/lib/ledger/categories/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addCategory: NonNullable<MutationResolvers['addCategory']> = (_parent, { input }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({ category: await addToHousehold(householdId, input) }));
};
