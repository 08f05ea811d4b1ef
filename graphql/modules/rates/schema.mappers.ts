import type { ExchangeRate, RateSourceState } from '@/lib/core/rates/data';

export type ExchangeRateMapper = ExchangeRate;
export type RateSourceStateMapper = RateSourceState;
