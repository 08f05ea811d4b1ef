import type { Pool } from 'pg';

declare global {
  var saldoPools: Set<Pool> | undefined;
}

/** Has a pool counted from now on. Pages and server have their own, and Prisma has one beside; all are counted together (see metrics). */
export function watchPool(pool: Pool): void {
  globalThis.saldoPools ??= new Set();
  globalThis.saldoPools.add(pool);
}

/** How many connections of all pools of this process are busy and idle at this moment, and how many callers wait for one. */
export function countConnections(): { busy: number; idle: number; waiting: number } {
  const now = { busy: 0, idle: 0, waiting: 0 };
  for (const pool of globalThis.saldoPools ?? []) {
    if (pool.ended) globalThis.saldoPools?.delete(pool);
    now.busy += pool.totalCount - pool.idleCount;
    now.idle += pool.idleCount;
    now.waiting += pool.waitingCount;
  }
  return now;
}
