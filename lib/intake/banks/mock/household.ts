import {
  addDays,
  addMonths,
  endOfMonth,
  monthOf,
  type LocalDate,
  type MonthStart,
} from '@/lib/core/dates/local-date';
import { formatDecimal } from '@/lib/core/money/decimal';
import { bankInstant, SETTLEMENT_RUN_COUNT, settlement } from './bank-time';
import { HOUSEHOLDS, SMALL_PURCHASES, type Household, type Levelling } from './customers';
import { randomOf } from './random';
import type { Movement, Symbols } from './types';

/** Every ledger starts here; what happened since is the same at any restart. */
const OPENS_ON: MonthStart = '2025-01-01';

/**
 * Small purchases come once in every half hour between 6:00 and 23:00, somewhere at the bank: enough to be
 * alive, few enough to read.
 */
const SLOTS = { from: 360, minutes: 30, count: 34 };

type Draft = {
  account: number;
  date: LocalDate;
  minute: number;
  amountMinor: bigint;
  payee: string;
  text: string;
  counterpartyAccount?: string | undefined;
  symbols?: Symbols | undefined;
  card: boolean;
};

/**
 * The movements of a household's accounts, one list per account in the order they show up: a function of the
 * seed and the calendar alone. `until` makes them for every month up to the one of the given day, and a
 * little further.
 */
export function householdLedger(
  household: Household,
  seed: string,
): { movements: Movement[][]; until: (day: LocalDate) => void } {
  const movements: Movement[][] = household.customer.accounts.map(() => []);
  const balances = household.customer.accounts.map(({ openingMinor }) => openingMinor);
  let nextMonth = OPENS_ON;

  const addMonth = (month: MonthStart) => {
    const drafts = [...regularOf(household, seed, month), ...dailyOf(household, seed, month)].sort(byMoment);
    for (const levelling of household.levellings) {
      const date = addDays(month, levelling.day - 1);
      const earlier = drafts.filter(
        (draft) =>
          draft.account === levelling.account && byMoment(draft, { date, minute: levelling.minute }) < 0,
      );
      const balanceMinor = earlier.reduce(
        (sum, draft) => sum + draft.amountMinor,
        balances[levelling.account]!,
      );
      drafts.push(...level(household, levelling, date, balanceMinor));
    }
    drafts.sort(byMoment);
    for (const draft of drafts) {
      balances[draft.account] = balances[draft.account]! + draft.amountMinor;
      const list = movements[draft.account]!;
      list.push(movementOf(household.customer.accounts[draft.account]!.number, draft, list, seed));
    }
  };

  return {
    movements,
    until: (day) => {
      for (; nextMonth <= monthOf(day); nextMonth = addMonths(nextMonth, 1)) addMonth(nextMonth);
    },
  };
}

type Moment = { date: LocalDate; minute: number };

function byMoment(a: Moment, b: Moment): number {
  return a.date === b.date ? a.minute - b.minute : a.date < b.date ? -1 : 1;
}

function regularOf({ regular, customer }: Household, seed: string, month: MonthStart): Draft[] {
  return regular.map(
    ({ account, day, minute, amount, payee, text, counterpartyAccount, symbols, card = false }, index) => {
      const random = randomOf(`${seed}:${customer.id}:${month}:regular:${index}`);
      return {
        account,
        date: addDays(month, day - 1),
        minute,
        amountMinor: BigInt(random.between(...amount)),
        payee,
        text,
        counterpartyAccount,
        symbols,
        card,
      };
    },
  );
}

function dailyOf({ habits, customer, smallPurchases }: Household, seed: string, month: MonthStart): Draft[] {
  const drafts: Draft[] = [];
  for (let date = month; date <= endOfMonth(month); date = addDays(date, 1)) {
    habits.forEach(({ account, perWeek, hours, amount, step, payees, text }, index) => {
      const random = randomOf(`${seed}:${customer.id}:${date}:habit:${index}`);
      if (random.between(1, 7) > perWeek) return;
      drafts.push({
        account,
        date,
        minute: random.between(hours[0] * 60, hours[1] * 60),
        amountMinor: stepped(random.between(...amount), step),
        payee: random.pick(payees),
        text,
        card: true,
      });
    });
    for (let slot = 0; slot < SLOTS.count; slot += 1) {
      const random = randomOf(`${seed}:${date}:slot:${slot}`);
      if (ownerOf(random.between(1, 100)) !== customer.id) continue;
      const account = random.pick(smallPurchases.accounts);
      const { payee, text, amount, step } = random.pick(
        SMALL_PURCHASES[customer.accounts[account]!.currency]!,
      );
      const minute = SLOTS.from + slot * SLOTS.minutes + random.between(0, SLOTS.minutes - 1);
      drafts.push({
        account,
        date,
        minute,
        amountMinor: stepped(random.between(...amount), step),
        payee,
        text,
        card: amount[0] < 0,
      });
    }
  }
  return drafts;
}

function stepped(amount: number, step: number): bigint {
  return BigInt(Math.round(amount / step) * step);
}

function ownerOf(ticket: number): string | undefined {
  let sold = 0;
  return HOUSEHOLDS.find(({ smallPurchases }) => (sold += smallPurchases.share) >= ticket)?.customer.id;
}

/**
 * The transfer that brings the account back to what it should keep, as one draft per own account; none for
 * less than a step.
 */
function level(
  { customer }: Household,
  { account, minute, keepMinor, stepMinor, with: other }: Levelling,
  date: LocalDate,
  balanceMinor: bigint,
): Draft[] {
  const moveMinor = ((keepMinor - balanceMinor) / stepMinor) * stepMinor;
  if (moveMinor === 0n) return [];
  if ('payee' in other)
    return [
      { account, date, minute, amountMinor: moveMinor, ...other, symbols: { constant: '0308' }, card: false },
    ];
  const own = customer.accounts[account]!;
  const partner = customer.accounts[other.account]!;
  const rate = own.currency === partner.currency ? null : exchangeRate(own.currency, date);
  // Half away from zero, the way banks round an exchange.
  const partnerMinor =
    rate === null ? -moveMinor : -(moveMinor * rate + (moveMinor < 0n ? -500n : 500n)) / 1000n;
  const text =
    rate === null
      ? 'Transfer between own accounts'
      : `Exchange of ${formatDecimal(moveMinor < 0n ? -moveMinor : moveMinor, own.currency)} ${own.currency} at ${String(rate).replace(/(\d{3})$/, '.$1')}`;
  const shared = { date, minute, text, payee: customer.name, card: false };
  return [
    { ...shared, account, amountMinor: moveMinor, counterpartyAccount: partner.number },
    { ...shared, account: other.account, amountMinor: partnerMinor, counterpartyAccount: own.number },
  ];
}

/** Thousandths of a crown for one unit of the currency. Invented, near what these currencies cost. */
function exchangeRate(currency: string, date: LocalDate): bigint {
  const day = Date.parse(date) / 86_400_000;
  const base = currency === 'EUR' ? 24_300 : 21_100;
  return BigInt(base + Math.round(350 * Math.sin(day / 41) + 60 * Math.sin(day / 7)));
}

/** Ids count the movements of an account's day, the way banks number their batches. */
function movementOf(accountNumber: string, draft: Draft, list: Movement[], seed: string): Movement {
  const last = list.at(-1);
  const position = last?.date === draft.date ? Number(last.key.slice(-4)) + 1 : 1;
  const place = `${draft.date.replaceAll('-', '')}${String(position).padStart(4, '0')}`;
  const at = bankInstant(draft.date, draft.minute);
  const random = randomOf(`${seed}:${accountNumber}:${place}`);
  const booked = draft.card
    ? settlement(draft.date, random.between(1, 3), random.between(0, SETTLEMENT_RUN_COUNT - 1))
    : { bookedOn: draft.date, bookedAt: at };
  return {
    key: `${accountNumber}:${place}`,
    id: `${accountNumber.slice(-5)}${place}`,
    date: draft.date,
    at,
    ...booked,
    amountMinor: draft.amountMinor,
    payee: draft.payee,
    text: draft.text,
    counterpartyAccount: draft.counterpartyAccount ?? null,
    symbols: draft.symbols ?? {},
  };
}
