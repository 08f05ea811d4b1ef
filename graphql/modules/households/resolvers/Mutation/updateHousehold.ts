import { updateHousehold as updateSettings } from '@/lib/people/households/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateHousehold: NonNullable<MutationResolvers['updateHousehold']> = (
  _parent,
  { input },
  context,
) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({ household: await updateSettings(householdId, input) }));
};
