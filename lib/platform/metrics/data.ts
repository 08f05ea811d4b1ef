import { countConnections } from '@/lib/platform/db/pool';
import { observer } from '@/lib/platform/db/observer';
import { metrics } from './metrics';

const PATIENCE_MS = 5_000;
/** Many scrapers cost the database no more than one. */
const KEPT_MS = 5_000;

let last: { at: number; done: Promise<void> } | undefined;

/** Asks the database on connections of its own, and not for long. */
export type Ask = typeof ask;

const more = new Set<(ask: Ask) => Promise<void>>();

/** Has a domain set its own gauges at each scrape too; once however often it asks for that. */
export function measureAtScrape(measure: (ask: Ask) => Promise<void>): void {
  more.add(measure);
}

/**
 * Sets what the database knows: connections, backups, and what domains have asked for. Throws when it does
 * not answer; nothing is set then.
 */
export function measureDatabase(): Promise<void> {
  if (!last || Date.now() - last.at >= KEPT_MS) last = { at: Date.now(), done: measure() };
  return last.done;
}

async function measure(): Promise<void> {
  const { people, households, connections, syncOverdue, backupAt } = metrics();
  for (const gauge of [connections, syncOverdue]) gauge.reset();
  // Reset, one without labels would say 0.
  for (const gauge of [people, households, backupAt]) gauge.remove();
  const [there] = await ask<{ people: number; households: number }>(
    `SELECT (SELECT count(*)::int FROM "user") AS people, (SELECT count(*)::int FROM household
      WHERE NOT demo) AS households`,
  );
  people.set(there?.people ?? 0);
  households.set(there?.households ?? 0);
  await measureSyncs();
  await measureBackups();
  for (const measureMore of more) await measureMore(ask);
}

async function ask<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const query = { text, values, query_timeout: PATIENCE_MS };
  const { rows } = await observer().query<Row>(query);
  return rows;
}

async function measureSyncs(): Promise<void> {
  const { connections, syncOverdue } = metrics();
  const rows = await ask<{ provider: string; state: string; count: number; overdue: number | null }>(
    `SELECT provider, CASE WHEN state = 'ACTIVE' AND failures > 0 THEN 'failing'
      ELSE lower(state::text) END AS state, count(*)::int,
            max(extract(epoch FROM now() - next_sync_at)) FILTER (WHERE state = 'ACTIVE')::float AS overdue
       FROM bank_connection GROUP BY 1, 2`,
  );
  const worst = new Map<string, number>();
  for (const { provider, state, count, overdue } of rows) {
    connections.set({ provider, state }, count);
    worst.set(provider, Math.max(overdue ?? 0, worst.get(provider) ?? 0));
  }
  for (const [provider, seconds] of worst) syncOverdue.set({ provider }, seconds);
}

async function measureBackups(): Promise<void> {
  const [row] = await ask<{ at: number | null }>(
    `SELECT extract(epoch FROM max(finished_at))::float AS at FROM backup_run WHERE outcome::text = 'DONE'`,
  );
  metrics().backupAt.set(row?.at ?? 0);
}

/** Sets what the pools of this process are doing at this moment; the database is not asked for it. */
export function measurePools(): void {
  for (const [state, count] of Object.entries(countConnections())) metrics().pool.set({ state }, count);
}
