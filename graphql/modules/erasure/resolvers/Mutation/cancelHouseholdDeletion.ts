import { cancelHouseholdDeletion as cancel } from '@/lib/exchange/erasure/mutations';
import { readHousehold } from '@/lib/people/households/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const cancelHouseholdDeletion: NonNullable<MutationResolvers['cancelHouseholdDeletion']> = (
  _parent,
  _args,
  context,
) => {
  const { householdId } = context.ownerScope();
  return payload(context, async () => {
    await cancel(householdId, context.actor(), new Date());
    return { household: await readHousehold(householdId) };
  });
};
