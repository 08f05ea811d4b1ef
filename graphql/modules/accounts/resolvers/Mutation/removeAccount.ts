import { removeAccount as removeFromHousehold } from '@/lib/ledger/accounts/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const removeAccount: NonNullable<MutationResolvers['removeAccount']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({ account: await removeFromHousehold(householdId, id) }));
};
