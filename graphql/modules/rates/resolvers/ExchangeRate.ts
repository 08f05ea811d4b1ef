import type { ExchangeRateResolvers } from '../../../__generated__/types';

export const ExchangeRate: ExchangeRateResolvers = {
  estimate: ({ source }) => source === 'EMBEDDED',
  stale: ({ date, asked }) => date < asked,
};
