import { addTransfer as addTransferTo } from '@/lib/ledger/transfers/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const addTransfer: NonNullable<MutationResolvers['addTransfer']> = (_parent, { input }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => ({
    transfer: await addTransferTo(householdId, input),
    changeId: null,
  }));
};
