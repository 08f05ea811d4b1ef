import { dateField, parseInput } from '@/lib/errors/parse-input';
import { listTransactions } from '@/lib/transactions/data';
import { badInput } from '@/graphql/errors';
import type { QueryResolvers } from './../../../../__generated__/types';

const MAX_PAGE = 200;

export const transactions: NonNullable<QueryResolvers['transactions']> = async (_parent, { first, after, filter, orderBy }, context) => {
  const { householdId } = context.scope();
  if (first === null || first < 1 || first > MAX_PAGE) throw badInput(`A page has 1 to ${MAX_PAGE} transactions: give "first" a number between these.`);
  if (filter?.from) parseInput(dateField, filter.from, ['filter', 'from']);
  if (filter?.to) parseInput(dateField, filter.to, ['filter', 'to']);
  const request = { first, after: after ?? null, filter: filter ?? {}, orderBy: orderBy ?? 'DATE_DESC' };
  return { ...(await listTransactions(householdId, await context.reference(), request)), request };
};
