import { reopenAccount as reopenInHousehold } from '@/lib/ledger/accounts/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const reopenAccount: NonNullable<MutationResolvers['reopenAccount']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({ account: await reopenInHousehold(householdId, id) }));
};
