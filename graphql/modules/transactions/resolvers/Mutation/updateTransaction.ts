import { updateTransactions } from '@/lib/ledger/transactions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const updateTransaction: NonNullable<MutationResolvers['updateTransaction']> = (
  _parent,
  { id, input },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, async () => {
    const { transactions, changeId } = await updateTransactions(householdId, user.id, [id], input, ['id']);
    return { transaction: transactions[0] ?? null, changeId };
  });
};
