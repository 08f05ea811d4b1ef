import fc from 'fast-check';
import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { db } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { createHousehold } from './builders';
import { findTransactions } from '@/lib/ledger/rows/data';
import type { Transaction } from '@/lib/ledger/rows/types';
import { createVerifier } from '@/lib/intake/banks/connections/consent';
import { chooseAccounts, connect, syncConnection } from '@/lib/intake/banks/connections/mutations';
import { findConnection } from '@/lib/intake/banks/connections/data';
import { mockBank } from '@/lib/intake/banks/mock/provider';
import {
  type MockBank,
  startMockBank,
  type WrittenAccount,
  type WrittenMovement,
} from '@/lib/intake/banks/mock/server';
import type { BankByRedirect } from '@/lib/intake/banks/provider';
import { runSync } from '@/lib/intake/banks/sync/mutations';

export const START: LocalDate = '2026-03-01';
const DAYS = 24;
/** The day on which a person connects the bank; everything before it is history. */
export const CONNECTED_ON = addDays(START, 10);
const redirectUri = 'http://localhost:3000/api/banks/callback';

/** Few amounts and few shops, so that rows are easily taken for each other. */
const AMOUNTS = [-5_500n, -5_500n, -8_900n, -12_000n, -24_990n, -24_990n, 60_000n, -100n];
const SHOPS = ['Albert Praha', 'Albert Brno', 'Lidl', 'Kavárna Místo', 'Dopravní podnik', 'Netflix'];

/** Random movements of one account, some of them pending for a few days. */
export function randomAccount(number: string, currency: string, seed: number): WrittenAccount {
  const [movements] = fc.sample(
    fc.array(
      fc.record({
        day: fc.nat(DAYS - 1),
        pendingDays: fc.constantFrom(0, 0, 1, 2, 3),
        amount: fc.constantFrom(...AMOUNTS),
        shop: fc.constantFrom(...SHOPS),
      }),
      { minLength: 25, maxLength: 45 },
    ),
    { seed, numRuns: 1 },
  );
  const written = (movements ?? [])
    .sort((a, b) => a.day - b.day)
    .map(({ day, pendingDays, amount, shop }, index): WrittenMovement => ({
      key: `${number}:${index}`,
      date: addDays(START, day),
      bookedOn: addDays(START, day + pendingDays),
      amountMinor: amount,
      payee: shop,
      text: 'Card payment',
    }));
  return {
    number,
    name: `Account ${number.slice(-4)}`,
    currency,
    type: 'CHECKING',
    openingMinor: 1_000_000n,
    movements: written,
  };
}

/** A household with a bank connection to accounts that are written out, and a clock that both share. */
export async function createWorld(accounts: WrittenAccount[], pageSize = 7) {
  const clock = { now: new Date(`${CONNECTED_ON}T11:00:00Z`) };
  const bank: MockBank = await startMockBank({
    now: () => clock.now,
    accounts,
    pageSize,
    consentDays: 3_650,
    secret: 'for tests',
  });
  const provider: BankByRedirect = mockBank({ url: bank.url, fetch: bank.fetch });
  const { householdId, userId } = await createHousehold();

  const link = async (connectionId: string | null) => {
    const { verifier, challenge } = createVerifier();
    const { url } = await provider.beginConsent({ redirectUri, state: 'state', codeChallenge: challenge });
    const { code } = await bank.authorise(url, { accounts: accounts.map(({ number }) => number) });
    return connect(householdId, userId, provider, connectionId, () =>
      provider.finishConsent({ code, codeVerifier: verifier, redirectUri }),
    );
  };
  /** Runs whatever is queued for the household; `ask` puts a run into the queue first. */
  const sync = async (connectionId: string, ask = true) => {
    if (ask) await syncConnection(householdId, connectionId);
    const { rows } = await db().query<{ id: string }>(
      `SELECT id FROM bank_sync WHERE connection_id = $1 AND state IN ('QUEUED', 'RUNNING')`,
      [connectionId],
    );
    for (const { id } of rows) await runSync(householdId, id, { now: clock.now, providerOf: () => provider });
    return (
      (await findConnection(householdId, await readReference(householdId), connectionId))?.lastSync ?? null
    );
  };
  const follow = async (
    connectionId: string,
    choose: (number: string) => { accountId?: string; newAccount?: boolean } = () => ({ newAccount: true }),
  ) => {
    const connection = await findConnection(householdId, await readReference(householdId), connectionId);
    await chooseAccounts(
      householdId,
      connectionId,
      (connection?.accounts ?? []).map(({ id, number }) => ({
        bankAccountId: id,
        fetchFrom: START,
        ...choose(number ?? ''),
      })),
      clock.now.toISOString().slice(0, 10),
    );
    await sync(connectionId, false);
  };
  const transactions = async (): Promise<Transaction[]> => {
    const { rows } = await db().query<{ id: string }>(
      'SELECT id FROM transaction WHERE household_id = $1 ORDER BY date, id',
      [householdId],
    );
    const ids = rows.map(({ id }) => id);
    const found = await findTransactions(householdId, await readReference(householdId), ids);
    return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  };
  const nextDay = () => {
    clock.now = new Date(clock.now.getTime() + 86_400_000);
  };
  return { householdId, userId, bank, provider, clock, link, follow, sync, transactions, nextDay };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
