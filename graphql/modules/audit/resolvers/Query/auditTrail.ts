import { listEvents } from '@/lib/people/audit/data';
import { pageSize } from '@/graphql/page-size';
import type { QueryResolvers } from '../../../../__generated__/types';

export const auditTrail: NonNullable<QueryResolvers['auditTrail']> = async (
  _parent,
  { first, after },
  context,
) => {
  const { householdId } = context.ownerScope();
  const { events, hasNextPage } = await listEvents(householdId, {
    first: pageSize(first, 100),
    after: after ?? null,
  });
  return {
    nodes: events,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: Boolean(after),
      startCursor: events[0]?.id ?? null,
      endCursor: events.at(-1)?.id ?? null,
    },
  };
};
