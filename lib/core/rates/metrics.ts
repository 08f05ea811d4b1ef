import { type Ask, measureAtScrape } from '@/lib/platform/metrics/data';
import { metrics } from '@/lib/platform/metrics/metrics';
import { configuredSources } from './sources/source';

/** Has each scrape of the metrics tell how old the newest rate of each source is that is switched on. */
export function measureRates(): void {
  measureAtScrape(measureAge);
}

async function measureAge(ask: Ask): Promise<void> {
  const { rateAge } = metrics();
  rateAge.reset();
  const rows = await ask<{ source: string; age: number }>(
    `SELECT source::text, extract(epoch FROM now() - max(date))::float AS age
      FROM exchange_rate WHERE source = ANY($1::rate_source[]) GROUP BY source`,
    [configuredSources().map(({ id }) => id)],
  );
  for (const { source, age } of rows) rateAge.set({ source }, age);
}
