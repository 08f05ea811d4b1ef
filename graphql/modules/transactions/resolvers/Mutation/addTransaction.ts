import { recordTransaction } from '@/lib/ledger/transactions/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addTransaction: NonNullable<MutationResolvers['addTransaction']> = (
  _parent,
  { input },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => recordTransaction(householdId, user.id, input));
};
