import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { fromMidnight, type LocalDate, toMidnight } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { dateField } from '@/lib/core/dates/date-field';
import { parseInput } from '@/lib/platform/errors/parse-input';
import type { NotedEntity } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { bumpReference } from '@/lib/people/households/mutations';
import { readReference } from '@/lib/ledger/reference/data';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { parseAmount } from '@/lib/core/money/amount-field';
import { addAccountSchema, updateAccountSchema } from './schema';
import type { Account, SealedAccount } from '@/lib/ledger/reference/account';

/**
 * Opens an account, for everybody or only for the person who acts (`userId`; null is Saldo itself).
 * Throws DomainError for bad input, a name in use, or a reused idempotency key with other input.
 */
export async function addAccount(
  householdId: HouseholdId,
  rawInput: unknown,
  userId: string | null = null,
): Promise<Account> {
  const input = parseInput(addAccountSchema, rawInput);
  const openingBalanceMinor = input.openingBalance
    ? parseAmount(input.openingBalance, input.currency, 'input', 'openingBalance')
    : 0n;
  return change(householdId, 'ADDED', async (ledger) => {
    const id = uuidv7();
    refuseUsedName(ledger, input.name, null, userId);
    const privateToId = input.private ? userId : null;
    await insertAccount(ledger, {
      id,
      ...input,
      number: input.number ?? null,
      openingBalanceMinor,
      privateToId,
    });
    return id;
  });
}

/**
 * Writes a new account into a locked ledger. The caller bumps the reference version and sees to the name
 * being free.
 */
export async function insertAccount(
  { householdId, vault }: Ledger,
  {
    id,
    name,
    type,
    currency,
    privateToId = null,
    ...kept
  }: Pick<Account, 'id' | 'name' | 'type' | 'currency' | 'number' | 'openingBalanceMinor'> & {
    privateToId?: string | null;
  },
): Promise<void> {
  const sealed = vault.seal('account', id, toSealedAccount(kept));
  await prisma().account.create({ data: { id, householdId, name, type, currency, privateToId, sealed } });
}

/** Sets what an account held before its first transaction. The caller bumps the reference version. */
export async function setOpeningBalance(
  { householdId, vault }: Ledger,
  account: Account,
  openingBalanceMinor: bigint,
): Promise<void> {
  const sealed = vault.seal('account', account.id, toSealedAccount({ ...account, openingBalanceMinor }));
  await prisma().account.update({ where: { id: account.id, householdId }, data: { sealed } });
}

function toSealedAccount({
  openingBalanceMinor,
  number,
}: Pick<Account, 'openingBalanceMinor' | 'number'>): SealedAccount {
  return { o: openingBalanceMinor.toString(), ...(number ? { n: number } : {}) };
}

/**
 * Changes an account's name, number, opening balance, who sees it and whether a private one counts in totals.
 * Throws NOT_ALLOWED when it would become private although others see it, or would not count although it is
 * not private.
 */
export async function updateAccount(
  householdId: HouseholdId,
  id: string,
  rawInput: unknown,
  userId: string | null = null,
): Promise<Account> {
  const input = parseInput(updateAccountSchema, rawInput);
  return change(householdId, 'UPDATED', async (ledger) => {
    const account = existing(ledger, id);
    const privateToId = input.private === undefined ? account.privateToId : input.private ? userId : null;
    if (privateToId !== null && account.privateToId === null) await refuseSharedAccount(householdId);
    const counted = privateToId === null || (input.counted ?? account.counted);
    if (input.counted === false && privateToId === null)
      throw domainError(
        'NOT_ALLOWED',
        'An account that everybody sees counts in the totals: only a private one can be left out.',
        'input',
        'counted',
      );
    if (input.name !== undefined || privateToId !== account.privateToId)
      refuseUsedName(ledger, input.name ?? account.name, id, privateToId === null ? null : userId);
    const openingBalanceMinor =
      input.openingBalance === undefined
        ? account.openingBalanceMinor
        : parseAmount(input.openingBalance, account.currency, 'input', 'openingBalance');
    const number = input.number === undefined ? account.number : input.number;
    const sealed = ledger.vault.seal('account', id, toSealedAccount({ openingBalanceMinor, number }));
    await prisma().account.update({
      where: { id, householdId },
      data: { name: input.name, sealed, privateToId, counted },
    });
    return id;
  });
}

/** Closes an account after the day `on`. Throws CONFLICT when something is booked later than that. */
export async function closeAccount(householdId: HouseholdId, id: string, on: LocalDate): Promise<Account> {
  parseInput(dateField, on, ['on']);
  return change(householdId, 'UPDATED', async (ledger) => {
    existing(ledger, id);
    const later = await prisma().transaction.findFirst({
      where: { accountId: id, date: { gt: toMidnight(on) } },
      orderBy: { date: 'desc' },
      select: { date: true },
    });
    if (later)
      throw domainError(
        'CONFLICT',
        `A transaction is booked on ${fromMidnight(later.date)}: close the account on that day or later.`,
        'on',
      );
    await prisma().account.update({ where: { id, householdId }, data: { closedOn: toMidnight(on) } });
    return id;
  });
}

export async function reopenAccount(householdId: HouseholdId, id: string): Promise<Account> {
  return change(householdId, 'UPDATED', async (ledger) => {
    const { name, privateToId } = existing(ledger, id);
    refuseUsedName(ledger, name, id, privateToId);
    await prisma().account.update({ where: { id, householdId }, data: { closedOn: null } });
    return id;
  });
}

/**
 * Removes an account without transactions and returns it as it was. Throws NOT_ALLOWED when something was
 * booked or imported into it.
 */
export async function removeAccount(householdId: HouseholdId, id: string): Promise<Account> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const account = existing(ledger, id);
    if (await prisma().transaction.findFirst({ where: { accountId: id }, select: { id: true } }))
      throw domainError(
        'NOT_ALLOWED',
        'The account has transactions: close it instead, so that its history stays.',
        'id',
      );
    await noteAccount(ledger, id, 'REMOVED');
    await prisma().account.delete({ where: { id, householdId } });
    await bumpReference(tx, householdId);
    return account;
  });
}

/** One change of an account under the household's lock; answers with the account as it is afterwards. */
async function change(
  householdId: HouseholdId,
  operation: NotedEntity['operation'],
  work: (ledger: Ledger) => Promise<string>,
): Promise<Account> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const id = await work(ledger);
    await noteAccount(ledger, id, operation);
    await bumpReference(tx, householdId);
    const account = (await readReference(householdId, tx)).accounts.get(id);
    if (!account) throw domainError('NOT_FOUND', 'There is no such account.', 'id');
    return account;
  });
}

async function noteAccount(ledger: Ledger, id: string, operation: NotedEntity['operation']): Promise<void> {
  await book(ledger, {
    entities: [{ entity: 'ACCOUNT', id, operation }],
    cause: { by: 'PERSON', userId: null },
  });
}

function existing(ledger: Ledger, id: string): Account {
  const account = ledger.reference.accounts.get(id);
  if (!account) throw domainError('NOT_FOUND', 'There is no such account.', 'id');
  return account;
}

/**
 * Names are unlike each other among the accounts that one person sees: what others keep to themselves must
 * not show in a refusal.
 */
function refuseUsedName(ledger: Ledger, name: string, except: string | null, userId: string | null): void {
  for (const account of ledger.reference.accounts.values()) {
    if (account.privateToId !== null && account.privateToId !== userId) continue;
    if (
      account.id !== except &&
      account.closedOn === null &&
      account.name.toLowerCase() === name.toLowerCase()
    ) {
      throw domainError(
        'CONFLICT',
        `There is an account named "${account.name}" already: choose another name.`,
        'input',
        'name',
      );
    }
  }
}

/** Nobody can take from others what they see. */
async function refuseSharedAccount(householdId: HouseholdId): Promise<void> {
  if ((await prisma().membership.count({ where: { householdId } })) !== 1)
    throw domainError(
      'NOT_ALLOWED',
      'Others see this account: what they see cannot be made private. Add a private account instead.',
      'input',
      'private',
    );
}
