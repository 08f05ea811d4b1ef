import pg from 'pg';
import { databaseUrl } from '@/lib/platform/env';

let pool: pg.Pool | undefined;

/**
 * Connections for looking at how the process is, apart from those it works with. Behind busy ones a question
 * would wait its turn: a process with much to do would be taken out of service, which gives the others more
 * to do still, and tell nothing when it matters most.
 */
export function observer(): pg.Pool {
  if (!pool) {
    // One for health, one for metrics; a statement says itself how long it waits.
    pool = new pg.Pool({
      connectionString: databaseUrl(),
      max: 2,
      connectionTimeoutMillis: 500,
      application_name: 'saldo-observer',
      allowExitOnIdle: true,
    });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  return pool;
}

export async function closeObserver(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
