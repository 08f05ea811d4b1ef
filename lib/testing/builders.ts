import { v7 as uuidv7 } from 'uuid';
import { addAccount } from '@/lib/ledger/accounts/mutations';
import type { Account } from '@/lib/ledger/reference/account';
import { toAccessToken, type TokenAccess } from '@/lib/people/sessions/credential';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { starterCategories } from '@/lib/people/households/starter-categories';
import { prisma } from '@/lib/platform/db/prisma';
import { loadReference } from '@/lib/ledger/reference/data';
import type { Role } from '@/lib/people/memberships/types';
import { startSession } from '@/lib/people/sessions/mutations';
import { addTransaction } from '@/lib/ledger/transactions/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import { SEARCH_INDEX } from '@/lib/platform/vault/blind-index';
import { createHouseholdKeys } from '@/lib/platform/vault/household-vault';

let count = 0;

/** A household with one person in it, as registration makes it, without the cost of a password. */
export async function createHousehold(
  options: { baseCurrency?: string; role?: Role } = {},
): Promise<{ householdId: HouseholdId; userId: string; email: string }> {
  const [userId, householdId] = [uuidv7(), uuidv7()];
  const email = `person-${++count}-${userId}@example.com`;
  await prisma().user.create({ data: { id: userId, email, name: `Person ${count}` } });
  await prisma().household.create({
    data: {
      id: householdId,
      name: `Household ${count}`,
      baseCurrency: options.baseCurrency ?? 'CZK',
      timeZone: 'Europe/Prague',
      searchIndex: SEARCH_INDEX,
      memberships: { create: { userId, role: options.role ?? 'OWNER' } },
      dataKeys: { create: (await createHouseholdKeys(householdId)).row },
    },
  });
  await prisma().category.createMany({
    data: starterCategories('en').map((category) => ({ ...category, householdId })),
  });
  return { householdId: proveHousehold(householdId), userId, email };
}

/** A household, and a token that signs its person in. */
export async function createSignedIn(options: { role?: Role } = {}) {
  const household = await createHousehold(options);
  return { ...household, token: (await startSession(household.userId, 'Test')).token };
}

/** A person of an existing household, who belongs to no other, and a token that signs them in. */
export async function createMember(
  householdId: HouseholdId,
  role: Role,
): Promise<{ userId: string; email: string; token: string }> {
  const userId = uuidv7();
  const email = `person-${++count}-${userId}@example.com`;
  await prisma().user.create({
    data: { id: userId, email, name: `Person ${count}`, memberships: { create: { householdId, role } } },
  });
  return { userId, email, token: (await startSession(userId, 'Test')).token };
}

/** A personal access token of a person, made as the API makes it. */
export async function createAccessToken(
  householdId: HouseholdId,
  userId: string,
  access: TokenAccess,
): Promise<string> {
  const token = toAccessToken(createToken());
  await prisma().accessToken.create({
    data: {
      id: uuidv7(),
      tokenHash: hashToken(token),
      userId,
      householdId,
      name: `Token ${++count}`,
      access,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  });
  return token;
}

export async function createAccount(
  householdId: HouseholdId,
  input: Partial<{
    name: string;
    type: Account['type'];
    currency: string;
    openingBalance: string;
    number: string;
  }> = {},
): Promise<Account> {
  return addAccount(householdId, { name: `Account ${++count}`, type: 'CHECKING', currency: 'CZK', ...input });
}

export async function createTransaction(
  householdId: HouseholdId,
  accountId: string,
  input: Record<string, unknown> = {},
): Promise<Transaction> {
  return addTransaction(householdId, { accountId, date: '2026-03-15', amount: '-100.00', ...input });
}

/** The household's settings, accounts and categories as they are now. */
export function referenceOf(householdId: HouseholdId) {
  return loadReference(householdId, -1);
}

/** The id of a starter category by its English name. */
export async function categoryId(householdId: HouseholdId, name: string): Promise<string> {
  const found = [...(await referenceOf(householdId)).categories.values()].find(
    (category) => category.name === name,
  );
  if (!found) throw new Error(`There is no category ${name}.`);
  return found.id;
}
