import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Booked } from './booking';

/** Acts on what was booked, in the same database transaction; what it throws takes the booking back. */
export type Subscriber = (ledger: Ledger, booked: Booked) => Promise<void>;

let subscribers: readonly Subscriber[] | undefined;

/**
 * Says who is told of bookings, in order. Called once, by lib/wiring.ts: the floors above the ledger are
 * named there.
 */
export function declareSubscribers(declared: readonly Subscriber[]): void {
  subscribers = declared;
}

/**
 * Throws where nobody has declared them: a process that books without them would forget what intake has to
 * remember.
 */
export async function tellSubscribers(ledger: Ledger, booked: Booked): Promise<void> {
  if (!subscribers) throw new Error('Nobody is told of bookings in this process: import lib/wiring first.');
  for (const subscriber of subscribers) await subscriber(ledger, booked);
}
