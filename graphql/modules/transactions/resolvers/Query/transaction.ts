import { findTransactions } from '@/lib/transactions/data';
import type { QueryResolvers } from './../../../../__generated__/types';

export const transaction: NonNullable<QueryResolvers['transaction']> = async (_parent, { id }, context) => {
  const [found] = await findTransactions(context.scope().householdId, await context.reference(), [id]);
  return found ?? null;
};
