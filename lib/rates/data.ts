import { LRUCache } from 'lru-cache';
import { db, type Queryable } from '../db/pool';
import { Converter, ONE, PIVOT, type RateSeries, scaleRate } from './convert';

const series = new LRUCache<string, RateSeries>({ max: 200, ttl: 60_000 });

/** A converter into `currency` that knows the rates of all `currencies`. Rates that are missing stay missing. */
export async function loadConverter(currency: string, currencies: Iterable<string>, on: Queryable = db()): Promise<Converter> {
  const needed = [...new Set([...currencies, currency])];
  if (needed.length === 1) return new Converter(currency, new Map());
  const missing = needed.filter((code) => code !== PIVOT && !series.has(code));
  if (missing.length > 0) await loadSeries(missing, on);
  const known = new Map<string, RateSeries>();
  const days = new Set<string>();
  for (const code of needed) {
    const found = series.get(code);
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

async function loadSeries(codes: string[], on: Queryable): Promise<void> {
  const { rows } = await on.query<{ quote: string; date: string; rate: string }>(
    'SELECT quote, date, rate::text FROM exchange_rate WHERE base = $1 AND quote = ANY($2) ORDER BY date',
    [PIVOT, codes],
  );
  for (const code of codes) series.set(code, { dates: [], rates: [] });
  for (const row of rows) {
    const found = series.get(row.quote);
    found?.dates.push(row.date);
    found?.rates.push(scaleRate(row.rate));
  }
}

/** Forgets rates kept in memory; for tests and after new rates have been written. */
export function forgetRates(): void {
  series.clear();
}
