import { addDays, todayIn, type LocalDate } from '@/lib/core/dates/local-date';

const TIME_ZONE = 'Europe/Prague';
const offsets = new Map<LocalDate, number>();

/** The day on the bank's own calendar. */
export function bankDay(now: Date): LocalDate {
  return todayIn(TIME_ZONE, now);
}

/**
 * Milliseconds since the epoch of a minute of the bank's day. Minutes before 03:00 are wrong on the two days
 * a year when clocks change.
 */
export function bankInstant(day: LocalDate, minute: number): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let offset = offsets.get(day);
  if (offset === undefined) {
    const noon = new Date(midnight + 12 * 3_600_000);
    const hour = new Intl.DateTimeFormat('en-GB', {
      timeZone: TIME_ZONE,
      hour: '2-digit',
      hourCycle: 'h23',
    }).format(noon);
    offset = (Number(hour) - 12) * 3_600_000;
    offsets.set(day, offset);
  }
  return midnight + minute * 60_000 - offset;
}

/**
 * Card payments are booked in these runs: 05:10, 10:40, 15:20 and 20:50. In between, booked balances hardly
 * move.
 */
const SETTLEMENT_RUNS = [310, 640, 920, 1250];

/** When a card payment of `day` is booked: one to three days later, in one of the runs. */
export function settlement(
  day: LocalDate,
  days: number,
  run: number,
): { bookedOn: LocalDate; bookedAt: number } {
  const bookedOn = addDays(day, days);
  return { bookedOn, bookedAt: bankInstant(bookedOn, SETTLEMENT_RUNS[run]!) };
}

export const SETTLEMENT_RUN_COUNT = SETTLEMENT_RUNS.length;
