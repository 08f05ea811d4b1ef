import { currencyExponent } from '../money/currency';
import { addDays, type LocalDate } from '../dates/local-date';

/** Rates hold for the days after them until the next fixing, a week at most: weekends and holidays, but no more. */
const MAX_AGE_DAYS = 7;
const SCALE_DIGITS = 12;

/** One unit of the pivot currency in units of a currency, at 12 decimals, by date. */
export type RateSeries = { dates: LocalDate[]; rates: bigint[] };

/**
 * Converts amounts into one currency at the rate of a day.
 * An amount without a rate is null, never 1:1: the caller has to say what it left out.
 */
export class Converter {
  constructor(
    readonly currency: string,
    private readonly series: ReadonlyMap<string, RateSeries>,
  ) {}

  /** `amountMinor` of `from` in minor units of this converter's currency, rounded half away from zero; null without a rate. */
  convert(amountMinor: bigint, from: string, date: LocalDate): bigint | null {
    if (from === this.currency || amountMinor === 0n) return amountMinor;
    const source = rateOn(this.series.get(from), date);
    const target = rateOn(this.series.get(this.currency), date);
    if (source === null || target === null) return null;
    const shift = currencyExponent(this.currency) - currencyExponent(from);
    const numerator = amountMinor * target * 10n ** BigInt(Math.max(shift, 0));
    return divideHalfAwayFromZero(numerator, source * 10n ** BigInt(Math.max(-shift, 0)));
  }
}

function rateOn(series: RateSeries | undefined, date: LocalDate): bigint | null {
  if (!series) return null;
  let low = 0;
  let high = series.dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((series.dates[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  const found = series.dates[low - 1];
  if (found === undefined || found < addDays(date, -MAX_AGE_DAYS)) return null;
  return series.rates[low - 1] ?? null;
}

function divideHalfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const absolute = negative ? -numerator : numerator;
  const rounded = (2n * absolute + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}

/** A rate as the database writes it ("24.735") at 12 decimals. */
export function scaleRate(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(SCALE_DIGITS, '0').slice(0, SCALE_DIGITS));
}

/** Rates are kept against one currency; any other pair goes through it. Its own rate is one. */
export const PIVOT = 'EUR';
export const ONE = 10n ** BigInt(SCALE_DIGITS);
