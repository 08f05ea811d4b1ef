import { listPayees } from '@/lib/transactions/data';
import { badInput } from '@/graphql/errors';
import type { QueryResolvers } from './../../../../__generated__/types';

const MAX_PAYEES = 20;

export const payees: NonNullable<QueryResolvers['payees']> = async (_parent, { text, first }, context) => {
  if (first === null || first < 1 || first > MAX_PAYEES) throw badInput(`Ask for 1 to ${MAX_PAYEES} payees.`);
  return listPayees(context.scope().householdId, await context.reference(), text, first);
};
