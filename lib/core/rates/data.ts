import { LRUCache } from 'lru-cache';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { db, type Queryable } from '@/lib/platform/db/pool';
import { Converter } from './convert';
import { type PairSeries, pairSeries, ratesNeeded, type StoredRate } from './series';
import { configuredSources } from './sources/source';
import { type AppliedRate, PIVOTS, type RateSourceId } from './types';

/** Series by version and pair, bounded by how many rates they hold: some 60 MB at the very most. */
const series = new LRUCache<string, PairSeries>({
  maxSize: 400_000,
  sizeCalculation: ({ fixings, estimates }) => 1 + fixings.dates.length + estimates.dates.length,
});

/**
 * SQL for the version of all rates, to be put into a statement that runs anyway. It grows with every change
 * of the table.
 */
export const RATES_VERSION = '(SELECT coalesce(max(id), 0) FROM exchange_rate_change)';

/**
 * A converter into `currency` that knows the rates of all `currencies`. Rates that are missing stay missing.
 * `version` is one that was read from the database before, see RATES_VERSION: no rates older than it are
 * used.
 */
export async function loadConverter(
  currency: string,
  currencies: Iterable<string>,
  version: string,
  on: Queryable = db(),
): Promise<Converter> {
  const others = [...new Set(currencies)].filter((code) => code !== currency);
  const key = (from: string) => `${version} ${from} ${currency}`;
  const missing = others.filter((from) => !series.has(key(from)));
  if (missing.length > 0) {
    const published = await listRates([...missing, currency], on);
    for (const from of missing) series.set(key(from), pairSeries(from, currency, published));
  }
  const pairs = new Map<string, PairSeries>();
  for (const from of others) {
    const pair = series.get(key(from));
    if (pair) pairs.set(from, pair);
  }
  return new Converter(currency, pairs, await newestDay(version, on));
}

/**
 * The newest day with any rate, by version; null while there are only estimates, which may be believed for a
 * while only.
 */
const newestDays = new LRUCache<string, { day: LocalDate | null }>({ max: 10 });

async function newestDay(version: string, on: Queryable): Promise<LocalDate | null> {
  const known = newestDays.get(version);
  if (known) return known.day;
  const { rows } = await on.query<{ day: LocalDate | null }>(
    "SELECT max(date) AS day FROM exchange_rate HAVING bool_or(source <> 'EMBEDDED')",
  );
  const day = rows[0]?.day ?? null;
  newestDays.set(version, { day });
  return day;
}

async function listRates(currencies: readonly string[], on: Queryable): Promise<StoredRate[]> {
  const needed = ratesNeeded(currencies);
  const { rows } = await on.query<StoredRate>(
    `SELECT r.source, r.base, r.quote, r.date, r.rate::text
      FROM unnest($1::rate_source[], $2::text[], $3::text[]) AS needed(source, base, quote)
      JOIN exchange_rate r ON r.source = needed.source AND r.base = needed.base::char(3)
        AND r.quote = needed.quote::char(3)
      ORDER BY r.date`,
    [needed.map(({ source }) => source), needed.map(({ base }) => base), needed.map(({ quote }) => quote)],
  );
  return rows;
}

/** A rate from one currency into another that was wanted for the day `asked`. */
export type ExchangeRate = AppliedRate & { from: string; to: string; asked: LocalDate };

/**
 * The rates that amounts of `currencies` are converted into `to` with on a day, and the currencies without
 * one; both in alphabetical order.
 */
export async function listExchangeRates(
  to: string,
  currencies: readonly string[],
  on: LocalDate,
  version: string,
): Promise<{ on: LocalDate; rates: ExchangeRate[]; missing: string[] }> {
  const others = [...new Set(currencies)].filter((code) => code !== to).sort();
  const converter = await loadConverter(to, others, version);
  const rates: ExchangeRate[] = [];
  const missing: string[] = [];
  for (const from of others) {
    const applied = converter.rateOn(from, on);
    if (applied) rates.push({ ...applied, from, to, asked: on });
    else missing.push(from);
  }
  return { on, rates, missing };
}

/**
 * How a source is doing. `newestDate` is null before its first rate, `fetchedAt` before it first worked;
 * `problem` when it last did.
 */
export type RateSourceState = {
  id: RateSourceId;
  configured: boolean;
  fetchedAt: Date | null;
  newestDate: LocalDate | null;
  problem: string | null;
};

export async function listRateSources(): Promise<RateSourceState[]> {
  const { rows } = await db().query<{
    source: RateSourceId;
    fetched_at: Date | null;
    problem: string | null;
    newest: LocalDate | null;
  }>(
    `SELECT s.source, f.fetched_at, f.problem, (SELECT max(date) FROM exchange_rate r
      WHERE r.source = s.source) AS newest
      FROM unnest(enum_range(NULL::rate_source)) AS s(source) LEFT JOIN rate_fetch f ON f.source = s.source`,
  );
  const configured = new Set<RateSourceId>(['EMBEDDED', ...configuredSources().map(({ id }) => id)]);
  const found = new Map(rows.map((row) => [row.source, row]));
  return (Object.keys(PIVOTS) as RateSourceId[]).map((id) => {
    const row = found.get(id);
    return {
      id,
      configured: configured.has(id),
      fetchedAt: row?.fetched_at ?? null,
      newestDate: row?.newest ?? null,
      problem: row?.problem ?? null,
    };
  });
}
