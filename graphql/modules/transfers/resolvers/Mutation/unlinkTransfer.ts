import { unlinkTransfer as unlinkSides } from '@/lib/ledger/transfers/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const unlinkTransfer: NonNullable<MutationResolvers['unlinkTransfer']> = (
  _parent,
  { id },
  context,
) => {
  const { householdId, user } = context.writeScope();
  return payload(context, () => unlinkSides(householdId, user.id, id));
};
