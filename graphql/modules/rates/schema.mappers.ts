import type { ExchangeRate, RateSourceState } from '@/lib/rates/data';

export type ExchangeRateMapper = ExchangeRate;
export type RateSourceStateMapper = RateSourceState;
