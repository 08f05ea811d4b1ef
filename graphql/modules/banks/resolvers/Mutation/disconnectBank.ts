import { disconnect } from '@/lib/intake/banks/connections/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const disconnectBank: NonNullable<MutationResolvers['disconnectBank']> = (
  _parent,
  { id, removeTransactions },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => disconnect(householdId, user.id, id, removeTransactions));
};
