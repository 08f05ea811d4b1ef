import type { RateSourceId } from '@/lib/core/rates/types';
import type { RateSourceStateResolvers } from '../../../__generated__/types';

const NAMES: Record<RateSourceId, string> = {
  CNB: 'Česká národní banka',
  ECB: 'European Central Bank',
  UNIRATE: 'UniRate',
  EMBEDDED: 'currency-api',
};

export const RateSourceState: RateSourceStateResolvers = {
  name: ({ id }) => NAMES[id],
};
