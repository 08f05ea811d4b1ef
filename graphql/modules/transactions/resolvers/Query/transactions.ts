import { dateField } from '@/lib/core/dates/date-field';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { listTransactions } from '@/lib/ledger/transactions/data';
import { pageSize } from '@/graphql/page-size';
import type { QueryResolvers } from '../../../../__generated__/types';

const MAX_PAGE = 200;

export const transactions: NonNullable<QueryResolvers['transactions']> = async (
  _parent,
  { first, after, filter, orderBy },
  context,
) => {
  const { householdId } = context.scope();
  if (filter?.from) parseInput(dateField, filter.from, ['filter', 'from']);
  if (filter?.to) parseInput(dateField, filter.to, ['filter', 'to']);
  const order = orderBy as typeof orderBy | null;
  const request = {
    first: pageSize(first, MAX_PAGE),
    after: after ?? null,
    filter: filter ?? {},
    orderBy: order ?? 'DATE_DESC',
  };
  return { ...(await listTransactions(householdId, await context.reference(), request)), request };
};
