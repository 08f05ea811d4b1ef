import { askHouseholdDeletion as ask } from '@/lib/exchange/erasure/mutations';
import { readHousehold } from '@/lib/people/households/data';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const askHouseholdDeletion: NonNullable<MutationResolvers['askHouseholdDeletion']> = (
  _parent,
  _args,
  context,
) => {
  const { householdId } = context.ownerScope();
  context.confirmedScope();
  return payload(context, async () => {
    await ask(householdId, context.actor(), new Date());
    return { household: await readHousehold(householdId) };
  });
};
