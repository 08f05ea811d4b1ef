import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid, parseInput } from '@/lib/platform/errors/parse-input';
import type { Account } from '@/lib/ledger/reference/account';
import type { Category } from '@/lib/ledger/reference/category';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { parseAmount } from '@/lib/core/money/amount-field';
import { findTransactions } from '@/lib/ledger/rows/data';
import { markPerson } from '@/lib/ledger/rows/provenance';
import { addTransactionSchema, type UpdateTransaction, updateTransactionSchema } from './schema';
import { draftTransaction, type Transaction, withAmount } from '@/lib/ledger/rows/types';

/** How many transactions one call may edit or remove. */
const MAX_AT_ONCE = 10_000;

/**
 * Records one income or expense in an account of the household.
 *
 * Throws DomainError: INVALID and the like for the input, NOT_FOUND for an account or category of somebody
 * else, NOT_ALLOWED for a closed account or an archived category, CONFLICT for a reused idempotency key with
 * other input.
 */
export async function addTransaction(householdId: HouseholdId, rawInput: unknown): Promise<Transaction> {
  return (await recordTransaction(householdId, null, rawInput)).transaction;
}

/** The same for a person, with the change that undoes it. */
export async function recordTransaction(
  householdId: HouseholdId,
  userId: string | null,
  rawInput: unknown,
): Promise<{ transaction: Transaction; changeId: string }> {
  const input = parseInput(addTransactionSchema, rawInput);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const account = openAccount(ledger, input.accountId, input.date);
    const transaction = draftTransaction({
      account,
      category: usableCategory(ledger, input.categoryId ?? null),
      date: input.date,
      amountMinor: nonZeroAmount(input.amount, account),
      status: input.status,
      payee: input.payee ?? null,
      description: input.description ?? null,
      notes: input.notes ?? null,
    });
    const { changeId } = await book(ledger, { added: [transaction], cause: { by: 'PERSON', userId } });
    return { transaction, changeId };
  });
}

/**
 * Edits transactions of the household, all or none. Fields that are left out stay, null clears. Returns them
 * as they are afterwards, in the order of `ids`, and the change that can be undone. Throws DomainError as
 * addTransaction does; NOT_FOUND when one of the ids is not in the household, NOT_ALLOWED at
 * `confirmReconciled` when amount, date or account of a reconciled one would change and that was not
 * confirmed.
 */
export async function updateTransactions(
  householdId: HouseholdId,
  userId: string | null,
  ids: readonly string[],
  rawInput: unknown,
  idPath: string[] = ['ids'],
): Promise<{ transactions: Transaction[]; changeId: string }> {
  const { confirmReconciled, ...input } = parseInput(updateTransactionSchema, rawInput);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const before = await lockedTransactions(ledger, ids, idPath);
    const category = input.categoryId === undefined ? undefined : usableCategory(ledger, input.categoryId);
    const edits = before.map((transaction): Edit => [
      transaction,
      markPerson(transaction, edited(ledger, transaction, input, category)),
    ]);
    const { changeId, changed } = await book(ledger, {
      changed: edits,
      confirmReconciled: confirmReconciled ?? false,
      cause: { by: 'PERSON', userId },
    });
    // What had to follow stands behind what was asked for.
    return { transactions: changed.slice(0, edits.length).map(([, after]) => after), changeId };
  });
}

function edited(
  ledger: Ledger,
  transaction: Transaction,
  input: Omit<UpdateTransaction, 'confirmReconciled'>,
  category: Category | null | undefined,
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
    ...withAmount(transaction, amountMinor),
    account,
    date,
    category: category === undefined ? transaction.category : category,
    status: input.status ?? transaction.status,
    payee: input.payee === undefined ? transaction.payee : input.payee,
    description: input.description === undefined ? transaction.description : input.description,
    notes: input.notes === undefined ? transaction.notes : input.notes,
  };
}

/**
 * Removes transactions of the household, all or none; of a transfer both sides. Returns them as they were and
 * the change that can be undone. What a bank has shown does not come back with the next sync or file. Throws
 * NOT_ALLOWED at `confirmReconciled` when one of them is reconciled and that was not confirmed.
 */
export async function removeTransactions(
  householdId: HouseholdId,
  userId: string | null,
  ids: readonly string[],
  confirmReconciled = false,
): Promise<{ transactions: Transaction[]; changeId: string }> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const chosen = await lockedTransactions(ledger, ids, ['ids']);
    return removeFromLedger(ledger, userId, chosen, confirmReconciled);
  });
}

/** The same in a ledger that is locked already. */
export async function removeFromLedger(
  ledger: Ledger,
  userId: string | null,
  chosen: readonly Transaction[],
  confirmReconciled = false,
): Promise<{ transactions: Transaction[]; changeId: string }> {
  const { removed, changeId } = await book(ledger, {
    removed: chosen,
    confirmReconciled,
    cause: { by: 'PERSON', userId },
  });
  return { transactions: [...removed], changeId };
}

/**
 * The transactions of these ids in a locked ledger, in the order of `ids`. Throws NOT_FOUND when one is not
 * in the household.
 */
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

/**
 * The account that a transaction of `date` may be booked in. Throws NOT_FOUND or NOT_ALLOWED at `field` of
 * the input.
 */
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
