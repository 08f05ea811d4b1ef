import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than any of the work behind it on an ordinary machine, and no burden to a person. */
const FLOOR_MS = 250;

/**
 * Does work whose length would tell whether somebody is known, and ends no sooner than a quarter of a second
 * after it began, whatever it came to: the time of an answer says nothing about what was found.
 */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const floor = sleep(FLOOR_MS);
  try {
    return await work();
  } finally {
    await floor;
  }
}
