import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import type { PairSeries, RateSeries } from './series';
import type { AppliedRate, RateSourceId } from './types';

/**
 * A fixing holds for the days after it until the next one, a week at most: weekends and holidays, but no
 * more.
 */
const FIXING_DAYS = 7;
/**
 * Embedded rates lie up to eight weeks apart; after the last of them they are used for half a year
 * (docs/decisions/embedded-rates.md).
 */
const ESTIMATE_DAYS = 180;
const SIGNIFICANT_DIGITS = 15;

/**
 * Converts amounts into one currency at the rate of a day: the newest fixing of the last seven days, else an
 * embedded estimate. A rate is never newer than the day. A day that no rates have been published for yet is
 * converted like `newestDay`, the newest one with any: whatever is still to come counts at today's rates.
 * That holds without asking a clock, so totals that are kept change only when rates do. An amount without a
 * rate is null, never 1:1: the caller has to say what it left out.
 */
export class Converter {
  constructor(
    readonly currency: string,
    private readonly pairs: ReadonlyMap<string, PairSeries>,
    private readonly newestDay: LocalDate | null = null,
  ) {}

  /**
   * `amountMinor` of `from` in minor units of this converter's currency, rounded half away from zero; null
   * without a rate.
   */
  convert(amountMinor: bigint, from: string, date: LocalDate): bigint | null {
    if (from === this.currency || amountMinor === 0n) return amountMinor;
    const half = this.halfOf(from, date);
    return half && divideHalfAwayFromZero(amountMinor * half.numerator, half.denominator);
  }

  /**
   * `amountMinor` of `from` in minor units of `to`, any two of the currencies this converter knows, rounded
   * as in `convert`. Both halves of such a cross rate are of one source and one day; null where there are
   * none.
   */
  between(amountMinor: bigint, from: string, to: string, date: LocalDate): bigint | null {
    if (from === to) return amountMinor;
    if (to === this.currency) return this.convert(amountMinor, from, date);
    const target = this.halfOf(to, date);
    const source =
      from === this.currency ? target && { ...UNITY, found: target.found } : this.halfOf(from, date);
    if (!source || !target) return null;
    if (dateOf(source.found) !== dateOf(target.found) || sourceOf(source.found) !== sourceOf(target.found))
      return null;
    return divideHalfAwayFromZero(
      amountMinor * source.numerator * target.denominator,
      source.denominator * target.numerator,
    );
  }

  /** What one minor unit of a currency is worth in minor units of this converter's own. */
  private halfOf(currency: string, date: LocalDate): Half | null {
    const pair = this.pairs.get(currency);
    const found = pair && find(pair, this.publishedDay(date));
    if (!found) return null;
    const { numerator, denominator } = fractionOf(found);
    return { found, numerator: numerator * pair.scaleUp, denominator: denominator * pair.scaleDown };
  }

  /**
   * The rate that `convert` takes on a day, with its date and source; null without one, and for this
   * converter's own currency.
   */
  rateOn(from: string, date: LocalDate): AppliedRate | null {
    const pair = this.pairs.get(from);
    const found = pair && find(pair, this.publishedDay(date));
    return found ? describe(found) : null;
  }

  private publishedDay(date: LocalDate): LocalDate {
    return this.newestDay !== null && date > this.newestDay ? this.newestDay : date;
  }
}

type Found = { series: RateSeries; index: number };
type Half = { found: Found; numerator: bigint; denominator: bigint };
const UNITY = { numerator: 1n, denominator: 1n };

function find(pair: PairSeries, date: LocalDate): Found | null {
  return findIn(pair.fixings, date, FIXING_DAYS) ?? findIn(pair.estimates, date, ESTIMATE_DAYS);
}

function findIn(series: RateSeries, date: LocalDate, maxAgeDays: number): Found | null {
  let low = 0;
  let high = series.dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((series.dates[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  const found = series.dates[low - 1];
  if (found === undefined || (found !== date && found < addDays(date, -maxAgeDays))) return null;
  return { series, index: low - 1 };
}

function fractionOf({ series, index }: Found): { numerator: bigint; denominator: bigint } {
  return { numerator: series.numerators[index] ?? 0n, denominator: series.denominators[index] ?? 1n };
}

const dateOf = ({ series, index }: Found): LocalDate => series.dates[index] ?? '';
const sourceOf = ({ series, index }: Found): RateSourceId => series.sources[index] ?? 'EMBEDDED';

function describe(found: Found): AppliedRate {
  const { numerator, denominator } = fractionOf(found);
  return { rate: formatRate(numerator, denominator), date: dateOf(found), source: sourceOf(found) };
}

function divideHalfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const absolute = negative ? -numerator : numerator;
  const rounded = (2n * absolute + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}

/**
 * A positive fraction as a decimal: exact where fifteen significant digits are enough, rounded there where
 * they are not.
 */
function formatRate(numerator: bigint, denominator: bigint): string {
  const decimals = 30;
  let scaled = divideHalfAwayFromZero(numerator * 10n ** BigInt(decimals), denominator);
  const surplus = scaled.toString().length - SIGNIFICANT_DIGITS;
  if (surplus > 0) scaled = divideHalfAwayFromZero(scaled, 10n ** BigInt(surplus)) * 10n ** BigInt(surplus);
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return digits.slice(0, -decimals) + (fraction && `.${fraction}`);
}
