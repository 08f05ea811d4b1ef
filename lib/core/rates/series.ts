import type { LocalDate } from '@/lib/core/dates/local-date';
import { currencyExponent } from '@/lib/core/money/currency';
import { PIVOTS, type PublishedRate, type RateSourceId } from './types';

/** What one unit of a currency is worth in another, as fractions, by ascending date; one date once. */
export type RateSeries = {
  dates: LocalDate[];
  numerators: bigint[];
  denominators: bigint[];
  sources: RateSourceId[];
};

/**
 * All rates of one pair of currencies. The scales turn minor units of the one into minor units of the other.
 */
export type PairSeries = { fixings: RateSeries; estimates: RateSeries; scaleUp: bigint; scaleDown: bigint };

export type StoredRate = PublishedRate & { source: RateSourceId };

const SCALE_DIGITS = 12;
const ONE = 10n ** BigInt(SCALE_DIGITS);

/**
 * The rates from one currency into another out of what all sources published, given by ascending date.
 *
 * A cross rate takes both of its halves from one source and one day. Where two sources fixed on the same day,
 * the one whose own currency the target is goes first: the Czech National Bank for crowns, otherwise the
 * European Central Bank.
 */
export function pairSeries(from: string, to: string, published: readonly StoredRate[]): PairSeries {
  const values = valuesInPivot(published);
  const order: RateSourceId[] = to === PIVOTS.CNB ? ['CNB', 'ECB', 'UNIRATE'] : ['ECB', 'CNB', 'UNIRATE'];
  const shift = currencyExponent(to) - currencyExponent(from);
  return {
    fixings: merge(order.map((source) => cross(values, source, from, to))),
    estimates: cross(values, 'EMBEDDED', from, to),
    scaleUp: 10n ** BigInt(Math.max(shift, 0)),
    scaleDown: 10n ** BigInt(Math.max(-shift, 0)),
  };
}

/** Which rates of the table a conversion between any two of these currencies can need. */
export function ratesNeeded(
  currencies: readonly string[],
): { source: RateSourceId; base: string; quote: string }[] {
  return (Object.entries(PIVOTS) as [RateSourceId, string][]).flatMap(([source, pivot]) =>
    currencies
      .filter((currency) => currency !== pivot)
      .map((currency) =>
        source === 'CNB'
          ? { source, base: currency, quote: pivot }
          : { source, base: pivot, quote: currency },
      ),
  );
}

type Value = { date: LocalDate; numerator: bigint; denominator: bigint };
type Values = ReadonlyMap<string, readonly Value[]>;

/** What one unit of each currency was worth in the source's pivot, by source and currency. */
function valuesInPivot(published: readonly StoredRate[]): Values {
  const values = new Map<string, Value[]>();
  for (const { source, base, quote, date, rate } of published) {
    const scaled = scaleRate(rate);
    const direct = quote === PIVOTS[source];
    const key = source + (direct ? base : quote);
    const list = values.get(key) ?? [];
    list.push(
      direct ? { date, numerator: scaled, denominator: ONE } : { date, numerator: ONE, denominator: scaled },
    );
    values.set(key, list);
  }
  return values;
}

function cross(values: Values, source: RateSourceId, from: string, to: string): RateSeries {
  const [ofSource, ofTarget] = [values.get(source + from) ?? [], values.get(source + to) ?? []];
  const series: RateSeries = { dates: [], numerators: [], denominators: [], sources: [] };
  const add = (date: LocalDate, numerator: bigint, denominator: bigint) => {
    series.dates.push(date);
    series.numerators.push(numerator);
    series.denominators.push(denominator);
    series.sources.push(source);
  };
  if (to === PIVOTS[source])
    for (const value of ofSource) add(value.date, value.numerator, value.denominator);
  else if (from === PIVOTS[source])
    for (const value of ofTarget) add(value.date, value.denominator, value.numerator);
  else {
    const targets = new Map(ofTarget.map((value) => [value.date, value]));
    for (const value of ofSource) {
      const target = targets.get(value.date);
      if (target) add(value.date, value.numerator * target.denominator, value.denominator * target.numerator);
    }
  }
  return series;
}

/** One series out of several; a date that is in more than one is taken from the first that has it. */
function merge(all: readonly RateSeries[]): RateSeries {
  const [only, ...more] = all.filter(({ dates }) => dates.length > 0);
  if (only && more.length === 0) return only;
  const byDate = new Map<LocalDate, { series: RateSeries; index: number }>();
  for (const series of all) {
    for (const [index, date] of series.dates.entries())
      if (!byDate.has(date)) byDate.set(date, { series, index });
  }
  const merged: RateSeries = {
    dates: [...byDate.keys()].sort(),
    numerators: [],
    denominators: [],
    sources: [],
  };
  for (const date of merged.dates) {
    const { series, index } = byDate.get(date) ?? { series: merged, index: 0 };
    merged.numerators.push(series.numerators[index] ?? 0n);
    merged.denominators.push(series.denominators[index] ?? 1n);
    merged.sources.push(series.sources[index] ?? 'EMBEDDED');
  }
  return merged;
}

/** A rate as the database writes it ("24.735") at 12 decimals. */
function scaleRate(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(SCALE_DIGITS, '0').slice(0, SCALE_DIGITS));
}
