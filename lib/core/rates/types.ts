import type { LocalDate } from '@/lib/core/dates/local-date';

/** Who published a rate; the same names as in the database and the API. */
export type RateSourceId = 'CNB' | 'ECB' | 'UNIRATE' | 'EMBEDDED';

/**
 * One unit of `base` was worth `rate` units of `quote` on `date`: an exact positive decimal, as it was
 * published.
 */
export type PublishedRate = { base: string; quote: string; date: LocalDate; rate: string };

/** The currency that all of a source's rates are against. Any other pair of that source goes through it. */
export const PIVOTS: Record<RateSourceId, string> = {
  CNB: 'CZK',
  ECB: 'EUR',
  UNIRATE: 'EUR',
  EMBEDDED: 'EUR',
};

/** A rate that an amount is converted with. */
export type AppliedRate = {
  /**
   * Units of the target for one unit of the other currency: an exact decimal, rounded only where it does not
   * end.
   */
  rate: string;
  /** The day it was fixed, on or before the day that was asked for. */
  date: LocalDate;
  source: RateSourceId;
};
