import { removeTransactions as removeFromLedger } from '@/lib/ledger/transactions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const removeTransactions: NonNullable<MutationResolvers['removeTransactions']> = (
  _parent,
  { ids, confirmReconciled },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => removeFromLedger(householdId, user.id, ids, confirmReconciled));
};
