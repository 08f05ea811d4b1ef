import { listRateSources } from '@/lib/core/rates/data';
import type { QueryResolvers } from '../../../../__generated__/types';

export const rateSources: NonNullable<QueryResolvers['rateSources']> = (_parent, _args, context) => {
  context.scope();
  return listRateSources();
};
