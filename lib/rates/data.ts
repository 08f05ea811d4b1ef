import { LRUCache } from 'lru-cache';
import type { HouseholdId } from '../auth/scope';
import { db, type Queryable } from '../db/pool';
import { Converter, ONE, PIVOT, type RateSeries, scaleRate } from './convert';

const series = new LRUCache<string, RateSeries>({ max: 200, ttl: 60_000 });

/**
 * A converter into `currency` that knows the rates of all `currencies`: everybody's and the household's own, which go first.
 * Rates that are missing stay missing.
 */
export async function loadConverter(householdId: HouseholdId, currency: string, currencies: Iterable<string>, on: Queryable = db()): Promise<Converter> {
  const needed = [...new Set([...currencies, currency])];
  if (needed.length === 1) return new Converter(currency, new Map());
  const missing = needed.filter((code) => code !== PIVOT && !series.has(householdId + code));
  if (missing.length > 0) await loadSeries(householdId, missing, on);
  const known = new Map<string, RateSeries>();
  const days = new Set<string>();
  for (const code of needed) {
    const found = series.get(householdId + code);
    if (!found) continue;
    known.set(code, found);
    for (const date of found.dates) days.add(date);
  }
  if (needed.includes(PIVOT)) {
    const dates = [...days].sort();
    known.set(PIVOT, { dates, rates: dates.map(() => ONE) });
  }
  return new Converter(currency, known);
}

async function loadSeries(householdId: HouseholdId, codes: string[], on: Queryable): Promise<void> {
  const { rows } = await on.query<{ quote: string; date: string; rate: string }>(
    `SELECT DISTINCT ON (quote, date) quote, date, rate::text FROM exchange_rate
      WHERE base = $1 AND quote = ANY($2) AND (household_id IS NULL OR household_id = $3)
      ORDER BY quote, date, household_id NULLS LAST`,
    [PIVOT, codes, householdId],
  );
  for (const code of codes) series.set(householdId + code, { dates: [], rates: [] });
  for (const row of rows) {
    const found = series.get(householdId + row.quote);
    found?.dates.push(row.date);
    found?.rates.push(scaleRate(row.rate));
  }
}

/** Forgets rates kept in memory; for tests and after new rates have been written. */
export function forgetRates(): void {
  series.clear();
  generation++;
}

let generation = 0;

/** Grows whenever rates are forgotten, for whoever keeps what was converted with them. */
export function ratesGeneration(): number {
  return generation;
}
