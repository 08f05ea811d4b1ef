import { countConnections } from '@/lib/platform/db/connections';
import { metrics } from './metrics';

/** Sets what the pools are doing at this moment. */
export function measurePools(): void {
  for (const [state, count] of Object.entries(countConnections())) metrics().pool.set({ state }, count);
}
