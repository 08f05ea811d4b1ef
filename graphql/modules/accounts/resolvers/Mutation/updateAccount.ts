import { updateAccount as updateInHousehold } from '@/lib/ledger/accounts/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateAccount: NonNullable<MutationResolvers['updateAccount']> = (
  _parent,
  { id, input },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, async () => ({
    account: await updateInHousehold(householdId, id, input, user.id),
  }));
};
