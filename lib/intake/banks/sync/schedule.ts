const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const JITTER_MS = 10 * MINUTE_MS;
const FIRST_WAIT_MS = 5 * MINUTE_MS;
const LONGEST_WAIT_MS = 24 * HOUR_MS;

/** An hour later, give or take ten minutes: a thousand households must not ask a bank in the same second. */
export function nextSyncAfterSuccess(now: Date, random: number = Math.random()): Date {
  return new Date(now.getTime() + HOUR_MS + (random * 2 - 1) * JITTER_MS);
}

/**
 * Twice as long after each failure in a row, from five minutes to a day, and never before the bank said
 * (`retryAfterSeconds`).
 */
export function nextSyncAfterFailure(
  now: Date,
  failures: number,
  retryAfterSeconds: number | null,
  random: number = Math.random(),
): Date {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20), LONGEST_WAIT_MS) * (1 + random / 10);
  return new Date(now.getTime() + Math.max(wait, (retryAfterSeconds ?? 0) * 1_000));
}
