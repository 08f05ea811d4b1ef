import type { Pool } from 'pg';
import { metrics } from './metrics';

declare global {
  var saldoPools: Set<Pool> | undefined;
}

/** Has the use of a pool told at each scrape from now on. Pages and server have their own, and Prisma has one beside; all are counted together (see metrics). */
export function watchPool(pool: Pool): void {
  globalThis.saldoPools ??= new Set();
  globalThis.saldoPools.add(pool);
}

/** Sets what the pools are doing at this moment. */
export function measurePools(): void {
  const now = { busy: 0, idle: 0, waiting: 0 };
  for (const pool of globalThis.saldoPools ?? []) {
    if (pool.ended) globalThis.saldoPools?.delete(pool);
    now.busy += pool.totalCount - pool.idleCount;
    now.idle += pool.idleCount;
    now.waiting += pool.waitingCount;
  }
  for (const [state, count] of Object.entries(now)) metrics().pool.set({ state }, count);
}
