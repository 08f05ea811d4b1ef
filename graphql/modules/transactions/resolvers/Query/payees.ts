import { listPayees } from '@/lib/ledger/transactions/data';
import { pageSize } from '@/graphql/page-size';
import type { QueryResolvers } from '../../../../__generated__/types';

const MAX_PAYEES = 20;

export const payees: NonNullable<QueryResolvers['payees']> = async (_parent, { text, first }, context) => {
  return listPayees(
    context.scope().householdId,
    await context.reference(),
    text,
    pageSize(first, MAX_PAYEES),
  );
};
