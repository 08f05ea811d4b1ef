import { addAccount as addToHousehold } from '@/lib/ledger/accounts/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addAccount: NonNullable<MutationResolvers['addAccount']> = (_parent, { input }, context) => {
  const { householdId, user } = context.writeScope();
  return payload(context, async () => ({ account: await addToHousehold(householdId, input, user.id) }));
};
