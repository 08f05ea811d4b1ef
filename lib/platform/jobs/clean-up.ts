import { log } from '@/lib/platform/log';

/** Removes rows that have outlived their use; returns how many. Declared by the domain that owns the rows. */
export type CleanUp = () => Promise<number>;

/** Lets each domain remove what has outlived its use, one after the other. */
export async function cleanUp(all: readonly CleanUp[]): Promise<void> {
  let removed = 0;
  for (const one of all) removed += await one();
  log.info('cleaned up', { count: removed });
}
