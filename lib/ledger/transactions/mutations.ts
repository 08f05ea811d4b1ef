import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid, parseInput } from '@/lib/platform/errors/parse-input';
import { noteChange } from '@/lib/ledger/changes/mutations';
import { answerOnce } from '@/lib/people/households/idempotency';
import type { Account } from '@/lib/ledger/accounts/types';
import type { Category } from '@/lib/ledger/categories/types';
import { applyPostings, type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { insertTransactions, writeTransactions } from '@/lib/ledger/cells/write';
import { parseAmount } from '@/lib/core/money/amount-field';
import { rememberRemoved } from '@/lib/intake/postings/mutations';
import { followTransfers, withOtherSides } from '@/lib/ledger/transfers/keep-whole';
import { findTransactions } from './data';
import { markPerson } from './provenance';
import { toPosting } from './row';
import { addTransactionSchema, type UpdateTransaction, updateTransactionSchema } from './schema';
import { kindOf, type Transaction } from './types';

/** How many transactions one call may edit or remove. */
const MAX_AT_ONCE = 10_000;

/**
 * Records one income or expense in an account of the household.
 *
 * Throws DomainError: INVALID and the like for the input, NOT_FOUND for an account or category of somebody else, NOT_ALLOWED
 * for a closed account or an archived category, CONFLICT for a reused idempotency key with other input.
 */
export async function addTransaction(householdId: HouseholdId, rawInput: unknown): Promise<Transaction> {
  const input = parseInput(addTransactionSchema, rawInput);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const account = openAccount(ledger, input.accountId, input.date);
    const amountMinor = nonZeroAmount(input.amount, account);
    const category = usableCategory(ledger, input.categoryId ?? null);
    const id = uuidv7();
    const { idempotencyKey, ...rest } = input;
    const first = await answerOnce(tx, householdId, ledger.vault, {
      operation: 'addTransaction',
      key: idempotencyKey,
      input: rest,
      resultId: id,
    });
    if (first) return onlyOne(await findTransactions(householdId, ledger.reference, [first], tx));
    const now = new Date().toISOString();
    const transaction: Transaction = {
      id,
      account,
      category,
      date: input.date,
      amountMinor,
      kind: kindOf(amountMinor),
      status: input.status,
      payee: input.payee ?? null,
      description: input.description ?? null,
      notes: input.notes ?? null,
      origin: 'PERSON',
      createdAt: now,
      updatedAt: now,
    };
    await insertTransactions(ledger, [transaction]);
    await applyPostings(ledger, [], [toPosting(transaction)]);
    return transaction;
  });
}

function onlyOne(transactions: Transaction[]): Transaction {
  const [transaction] = transactions;
  if (!transaction)
    throw domainError(
      'CONFLICT',
      'The transaction of this idempotency key was recorded before and has been removed since.',
      'input',
      'idempotencyKey',
    );
  return transaction;
}

/**
 * Edits transactions of the household, all or none. Fields that are left out stay, null clears.
 * Returns them as they are afterwards, in the order of `ids`, and the change that can be undone.
 * Throws DomainError as addTransaction does; NOT_FOUND when one of the ids is not in the household.
 */
export async function updateTransactions(
  householdId: HouseholdId,
  userId: string | null,
  ids: readonly string[],
  rawInput: unknown,
  idPath: string[] = ['ids'],
): Promise<{ transactions: Transaction[]; changeId: string }> {
  const input = parseInput(updateTransactionSchema, rawInput);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const before = await lockedTransactions(ledger, ids, idPath);
    const category = input.categoryId === undefined ? undefined : usableCategory(ledger, input.categoryId);
    const now = new Date().toISOString();
    const after = before.map((transaction) =>
      markPerson(transaction, edited(ledger, transaction, input, category, now)),
    );
    const followers = await followTransfers(ledger, before, after);
    const [allBefore, allAfter] = [
      [...before, ...followers.before],
      [...after, ...followers.after],
    ];
    const changeId = await noteChange(tx, {
      householdId,
      userId,
      kind: 'UPDATE',
      ids: allAfter.map(({ id }) => id),
      changedAt: now,
    });
    await writeTransactions(ledger, allAfter);
    await applyPostings(ledger, allBefore.map(toPosting), allAfter.map(toPosting));
    return { transactions: after, changeId };
  });
}

function edited(
  ledger: Ledger,
  transaction: Transaction,
  input: UpdateTransaction,
  category: Category | null | undefined,
  now: string,
): Transaction {
  const date = input.date ?? transaction.date;
  let account = transaction.account;
  if (input.accountId !== undefined && input.accountId !== account.id) {
    account = openAccount(ledger, input.accountId, date);
    if (account.currency !== transaction.account.currency) {
      throw domainError(
        'NOT_ALLOWED',
        `A transaction in ${transaction.account.currency} cannot move to an account in ${account.currency}.`,
        'input',
        'accountId',
      );
    }
  } else if (input.date !== undefined) {
    openAccount(ledger, account.id, date);
  }
  const amountMinor =
    input.amount === undefined ? transaction.amountMinor : nonZeroAmount(input.amount, account);
  return {
    ...transaction,
    account,
    date,
    amountMinor,
    kind: transaction.kind === 'TRANSFER' ? 'TRANSFER' : kindOf(amountMinor),
    category: category === undefined ? transaction.category : category,
    status: input.status ?? transaction.status,
    payee: input.payee === undefined ? transaction.payee : input.payee,
    description: input.description === undefined ? transaction.description : input.description,
    notes: input.notes === undefined ? transaction.notes : input.notes,
    updatedAt: now,
  };
}

/**
 * Removes transactions of the household, all or none; of a transfer both sides. Returns them as they were and the change that
 * can be undone. What a bank has shown does not come back with the next sync or file.
 */
export async function removeTransactions(
  householdId: HouseholdId,
  userId: string | null,
  ids: readonly string[],
): Promise<{ transactions: Transaction[]; changeId: string }> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    return removeFromLedger(ledger, userId, await lockedTransactions(ledger, ids, ['ids']));
  });
}

/** The same in a ledger that is locked already. */
export async function removeFromLedger(
  ledger: Ledger,
  userId: string | null,
  chosen: readonly Transaction[],
): Promise<{ transactions: Transaction[]; changeId: string }> {
  const { tx, householdId } = ledger;
  const transactions = await withOtherSides(ledger, chosen);
  const ids = transactions.map(({ id }) => id);
  const changeId = await noteChange(tx, { householdId, userId, kind: 'REMOVE', ids, changedAt: null });
  await rememberRemoved(ledger, transactions);
  await tx.query('DELETE FROM transaction WHERE id = ANY($1::uuid[]) AND household_id = $2', [
    ids,
    householdId,
  ]);
  await applyPostings(ledger, transactions.map(toPosting), []);
  return { transactions, changeId };
}

/** The transactions of these ids in a locked ledger, in the order of `ids`. Throws NOT_FOUND when one is not in the household. */
export async function lockedTransactions(
  ledger: Ledger,
  ids: readonly string[],
  path: string[],
): Promise<Transaction[]> {
  if (ids.length === 0)
    throw domainError('REQUIRED', 'No transaction was named: give at least one id.', ...path);
  if (ids.length > MAX_AT_ONCE)
    throw domainError(
      'OUT_OF_RANGE',
      `Too many at once: ${MAX_AT_ONCE} transactions are the limit.`,
      ...path,
    );
  if (new Set(ids).size !== ids.length)
    throw domainError('INVALID', 'The same transaction is named twice.', ...path);
  const byId = new Map(
    (await findTransactions(ledger.householdId, ledger.reference, ids, ledger.tx)).map((transaction) => [
      transaction.id,
      transaction,
    ]),
  );
  return ids.map((id, index) => {
    const transaction = isUuid(id) ? byId.get(id.toLowerCase()) : undefined;
    if (!transaction)
      throw domainError(
        'NOT_FOUND',
        'There is no such transaction.',
        ...path,
        ...(path[0] === 'ids' ? [String(index)] : []),
      );
    return transaction;
  });
}

/** The account that a transaction of `date` may be booked in. Throws NOT_FOUND or NOT_ALLOWED at `field` of the input. */
export function openAccount(ledger: Ledger, id: string, date: string, field = 'accountId'): Account {
  const account = ledger.reference.accounts.get(id);
  if (!account) throw domainError('NOT_FOUND', 'There is no such account.', 'input', field);
  if (account.closedOn !== null && date > account.closedOn) {
    throw domainError(
      'NOT_ALLOWED',
      `The account "${account.name}" is closed since ${account.closedOn}: reopen it, or take an earlier date.`,
      'input',
      field,
    );
  }
  return account;
}

function usableCategory(ledger: Ledger, id: string | null): Category | null {
  if (id === null) return null;
  const category = ledger.reference.categories.get(id);
  if (!category) throw domainError('NOT_FOUND', 'There is no such category.', 'input', 'categoryId');
  if (category.archived)
    throw domainError(
      'NOT_ALLOWED',
      `The category "${category.name}" is archived: take it out of the archive first.`,
      'input',
      'categoryId',
    );
  return category;
}

function nonZeroAmount(text: string, account: Account): bigint {
  const amountMinor = parseAmount(text, account.currency, 'input', 'amount');
  if (amountMinor === 0n)
    throw domainError(
      'OUT_OF_RANGE',
      'The amount is zero: write what was paid or received.',
      'input',
      'amount',
    );
  return amountMinor;
}
