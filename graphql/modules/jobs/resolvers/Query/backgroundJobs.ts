import { pageSize } from '@/graphql/page-size';
import { listJobs } from '@/lib/platform/jobs/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const backgroundJobs: NonNullable<QueryResolvers['backgroundJobs']> = (_parent, { first }, context) =>
  listJobs(context.scope().householdId, pageSize(first, 100));
