const ZONE = 'Europe/Prague';
const [HOUR, MINUTE] = [2, 30];
const DAY_MS = 24 * 60 * 60_000;

/** The next half past two in the morning, by the clock that most of Saldo's people live by. */
export function nextNight(now: Date): Date {
  for (let day = -1; ; day++) {
    const wanted = new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + day, HOUR, MINUTE),
    );
    const at = new Date(wanted.getTime() - offsetMs(wanted));
    if (at > now) return at;
  }
}

/**
 * When a process that makes backups begins: at once where the last good one is older than a day, or there is
 * none; else in the night.
 */
export function nextBackup(now: Date, last: Date | null): Date {
  return last && now.getTime() - last.getTime() <= DAY_MS ? nextNight(now) : now;
}

/**
 * How far the zone's clock is ahead of UTC. On the two days a year that the clock is changed the night may be
 * an hour off.
 */
function offsetMs(at: Date): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: ZONE,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - at.getTime();
}
