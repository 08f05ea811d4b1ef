import { listRateSources } from '@/lib/core/rates/data';
import { fetchRatesNow as fetchNow } from '@/lib/core/rates/mutations';
import { payload } from '@/graphql/errors';
import type { MutationResolvers } from '../../../../__generated__/types';

export const fetchRatesNow: NonNullable<MutationResolvers['fetchRatesNow']> = (_parent, _args, context) => {
  context.writeScope();
  return payload(context, async () => {
    await fetchNow();
    return { sources: await listRateSources() };
  });
};
