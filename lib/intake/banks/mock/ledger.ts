import type { LocalDate } from '@/lib/core/dates/local-date';
import { bankDay } from './bank-time';
import type { MockAccount, Movement, StatedMovement } from './types';

/**
 * What really happened on an account: the movements of its source and what faults added to them or changed.
 */
export type AccountLedger = {
  account: MockAccount;
  /** What has shown up by `instant`, in the order it did; without what was booked before `since`. */
  at: (instant: number, since?: LocalDate) => StatedMovement[];
  /** Opening balance and every booked movement that was not taken out again, in minor units. */
  bookedBalanceMinor: (instant: number) => bigint;
  add: (movement: Movement) => void;
  change: (movement: Movement) => void;
};

/** `source` gives the movements up to a day, in the order they show up; it may give later ones too. */
export function accountLedger(account: MockAccount, source: (until: LocalDate) => Movement[]): AccountLedger {
  const added: Movement[] = [];
  const changed = new Map<string, Movement>();
  const at = (instant: number, since = '') => {
    const stated: StatedMovement[] = [];
    for (const movements of [source(bankDay(new Date(instant))), added]) {
      for (const original of movements) {
        const movement = changed.get(original.key) ?? original;
        if (movement.at <= instant && movement.bookedOn >= since) stated.push(stateAt(movement, instant));
      }
    }
    return stated;
  };
  return {
    account,
    at,
    bookedBalanceMinor: (instant) =>
      at(instant).reduce(
        (sum, { state, amountMinor }) => (state === 'BOOKED' ? sum + amountMinor : sum),
        account.openingMinor,
      ),
    add: (movement) => added.push(movement),
    change: (movement) => changed.set(movement.key, movement),
  };
}

function stateAt(movement: Movement, instant: number): StatedMovement {
  const booked = movement.bookedAt <= instant;
  const deleted = movement.deletedAt !== undefined && movement.deletedAt <= instant;
  return {
    movement,
    state: deleted ? 'DELETED' : booked ? 'BOOKED' : 'PENDING',
    id: booked && movement.booked ? movement.booked.id : movement.id,
    date: booked ? movement.bookedOn : movement.date,
    amountMinor: booked && movement.booked ? movement.booked.amountMinor : movement.amountMinor,
  };
}
