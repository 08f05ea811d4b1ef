import { linkTransfer as linkSides } from '@/lib/ledger/transfers/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const linkTransfer: NonNullable<MutationResolvers['linkTransfer']> = (
  _parent,
  { transactionIds },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => linkSides(householdId, user.id, transactionIds));
};
