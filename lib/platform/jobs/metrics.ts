import { type Ask, measureAtScrape } from '@/lib/platform/metrics/data';
import { metrics } from '@/lib/platform/metrics/metrics';
import { QUEUES } from './jobs';

/** Has each scrape of the metrics tell how much work of each queue waits, runs and has failed. */
export function measureJobs(): void {
  measureAtScrape(measureWaiting);
}

const STATES = { created: 'waiting', active: 'running', retry: 'retrying', failed: 'failed' } as const;

/**
 * Every queue and state is said, also where there is nothing: a line that is missing would look like a
 * failure.
 */
async function measureWaiting(ask: Ask): Promise<void> {
  const { jobsNow, oldestWaiting } = metrics();
  for (const gauge of [jobsNow, oldestWaiting]) gauge.reset();
  const queues = Object.keys(QUEUES);
  const rows = await ask<{ queue: string; state: keyof typeof STATES; count: number; waited: number | null }>(
    `SELECT name AS queue, state::text, count(*)::int, max(extract(epoch
      FROM now() - start_after)) FILTER (WHERE state < 'active')::float AS waited
       FROM pgboss.job WHERE name = ANY($1) AND state IN ('created', 'retry', 'active', 'failed')
         GROUP BY name, state`,
    [queues],
  );
  for (const queue of queues) {
    const found = rows.filter((row) => row.queue === queue);
    // What is not due yet has waited for less than nothing.
    oldestWaiting.set({ queue }, Math.max(0, ...found.map(({ waited }) => waited ?? 0)));
    for (const [state, name] of Object.entries(STATES))
      jobsNow.set({ queue, state: name }, found.find((row) => row.state === state)?.count ?? 0);
  }
}
