import { addAccount } from '@/lib/ledger/accounts/mutations';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import { createVerifier, consentRedirectUri } from '@/lib/intake/banks/connections/consent';
import { findConnection } from '@/lib/intake/banks/connections/data';
import { chooseAccounts, connect } from '@/lib/intake/banks/connections/mutations';
import { mockBank } from '@/lib/intake/banks/mock/provider';
import { startMockBank } from '@/lib/intake/banks/mock/server';
import { runSync } from '@/lib/intake/banks/sync/mutations';
import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { prisma } from '@/lib/platform/db/prisma';
import { readReference } from '@/lib/ledger/reference/data';
import { formatDecimal } from '@/lib/core/money/decimal';
import { findTransactions } from '@/lib/ledger/rows/data';
import { addTransaction, updateTransactions } from '@/lib/ledger/transactions/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import { linkFoundTransfers } from '@/lib/intake/reviews/find-transfers';

const CUSTOMER = 'tereza';
/** The everyday account and the one in euros; the others stay at the bank, as a person may choose. */
const SHARED = ['CZ0599990000000004001019', 'CZ3699990000000004001043'];
const SAVINGS_AT_BANK = 'CZ5899990000000004001035';
const DAYS = 35;

/**
 * Payees of the mock bank whose category the family has chosen already: their edits stand beside what the
 * bank says.
 */
const CHOSEN: Record<string, string> = {
  Spotify: 'Subscriptions',
  Vodafone: 'Phone and internet',
  'Sushi Point': 'Eating out',
  'Bistro Kolben': 'Eating out',
  'Lokál Dlouhá': 'Eating out',
  'Jídelna Florenc': 'Eating out',
  'Studio Kaplanka s.r.o.': 'Salary',
};

/**
 * Connects the demonstration household to the mock bank and fetches its last weeks, as a person would have
 * done it. The bank's pages are played without a server: with the same secret, the bank that `npm start` runs
 * knows its tokens.
 */
export async function seedBank(
  householdIdText: string,
  userId: string,
  now: Date,
  secret: string,
): Promise<void> {
  const householdId = proveHousehold(householdIdText);
  const today = now.toISOString().slice(0, 10);
  const bank = await startMockBank({ secret, now: () => now });
  const provider = mockBank({ url: bank.url, fetch: bank.fetch });
  const { verifier, challenge } = createVerifier();
  const redirectUri = consentRedirectUri();
  const { url } = await provider.beginConsent({ redirectUri, state: 'demo', codeChallenge: challenge });
  const { code } = await bank.authorise(url, { customer: CUSTOMER, accounts: SHARED });
  const id = await connect(householdId, userId, provider, null, () =>
    provider.finishConsent({ code, codeVerifier: verifier, redirectUri }),
  );

  const connection = await findConnection(householdId, await readReference(householdId), id);
  await chooseAccounts(
    householdId,
    id,
    (connection?.accounts ?? []).map(({ id: bankAccountId }) => ({
      bankAccountId,
      newAccount: true,
      fetchFrom: addDays(today, -DAYS),
    })),
    today,
  );
  const queued = await prisma().bankSync.findMany({ where: { connectionId: id }, select: { id: true } });
  for (const sync of queued) await runSync(householdId, sync.id, { now, providerOf: () => provider });
  await linkFoundTransfers(householdId, addDays(today, -DAYS), today);
  await chooseCategories(householdId, userId);
  await leaveOneQuestion(householdId, today);
}

async function fetched(householdId: HouseholdId): Promise<Transaction[]> {
  const rows = await prisma().transaction.findMany({
    where: { householdId, origin: 'BANK' },
    select: { id: true },
  });
  return findTransactions(
    householdId,
    await readReference(householdId),
    rows.map(({ id }) => id),
  );
}

async function chooseCategories(householdId: HouseholdId, userId: string): Promise<void> {
  const { categories } = await readReference(householdId);
  const transactions = await fetched(householdId);
  for (const name of new Set(Object.values(CHOSEN))) {
    const category = [...categories.values()].find((candidate) => candidate.name === name);
    const ids = transactions
      .filter(({ payee, kind }) => kind !== 'TRANSFER' && payee !== null && CHOSEN[payee] === name)
      .map(({ id }) => id);
    if (category && ids.length > 0)
      await updateTransactions(householdId, userId, ids, { categoryId: category.id });
  }
}

/**
 * The savings at the bank are kept by hand: whether what somebody noted there is the other side of what the
 * bank tells is for a person to say.
 */
async function leaveOneQuestion(householdId: HouseholdId, today: LocalDate): Promise<void> {
  const saved = (await fetched(householdId))
    .filter(({ bank, amountMinor }) => bank?.account === SAVINGS_AT_BANK && amountMinor < 0n)
    .sort((a, b) => (a.date < b.date ? 1 : -1))[0];
  if (!saved) return;
  const savings = await addAccount(householdId, {
    name: 'Spoření u Mock bank',
    type: 'SAVINGS',
    currency: 'CZK',
    openingBalance: '215000.00',
  });
  await addTransaction(householdId, {
    accountId: savings.id,
    date: saved.date,
    amount: formatDecimal(-saved.amountMinor, 'CZK'),
    payee: 'Převod z běžného účtu',
  });
  await linkFoundTransfers(householdId, saved.date, today);
}
