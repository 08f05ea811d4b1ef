import '@/lib/wiring';
import { draftTransaction, kindOf, type Transaction } from '@/lib/ledger/rows/types';
import type { TransferLink } from '@/lib/ledger/links/types';
import { book } from '@/lib/ledger/door/door';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { v7 as uuidv7 } from 'uuid';
import { addAccount } from '@/lib/ledger/accounts/mutations';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import { todayIn, type LocalDate } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { updateHousehold } from '@/lib/people/households/mutations';
import { env } from '@/lib/platform/env';
import { formatDecimal } from '@/lib/core/money/decimal';
import { seedEmbeddedRates } from '@/lib/core/rates/mutations';
import { signUp } from '@/lib/people/sign-in/sign-up/mutations';
import { seedBank } from './bank';
import { type DemoAccount, demoEntries } from './family';

/** Who signs in to the demonstration household. It exists only where `npm start` or SALDO_DEMO=1 made it. */
export const DEMO_SIGN_IN = { email: 'demo@saldo.example', password: 'saldo-na-zkousku' };

const ACCOUNTS: Record<
  DemoAccount,
  {
    name: string;
    type: 'CHECKING' | 'SAVINGS' | 'CREDIT_CARD' | 'CASH';
    currency: string;
    openingMinor: bigint;
    number?: string;
  }
> = {
  checking: {
    name: 'Běžný účet',
    type: 'CHECKING',
    currency: 'CZK',
    openingMinor: 8_412_050n,
    number: '2000145399/0800',
  },
  savings: {
    name: 'Spořicí účet',
    type: 'SAVINGS',
    currency: 'CZK',
    openingMinor: 21_400_000n,
    number: '3000145402/0800',
  },
  card: { name: 'Kreditní karta', type: 'CREDIT_CARD', currency: 'CZK', openingMinor: 0n },
  cash: { name: 'Hotovost', type: 'CASH', currency: 'CZK', openingMinor: 320_000n },
  euro: {
    name: 'Účet v eurech',
    type: 'CHECKING',
    currency: 'EUR',
    openingMinor: 64_000n,
    number: 'DE02120300000000202051',
  },
};

/**
 * Makes the demonstration household with its history up to today. Returns null when it is there already.
 * What an interrupted run left behind is taken away first: the household's history of years is written last.
 */
export async function seedDemo(now: Date = new Date()): Promise<typeof DEMO_SIGN_IN | null> {
  if (await demoIsComplete(now)) return null;
  // Its euros are converted with what everybody's are, from the first look at the dashboard on.
  await seedEmbeddedRates();
  const { householdId, id: userId } = await signUp(
    { ...DEMO_SIGN_IN, name: 'Jana Nováková', baseCurrency: 'CZK' },
    { demo: true },
  );
  const household = proveHousehold(householdId);
  await updateHousehold(household, { name: 'Novákovi' });
  const today = todayIn('Europe/Prague', now);
  const accountIds = await seedAccounts(household);
  const { MOCK_BANK_SECRET } = env();
  if (MOCK_BANK_SECRET) await seedBank(household, userId, now, MOCK_BANK_SECRET);
  await seedLedger(household, accountIds, today);
  return DEMO_SIGN_IN;
}

async function demoIsComplete(now: Date): Promise<boolean> {
  const user = await prisma().user.findFirst({
    where: { email: DEMO_SIGN_IN.email },
    select: { id: true, memberships: { select: { householdId: true } } },
  });
  if (!user) return false;
  const householdIds = user.memberships.map(({ householdId }) => householdId);
  const longAgo = new Date(now.getTime() - 200 * 86_400_000);
  if (
    await prisma().transaction.findFirst({
      where: { householdId: { in: householdIds }, date: { lt: longAgo } },
      select: { id: true },
    })
  )
    return true;
  await prisma().household.deleteMany({ where: { id: { in: householdIds } } });
  await prisma().user.delete({ where: { id: user.id } });
  return false;
}

async function seedAccounts(household: HouseholdId): Promise<Map<DemoAccount, string>> {
  const accountIds = new Map<DemoAccount, string>();
  for (const [key, { openingMinor, ...account }] of Object.entries(ACCOUNTS) as [
    DemoAccount,
    (typeof ACCOUNTS)[DemoAccount],
  ][]) {
    const { id } = await addAccount(household, {
      ...account,
      openingBalance: formatDecimal(openingMinor, account.currency),
    });
    accountIds.set(key, id);
  }
  return accountIds;
}

async function seedLedger(
  household: HouseholdId,
  accountIds: ReadonlyMap<DemoAccount, string>,
  today: LocalDate,
): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, household);
    const { accounts, categories } = ledger.reference;
    const byName = new Map([...categories.values()].map((category) => [category.name, category]));
    const added = demoEntries(today).map(({ account, category, amountMinor, kind, ...entry }) =>
      draftTransaction({
        ...entry,
        account: known(accounts, known(accountIds, account)),
        category: category === null ? null : known(byName, category),
        amountMinor: BigInt(amountMinor),
        kind: kind ?? kindOf(BigInt(amountMinor)),
        status: entry.status ?? 'CLEARED',
        description: entry.description ?? null,
      }),
    );
    await book(ledger, { added, linked: demoTransfers(added), cause: { by: 'PERSON', userId: null } });
  });
}

/** The family's transfers are written side by side, the one that money leaves first. */
function demoTransfers(added: readonly Transaction[]): TransferLink[] {
  const sides = added.filter(({ kind }) => kind === 'TRANSFER').map(({ id }) => id);
  return sides.flatMap((outId, index) => {
    const inId = sides[index + 1];
    return index % 2 === 0 && inId ? [{ id: uuidv7(), outId, inId }] : [];
  });
}

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined)
    throw new Error(`The demonstration names ${String(key)}, which its household does not have.`);
  return value;
}
