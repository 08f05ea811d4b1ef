import type { ExchangeRatesResolvers } from '../../../__generated__/types';

export const ExchangeRates: ExchangeRatesResolvers = {};
