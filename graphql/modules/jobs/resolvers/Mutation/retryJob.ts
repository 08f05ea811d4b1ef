import { listJobs } from '@/lib/platform/jobs/data';
import { retryJob as retry } from '@/lib/platform/jobs/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const retryJob: NonNullable<MutationResolvers['retryJob']> = (_parent, { id }, context) => {
  const { householdId } = context.writeScope();
  return payload(context, async () => {
    await retry(householdId, id);
    return { jobs: await listJobs(householdId, 30) };
  });
};
