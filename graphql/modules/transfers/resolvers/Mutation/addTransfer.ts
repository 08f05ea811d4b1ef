import { recordTransfer } from '@/lib/ledger/transfers/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addTransfer: NonNullable<MutationResolvers['addTransfer']> = (_parent, { input }, context) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => recordTransfer(householdId, user.id, input));
};
