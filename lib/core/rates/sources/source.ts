import type { LocalDate } from '@/lib/core/dates/local-date';
import { env } from '@/lib/platform/env';
import type { PublishedRate, RateSourceId } from '../types';
import { cnb } from './cnb';
import { ecb } from './ecb';
import { unirate } from './unirate';

/**
 * Where exchange rates come from. Each answer is read completely or refused with a RateSourceError; dates in
 * it are those of the fixing, whatever day was asked for. Currencies that Saldo does not know are left out.
 */
export interface RateSource {
  readonly id: Exclude<RateSourceId, 'EMBEDDED'>;
  /** The first day it has rates for; null when it only tells the newest ones. */
  readonly firstDay: LocalDate | null;
  /** The newest rates as of `today`. */
  fetchLatest(today: LocalDate): Promise<PublishedRate[]>;
  /** The rates of all days from..to on which there was a fixing. */
  fetchHistory?(from: LocalDate, to: LocalDate, today: LocalDate): Promise<PublishedRate[]>;
}

/**
 * The sources that are switched on by the environment: an empty address switches one off, and UniRate needs a
 * key.
 */
export function configuredSources(): RateSource[] {
  const { CNB_URL, ECB_URL, UNIRATE_URL, UNIRATE_API_KEY } = env();
  return [
    ...(CNB_URL ? [cnb(CNB_URL)] : []),
    ...(ECB_URL ? [ecb(ECB_URL)] : []),
    ...(UNIRATE_URL && UNIRATE_API_KEY ? [unirate(UNIRATE_URL, UNIRATE_API_KEY)] : []),
  ];
}
