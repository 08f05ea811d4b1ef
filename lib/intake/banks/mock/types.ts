import type { LocalDate } from '@/lib/core/dates/local-date';
import type { BankAccount } from '../provider';

/**
 * An account of the mock bank. `number` is the IBAN, which never changes; handles in the API are made from
 * it.
 */
export type MockAccount = {
  number: string;
  name: string;
  currency: string;
  type: BankAccount['type'];
  openingMinor: bigint;
};

export type MockCustomer = { id: string; name: string; about: string; accounts: MockAccount[] };

export type Symbols = { variable?: string; constant?: string; specific?: string };

/**
 * One thing that happens on an account: it shows up at `at`, pending until `bookedAt` (milliseconds since the
 * epoch).
 */
export type Movement = {
  /** Stable for ever, never served: by it a test knows what a served row is. */
  key: string;
  /** What the API serves as the id, null where the bank gives none. */
  id: string | null;
  date: LocalDate;
  at: number;
  bookedOn: LocalDate;
  bookedAt: number;
  amountMinor: bigint;
  payee: string | null;
  text: string;
  counterpartyAccount: string | null;
  symbols: Symbols;
  /** Set where booking changes the id or the amount. */
  booked?: { id: string | null; amountMinor: bigint };
  /** When the bank took it out of its books. */
  deletedAt?: number;
};

export type MovementState = 'PENDING' | 'BOOKED' | 'DELETED';

/** A movement as it is at some instant. */
export type StatedMovement = {
  movement: Movement;
  state: MovementState;
  id: string | null;
  date: LocalDate;
  amountMinor: bigint;
};
