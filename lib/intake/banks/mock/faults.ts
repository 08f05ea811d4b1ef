import { z } from 'zod';
import { isLocalDate, type LocalDate } from '@/lib/core/dates/local-date';
import type { BankState } from './bank';
import { bankDay, settlement } from './bank-time';
import type { AccountLedger } from './ledger';
import type { Movement, MovementState } from './types';

const account = z.string().optional();
const key = z.string().optional();
const minor = z.union([z.bigint(), z.int(), z.string().regex(/^-?\d+$/)]).transform(BigInt);
const times = z.int().positive().default(1);
const page = z.int().positive();

/**
 * What can go wrong at a bank. `account` is a number; left out, faults of one transaction take the first
 * account that has a fitting one, and lasting faults are every account's. `key` is a truth key; left out, the
 * newest fitting transaction is taken.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /**
   * Every id of the day moves on by one, so that ids that were seen before mean other transactions. Lasts.
   */
  z.strictObject({ kind: z.literal('RENUMBERED_DAY'), account, date: z.string().refine(isLocalDate) }),
  /** What is pending (or only `key`) is booked today under another id, changed by `changeMinor`. */
  z.strictObject({ kind: z.literal('BOOKED_DIFFERENTLY'), account, key, changeMinor: minor.default(0n) }),
  /** Two purchases of the same moment, amount and text happen. */
  z.strictObject({
    kind: z.literal('IDENTICAL_TWINS'),
    account,
    amountMinor: minor.default(-8_900n),
    withoutIds: z.boolean().default(false),
    pending: z.boolean().default(false),
  }),
  /** The next consent has other account handles and other ids of all transactions. */
  z.strictObject({ kind: z.literal('RELINKED') }),
  /** A transaction disappears, from the balance too. */
  z.strictObject({
    kind: z.literal('DELETED_TRANSACTION'),
    account,
    key,
    state: z.enum(['PENDING', 'BOOKED']).default('BOOKED'),
  }),
  /** Every consent given so far has ended. */
  z.strictObject({ kind: z.literal('CONSENT_EXPIRED') }),
  /** Every consent given so far was taken back at the bank. */
  z.strictObject({ kind: z.literal('TOKEN_REVOKED') }),
  /** The next requests are answered 429. */
  z.strictObject({
    kind: z.literal('RATE_LIMITED'),
    retryAfterSeconds: z.int().nonnegative().default(60),
    times,
  }),
  /** The next requests for that page of transactions are answered 500. */
  z.strictObject({ kind: z.literal('SERVER_ERROR'), page: page.default(2), times }),
  /** The next answers with that page of transactions end in the middle. */
  z.strictObject({ kind: z.literal('TRUNCATED_PAGE'), page: page.default(1), times }),
  /** The stated balance is off. Lasts. */
  z.strictObject({ kind: z.literal('WRONG_BALANCE'), account, byMinor: minor.default(100n) }),
  /** Transactions are shown as they stood at midnight, the balance as it is. Lasts until the next day. */
  z.strictObject({ kind: z.literal('DELAYED_DAY'), account }),
  /** The last rows of a page come again on the next one. Lasts. */
  z.strictObject({ kind: z.literal('REPEATED_ROWS'), rows: z.int().positive().default(3) }),
  /** The amount of a booked transaction changes, in the balance too. */
  z.strictObject({ kind: z.literal('CHANGED_AMOUNT'), account, key, byMinor: minor.default(-100n) }),
  /**
   * A row of today in XTS, the code that ISO 4217 keeps for tests. It never happened and is in no balance.
   * Lasts.
   */
  z.strictObject({ kind: z.literal('UNKNOWN_CURRENCY'), account }),
]);

export type Fault = z.input<typeof faultSchema>;
type CheckedFault = z.output<typeof faultSchema>;
type AnswerFault = Extract<CheckedFault, { times: number }>;

/** Faults of how things are shown; what faults did to transactions is in the ledgers. */
export type ActiveFaults = {
  lasting: (
    | Extract<
        CheckedFault,
        { kind: 'RENUMBERED_DAY' | 'WRONG_BALANCE' | 'REPEATED_ROWS' | 'UNKNOWN_CURRENCY' }
      >
    | { kind: 'DELAYED_DAY'; account?: string | undefined; date: LocalDate }
  )[];
  answers: AnswerFault[];
};

/**
 * Plays a fault and returns the truth keys of the transactions it is about. Throws a RangeError when none
 * fits.
 */
export function playFault(state: BankState, given: Fault): string[] {
  const fault = faultSchema.parse(given);
  switch (fault.kind) {
    case 'RELINKED':
      state.linking += 1;
      return [];
    case 'CONSENT_EXPIRED':
    case 'TOKEN_REVOKED':
      for (const consent of state.consents)
        state.ended.set(consent, fault.kind === 'CONSENT_EXPIRED' ? 'EXPIRED' : 'REVOKED');
      return [];
    case 'RATE_LIMITED':
    case 'SERVER_ERROR':
    case 'TRUNCATED_PAGE':
      state.faults.answers.push(fault);
      return [];
    case 'RENUMBERED_DAY':
    case 'WRONG_BALANCE':
    case 'REPEATED_ROWS':
    case 'UNKNOWN_CURRENCY':
      state.faults.lasting.push(fault);
      return [];
    case 'DELAYED_DAY':
      state.faults.lasting.push({ ...fault, date: bankDay(new Date(state.now())) });
      return [];
    case 'IDENTICAL_TWINS':
      return addTwins(state, ledgersOf(state, fault)[0]!, fault);
    case 'BOOKED_DIFFERENTLY':
      return change(state, fault, 'PENDING', fault.key === undefined ? Infinity : 1, (movement) => ({
        bookedOn: bankDay(new Date(state.now())),
        bookedAt: state.now(),
        booked: {
          id: movement.id === null ? null : `B${movement.id}`,
          amountMinor: movement.amountMinor + fault.changeMinor,
        },
      }));
    case 'DELETED_TRANSACTION':
      return change(state, fault, fault.state, 1, () => ({ deletedAt: state.now() }));
    case 'CHANGED_AMOUNT':
      return change(state, fault, 'BOOKED', 1, ({ amountMinor, booked }) => ({
        amountMinor: amountMinor + fault.byMinor,
        ...(booked ? { booked: { ...booked, amountMinor: booked.amountMinor + fault.byMinor } } : {}),
      }));
  }
}

/** The faults of one kind that an account has now. */
export function faultsOf<Kind extends ActiveFaults['lasting'][number]['kind']>(
  state: BankState,
  kind: Kind,
  accountNumber: string,
): Extract<ActiveFaults['lasting'][number], { kind: Kind }>[] {
  return state.faults.lasting.filter(
    (fault): fault is Extract<typeof fault, { kind: Kind }> =>
      fault.kind === kind &&
      (!('account' in fault) || fault.account === undefined || fault.account === accountNumber),
  );
}

/**
 * The fault that a request runs into, used up by it; `page` is null where the request is not for
 * transactions.
 */
export function nextAnswerFault(state: BankState, page: number | null): AnswerFault | undefined {
  const index = state.faults.answers.findIndex(
    (fault) => fault.kind === 'RATE_LIMITED' || fault.page === page,
  );
  const fault = state.faults.answers[index];
  if (fault && --fault.times === 0) state.faults.answers.splice(index, 1);
  return fault;
}

function ledgersOf(state: BankState, { account: number }: { account?: string | undefined }): AccountLedger[] {
  const ledgers = [...state.ledgers.values()].filter(
    ({ account }) => number === undefined || account.number === number,
  );
  if (ledgers.length === 0) throw new RangeError(`The mock bank has no account ${number}.`);
  return ledgers;
}

function change(
  state: BankState,
  fault: { kind: string; account?: string | undefined; key?: string | undefined },
  wanted: MovementState,
  atMost: number,
  difference: (movement: Movement) => Partial<Movement>,
): string[] {
  for (const ledger of ledgersOf(state, fault)) {
    const fitting = ledger
      .at(state.now())
      .filter(
        ({ movement, state: stands }) =>
          stands === wanted && (fault.key === undefined || movement.key === fault.key),
      );
    const chosen = fitting.map(({ movement }) => movement).slice(atMost === 1 ? -1 : 0);
    for (const movement of chosen) ledger.change({ ...movement, ...difference(movement) });
    if (chosen.length > 0) return chosen.map((movement) => movement.key);
  }
  throw new RangeError(`No transaction is ${wanted.toLowerCase()}, so ${fault.kind} cannot be played.`);
}

function addTwins(
  state: BankState,
  ledger: AccountLedger,
  { amountMinor, withoutIds, pending }: { amountMinor: bigint; withoutIds: boolean; pending: boolean },
): string[] {
  const date = bankDay(new Date(state.now()));
  return [1, 2].map(() => {
    state.twins += 1;
    const place = `${date.replaceAll('-', '')}${9000 + state.twins}`;
    const movement: Movement = {
      key: `${ledger.account.number}:${place}`,
      id: withoutIds ? null : `${ledger.account.number.slice(-5)}${place}`,
      date,
      at: state.now(),
      ...(pending ? settlement(date, 1, 0) : { bookedOn: date, bookedAt: state.now() }),
      amountMinor,
      payee: 'Café Dvojče',
      text: 'Card payment',
      counterpartyAccount: null,
      symbols: {},
    };
    ledger.add(movement);
    return movement.key;
  });
}
