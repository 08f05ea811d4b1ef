import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { enqueue } from '@/lib/platform/jobs/queue';
import { errorStack, log } from '@/lib/platform/log';
import { RATES_VERSION } from './data';
import { embeddedRates } from './embedded';
import { RateSourceError } from './sources/http';
import { configuredSources, type RateSource } from './sources/source';
import type { PublishedRate, RateSourceId } from './types';

/**
 * What a fetch asks for at least, and what a household's oldest amount is given before its day: a fixing may
 * be a week old.
 */
const FIRST_DAYS = 90;
const LEAD_DAYS = 7;

/**
 * Fetches what is new at every source, the days since the last fetch, and on the first one three months, or
 * as far back as the oldest transaction in a foreign currency. Households whose totals that concerns are
 * recounted by jobs.
 *
 * A source's answers are stored together or not at all. One that fails is noted (see listRateSources) and
 * does not stop the others; it never throws because of a source. `today` is the day in Prague, where fixings
 * are dated.
 */
export async function fetchRates(
  today: LocalDate,
  sources: readonly RateSource[] = configuredSources(),
): Promise<void> {
  const oldest = await oldestForeignDay();
  for (const source of sources) {
    try {
      await fetchFrom(source, today, oldest);
    } catch (error) {
      const problem =
        error instanceof RateSourceError
          ? error.message
          : 'Its rates could not be stored; the log has the details.';
      log.warn('fetching exchange rates failed', { code: source.id, stack: errorStack(error) });
      await noteFetch(db(), source.id, { problem });
    }
  }
}

async function fetchFrom(source: RateSource, today: LocalDate, oldest: LocalDate | null): Promise<void> {
  const latest = await source.fetchLatest(today);
  const history = await missingHistory(source, today, oldest);
  const rates = history ? [...(await history.fetch()), ...latest] : latest;
  await inTransaction(async (tx) => {
    const stored = await storeRates(tx, source.id, rates);
    await noteFetch(tx, source.id, { problem: null, coveredFrom: history?.from });
    log.info('fetched exchange rates', { code: source.id, count: stored });
  });
}

/** What is to be asked besides the newest rates; null when nothing before them can be missing. */
async function missingHistory(
  source: RateSource,
  today: LocalDate,
  oldest: LocalDate | null,
): Promise<{ from: LocalDate; fetch: () => Promise<PublishedRate[]> } | null> {
  if (!source.fetchHistory || source.firstDay === null) return null;
  const { rows } = await db().query<{ covered_from: LocalDate | null; newest: LocalDate | null }>(
    `SELECT (SELECT covered_from FROM rate_fetch WHERE source = $1) AS covered_from, (SELECT max(date)
      FROM exchange_rate WHERE source = $1) AS newest`,
    [source.id],
  );
  const { covered_from: coveredFrom = null, newest = null } = rows[0] ?? {};
  const wanted =
    [addDays(today, -FIRST_DAYS), ...(oldest === null ? [] : [addDays(oldest, -LEAD_DAYS)])].sort()[0] ??
    today;
  const from = wanted < source.firstDay ? source.firstDay : wanted;
  // Days that were fetched before are not stored twice, so one range serves both a gap and an older
  // beginning.
  const complete = coveredFrom !== null && newest !== null && coveredFrom <= from;
  const askFrom = complete ? addDays(newest, 1) : from;
  const askTo = addDays(today, -1);
  if (askFrom > askTo) return null;
  return {
    from: complete ? coveredFrom : from,
    fetch: async () => (await source.fetchHistory?.(askFrom, askTo, today)) ?? [],
  };
}

/** The day of the oldest transaction of any household that has to be converted. */
async function oldestForeignDay(): Promise<LocalDate | null> {
  const { rows } = await db().query<{ oldest: LocalDate | null }>(
    `SELECT min(first.date) AS oldest FROM household h
      JOIN account a ON a.household_id = h.id AND a.currency <> coalesce(h.pending_base_currency,
        h.base_currency)
      CROSS JOIN LATERAL (SELECT date FROM transaction t WHERE t.account_id = a.id ORDER BY date
        LIMIT 1) AS first`,
  );
  return rows[0]?.oldest ?? null;
}

/**
 * Brings the embedded rates into the table, those after its newest embedded day: what an operator has deleted
 * stays deleted. Returns how many were added. Households whose totals that concerns are recounted by jobs.
 */
export async function seedEmbeddedRates(): Promise<number> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ newest: LocalDate | null }>(
      "SELECT max(date) AS newest FROM exchange_rate WHERE source = 'EMBEDDED'",
    );
    const rates = embeddedRates(rows[0]?.newest ?? null);
    if (rates.length === 0) return 0;
    const added = await storeRates(tx, 'EMBEDDED', rates);
    await noteFetch(tx, 'EMBEDDED', { problem: null });
    return added;
  });
}

/**
 * Adds published rates; one that is there already stays as it is, so what was converted with it stays right.
 * Returns how many are new, and if there are any, puts the households they concern in line for a recount.
 */
export async function storeRates(
  tx: Queryable,
  source: RateSourceId,
  rates: readonly PublishedRate[],
): Promise<number> {
  const { rowCount } = await tx.query(
    `INSERT INTO exchange_rate (source, base, quote, date, rate)
      SELECT $1, base, quote, date, rate FROM unnest($2::text[], $3::text[], $4::date[], $5::numeric[])
        AS r(base, quote, date, rate)
      ON CONFLICT DO NOTHING`,
    [
      source,
      rates.map(({ base }) => base),
      rates.map(({ quote }) => quote),
      rates.map(({ date }) => date),
      rates.map(({ rate }) => rate),
    ],
  );
  if (rowCount) await enqueueRecounts(tx);
  return rowCount ?? 0;
}

async function enqueueRecounts(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT h.id FROM household h WHERE h.rates_version < ${RATES_VERSION}
      AND EXISTS (SELECT 1 FROM account a WHERE a.household_id = h.id AND a.currency <> h.base_currency)`,
  );
  for (const { id } of rows) await enqueue(tx, 'rebuild', { householdId: id });
}

async function noteFetch(
  on: Queryable,
  source: RateSourceId,
  { problem, coveredFrom }: { problem: string | null; coveredFrom?: LocalDate },
): Promise<void> {
  await on.query(
    `INSERT INTO rate_fetch (source, tried_at, fetched_at, covered_from, problem)
      VALUES ($1, now(), CASE WHEN $2::text IS NULL THEN now() END, $3, $2)
      ON CONFLICT (source) DO UPDATE SET tried_at = excluded.tried_at, problem = excluded.problem,
        fetched_at = coalesce(excluded.fetched_at, rate_fetch.fetched_at), covered_from =
          least(excluded.covered_from, rate_fetch.covered_from)`,
    [source, problem, coveredFrom ?? null],
  );
}

/**
 * Has the worker fetch rates at once. Throws NOT_ALLOWED while the last fetch is less than a minute old:
 * sources are not ours to hurry.
 */
export async function fetchRatesNow(): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ recent: boolean | null }>(
      `SELECT max(tried_at) > now() - interval '1 minute' AS recent FROM rate_fetch
        WHERE source <> 'EMBEDDED'`,
    );
    if (rows[0]?.recent)
      throw domainError(
        'NOT_ALLOWED',
        'Rates were fetched less than a minute ago: wait a minute and try again.',
      );
    await enqueue(tx, 'rates', {});
  });
}

/**
 * Has rates fetched when nobody has tried for half a day: a server that starts in the afternoon must not wait
 * for the next morning.
 */
export async function catchUpOnRates(): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ recent: boolean | null }>(
      `SELECT max(tried_at) > now() - interval '12 hours' AS recent FROM rate_fetch
        WHERE source <> 'EMBEDDED'`,
    );
    if (!rows[0]?.recent) await enqueue(tx, 'rates', {});
  });
}
