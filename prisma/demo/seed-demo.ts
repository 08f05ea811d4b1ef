import { addAccount } from '@/lib/ledger/accounts/mutations';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import { todayIn, type LocalDate } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { updateHousehold } from '@/lib/people/households/mutations';
import { env } from '@/lib/platform/env';
import { applyPostings, type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { formatDecimal } from '@/lib/core/money/decimal';
import { seedEmbeddedRates } from '@/lib/core/rates/mutations';
import { signUp } from '@/lib/people/sign-in/sign-up/mutations';
import { copyTransactions } from '@/lib/ledger/cells/copy';
import { kindOf } from '@/lib/ledger/rows/types';
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
  const user = await prisma().user.findUnique({
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
    const categoryIds = new Map(
      [...ledger.reference.categories.values()].map((category) => [category.name, category.id]),
    );
    const postings = await copyTransactions(
      ledger,
      demoEntries(today).map(({ account, category, amountMinor, kind, ...entry }) => ({
        ...entry,
        accountId: known(accountIds, account),
        categoryId: category === null ? null : known(categoryIds, category),
        amountMinor: BigInt(amountMinor),
        kind: kind ?? kindOf(BigInt(amountMinor)),
        status: entry.status ?? 'CLEARED',
        description: entry.description ?? null,
      })),
    );
    await applyPostings(ledger, [], postings);
    await linkDemoTransfers(ledger);
  });
}

/** The family's transfers are written side by side, the one that money leaves first, and ids grow in the order of writing. */
async function linkDemoTransfers({ tx, householdId }: Ledger): Promise<void> {
  await tx.query(
    `INSERT INTO transfer (id, household_id, out_id, in_id, state)
      SELECT gen_random_uuid(), $1, id, next_id, 'LINKED' FROM (
        SELECT id, row_number() OVER (ORDER BY id) AS place, lead(id) OVER (ORDER BY id) AS next_id
        FROM transaction WHERE household_id = $1 AND kind = 'TRANSFER' AND origin = 'PERSON') t
      WHERE place % 2 = 1`,
    [householdId],
  );
}

function known<Key>(map: ReadonlyMap<Key, string>, key: Key): string {
  const value = map.get(key);
  if (value === undefined)
    throw new Error(`The demonstration names ${String(key)}, which its household does not have.`);
  return value;
}
