import { AccessError } from '@/lib/errors/domain-error';
import { listRateSources } from '@/lib/rates/data';
import { fetchRatesNow as fetchNow } from '@/lib/rates/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from './../../../../__generated__/types';

export const fetchRatesNow: NonNullable<MutationResolvers['fetchRatesNow']> = (_parent, _args, context) => {
  if (context.writeScope().role !== 'OWNER') throw new AccessError('FORBIDDEN', 'Only an owner of the household may have rates fetched.');
  return payload(context, async () => {
    await fetchNow();
    return { sources: await listRateSources() };
  });
};
