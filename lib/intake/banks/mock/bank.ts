import { randomBytes } from 'node:crypto';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { bankInstant } from './bank-time';
import { HOUSEHOLDS } from './customers';
import type { ActiveFaults } from './faults';
import { householdLedger } from './household';
import { accountLedger, type AccountLedger } from './ledger';
import { tokenMaker, type MockConsent, type TokenMaker } from './tokens';
import type { MockAccount, MockCustomer, Movement, Symbols } from './types';

/**
 * A movement of a written-out ledger: it shows up at 9:00 of `date` and is booked at 9:00 of `bookedOn`,
 * which is the same day when left out.
 */
export type WrittenMovement = {
  key: string;
  date: LocalDate;
  bookedOn?: LocalDate;
  amountMinor: bigint;
  payee?: string;
  text?: string;
  counterpartyAccount?: string;
  symbols?: Symbols;
  id?: string | null;
};

export type WrittenAccount = Omit<MockAccount, 'openingMinor'> & {
  openingMinor?: bigint;
  movements: WrittenMovement[];
};

export type MockBankOptions = {
  /** 0 takes any free port. Left out, there is no socket: ask `bank.fetch`. */
  port?: number;
  host?: string;
  /** Another seed is another history of the same people. */
  seed?: string;
  now?: () => Date;
  /** Signs codes and tokens; with the same one, consents outlive a restart. */
  secret?: string;
  consentDays?: number;
  accessTokenSeconds?: number;
  pageSize?: number;
  /** One customer with exactly these accounts, in place of the three households. */
  accounts?: WrittenAccount[];
  /** Whether POST /control/faults (a fault as JSON) and DELETE /control/faults are answered. */
  control?: boolean;
};

/** Everything a running bank knows, shared by its routes. */
export type BankState = {
  now: () => number;
  customers: MockCustomer[];
  /** By account number. */
  ledgers: Map<string, AccountLedger>;
  tokens: TokenMaker;
  consentMs: number;
  consentDays: number;
  accessTokenSeconds: number;
  pageSize: number;
  /** Codes and refresh tokens that have been used. */
  usedSerials: Set<string>;
  /**
   * Consents that were given or used since the bank started, and those among them that ended before their
   * time.
   */
  consents: Set<string>;
  ended: Map<string, 'EXPIRED' | 'REVOKED'>;
  linking: number;
  faults: ActiveFaults;
  twins: number;
  /** What each served row was, by its JSON. */
  served: Map<string, string>;
};

export function bankState({
  seed = 'saldo',
  now = () => new Date(),
  secret = randomBytes(32).toString('hex'),
  consentDays = 90,
  accessTokenSeconds = 600,
  pageSize = 25,
  accounts,
}: MockBankOptions): BankState {
  const { customers, ledgers } = accounts ? writtenBank(accounts) : householdBank(seed);
  return {
    now: () => now().getTime(),
    customers,
    ledgers: new Map(ledgers.map((ledger) => [ledger.account.number, ledger])),
    tokens: tokenMaker(secret),
    consentMs: consentDays * 86_400_000,
    consentDays,
    accessTokenSeconds,
    pageSize,
    usedSerials: new Set(),
    consents: new Set(),
    ended: new Map(),
    linking: 0,
    faults: { lasting: [], answers: [] },
    twins: 0,
    served: new Map(),
  };
}

/** Why a consent does not work, or null when it does. */
export function consentProblem(state: BankState, consent: MockConsent): 'EXPIRED' | 'REVOKED' | null {
  state.consents.add(consent.id);
  return state.ended.get(consent.id) ?? (consent.endsAt <= state.now() ? 'EXPIRED' : null);
}

function householdBank(seed: string): { customers: MockCustomer[]; ledgers: AccountLedger[] } {
  const ledgers = HOUSEHOLDS.flatMap((household) => {
    const { movements, until } = householdLedger(household, seed);
    return household.customer.accounts.map((account, index) =>
      accountLedger(account, (day) => {
        until(day);
        return movements[index]!;
      }),
    );
  });
  return { customers: HOUSEHOLDS.map(({ customer }) => customer), ledgers };
}

function writtenBank(accounts: WrittenAccount[]): { customers: MockCustomer[]; ledgers: AccountLedger[] } {
  const plain = accounts.map(({ number, name, currency, type, openingMinor = 0n }) => ({
    number,
    name,
    currency,
    type,
    openingMinor,
  }));
  const ledgers = accounts.map(({ number, movements }, index) => {
    const written = movements.map((movement, position) => writtenMovement(number, movement, position));
    return accountLedger(plain[index]!, () => written);
  });
  return {
    customers: [{ id: 'customer', name: 'Alex Vzorný', about: 'A customer of a test', accounts: plain }],
    ledgers,
  };
}

function writtenMovement(
  accountNumber: string,
  {
    key,
    date,
    bookedOn = date,
    amountMinor,
    payee,
    text = '',
    counterpartyAccount,
    symbols = {},
    id,
  }: WrittenMovement,
  position: number,
): Movement {
  return {
    key,
    id:
      id === undefined
        ? `${accountNumber.slice(-5)}${date.replaceAll('-', '')}${String(position + 1).padStart(4, '0')}`
        : id,
    date,
    at: bankInstant(date, 540),
    bookedOn,
    bookedAt: bankInstant(bookedOn, 540),
    amountMinor,
    payee: payee ?? null,
    text,
    counterpartyAccount: counterpartyAccount ?? null,
    symbols,
  };
}
