import { updateTransactions as updateInLedger } from '@/lib/ledger/transactions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateTransactions: NonNullable<MutationResolvers['updateTransactions']> = (
  _parent,
  { ids, input },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => updateInLedger(householdId, user.id, ids, input));
};
