import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '../auth/scope';
import { inTransaction, type Queryable } from '../db/pool';
import { domainError } from '../errors/domain-error';
import { isUuid, parseInput } from '../errors/parse-input';
import { noteChange } from '../changes/mutations';
import { answerOnce } from '../households/idempotency';
import type { Account } from '../accounts/types';
import type { Category } from '../categories/types';
import { applyPostings, type Ledger, lockLedger } from '../ledger/mutations';
import { parseAmount } from '../money/amount-field';
import { findTransactions } from './data';
import { searchableTexts, toPosting, toSealed } from './row';
import { addTransactionSchema, type UpdateTransaction, updateTransactionSchema } from './schema';
import { kindOf, type SealedTransaction, type Transaction } from './types';

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
    const first = await answerOnce(tx, householdId, ledger.vault, { operation: 'addTransaction', key: idempotencyKey, input: rest, resultId: id });
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
      createdAt: now,
      updatedAt: now,
    };
    await insertTransaction(tx, ledger, transaction);
    await applyPostings(ledger, [], [toPosting(transaction)]);
    return transaction;
  });
}

function onlyOne(transactions: Transaction[]): Transaction {
  const [transaction] = transactions;
  if (!transaction) throw domainError('CONFLICT', 'The transaction of this idempotency key was recorded before and has been removed since.', 'input', 'idempotencyKey');
  return transaction;
}

async function insertTransaction(tx: Queryable, ledger: Ledger, transaction: Transaction): Promise<void> {
  const sealed = toSealed(transaction);
  await tx.query({
    name: 'insert_transaction',
    text: `INSERT INTO transaction (id, household_id, account_id, date, category_id, status, kind, sealed, search_tokens, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    values: [
      transaction.id,
      ledger.householdId,
      transaction.account.id,
      transaction.date,
      transaction.category?.id ?? null,
      transaction.status,
      transaction.kind,
      ledger.vault.seal('transaction', transaction.id, sealed),
      ledger.vault.searchTokens(searchableTexts(sealed)),
      transaction.createdAt,
    ],
  });
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
    const after = before.map((transaction) => edited(ledger, transaction, input, category, now));
    const changeId = await noteChange(tx, { householdId, userId, kind: 'UPDATE', ids, changedAt: now });
    await writeTransactions(ledger, after);
    await applyPostings(ledger, before.map(toPosting), after.map(toPosting));
    return { transactions: after, changeId };
  });
}

function edited(ledger: Ledger, transaction: Transaction, input: UpdateTransaction, category: Category | null | undefined, now: string): Transaction {
  const date = input.date ?? transaction.date;
  let account = transaction.account;
  if (input.accountId !== undefined && input.accountId !== account.id) {
    account = openAccount(ledger, input.accountId, date);
    if (account.currency !== transaction.account.currency) {
      throw domainError('NOT_ALLOWED', `A transaction in ${transaction.account.currency} cannot move to an account in ${account.currency}.`, 'input', 'accountId');
    }
  } else if (input.date !== undefined) {
    openAccount(ledger, account.id, date);
  }
  const amountMinor = input.amount === undefined ? transaction.amountMinor : nonZeroAmount(input.amount, account);
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

async function writeTransactions(ledger: Ledger, transactions: Transaction[]): Promise<void> {
  const { tx, vault, householdId } = ledger;
  // What the bank told besides is not part of Transaction; it is carried over from the stored blob.
  const { rows } = await tx.query<{ id: string; sealed: Buffer }>('SELECT id, sealed FROM transaction WHERE id = ANY($1::uuid[]) AND household_id = $2', [
    transactions.map(({ id }) => id),
    householdId,
  ]);
  const bank = new Map(rows.map((row) => [row.id, vault.open<SealedTransaction>('transaction', row.id, row.sealed).b]));
  const sealed = transactions.map((transaction) => toSealed(transaction, bank.get(transaction.id)));
  await tx.query(
    `UPDATE transaction t SET account_id = n.account_id, date = n.date, category_id = n.category_id, status = n.status, kind = n.kind,
        sealed = n.sealed, search_tokens = n.tokens::bigint[], updated_at = n.updated_at
      FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::uuid[], $5::transaction_status[], $6::transaction_kind[], $7::bytea[], $8::text[], $9::timestamptz[])
        AS n(id, account_id, date, category_id, status, kind, sealed, tokens, updated_at)
      WHERE t.id = n.id AND t.household_id = $10`,
    [
      transactions.map(({ id }) => id),
      transactions.map(({ account }) => account.id),
      transactions.map(({ date }) => date),
      transactions.map(({ category }) => category?.id ?? null),
      transactions.map(({ status }) => status),
      transactions.map(({ kind }) => kind),
      transactions.map(({ id }, index) => vault.seal('transaction', id, sealed[index])),
      sealed.map((part) => `{${vault.searchTokens(searchableTexts(part)).join(',')}}`),
      transactions.map(({ updatedAt }) => updatedAt),
      householdId,
    ],
  );
}

/** Removes transactions of the household, all or none. Returns them as they were and the change that can be undone. */
export async function removeTransactions(
  householdId: HouseholdId,
  userId: string | null,
  ids: readonly string[],
): Promise<{ transactions: Transaction[]; changeId: string }> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const transactions = await lockedTransactions(ledger, ids, ['ids']);
    const changeId = await noteChange(tx, { householdId, userId, kind: 'REMOVE', ids, changedAt: null });
    await tx.query('DELETE FROM transaction WHERE id = ANY($1::uuid[]) AND household_id = $2', [ids, householdId]);
    await applyPostings(ledger, transactions.map(toPosting), []);
    return { transactions, changeId };
  });
}

async function lockedTransactions(ledger: Ledger, ids: readonly string[], path: string[]): Promise<Transaction[]> {
  if (ids.length === 0) throw domainError('REQUIRED', 'No transaction was named: give at least one id.', ...path);
  if (ids.length > MAX_AT_ONCE) throw domainError('OUT_OF_RANGE', `Too many at once: ${MAX_AT_ONCE} transactions are the limit.`, ...path);
  if (new Set(ids).size !== ids.length) throw domainError('INVALID', 'The same transaction is named twice.', ...path);
  const byId = new Map((await findTransactions(ledger.householdId, ledger.reference, ids, ledger.tx)).map((transaction) => [transaction.id, transaction]));
  return ids.map((id, index) => {
    const transaction = isUuid(id) ? byId.get(id.toLowerCase()) : undefined;
    if (!transaction) throw domainError('NOT_FOUND', 'There is no such transaction.', ...path, ...(path[0] === 'ids' ? [String(index)] : []));
    return transaction;
  });
}

function openAccount(ledger: Ledger, id: string, date: string): Account {
  const account = ledger.reference.accounts.get(id);
  if (!account) throw domainError('NOT_FOUND', 'There is no such account.', 'input', 'accountId');
  if (account.closedOn !== null && date > account.closedOn) {
    throw domainError('NOT_ALLOWED', `The account "${account.name}" is closed since ${account.closedOn}: reopen it, or take an earlier date.`, 'input', 'accountId');
  }
  return account;
}

function usableCategory(ledger: Ledger, id: string | null): Category | null {
  if (id === null) return null;
  const category = ledger.reference.categories.get(id);
  if (!category) throw domainError('NOT_FOUND', 'There is no such category.', 'input', 'categoryId');
  if (category.archived) throw domainError('NOT_ALLOWED', `The category "${category.name}" is archived: take it out of the archive first.`, 'input', 'categoryId');
  return category;
}

function nonZeroAmount(text: string, account: Account): bigint {
  const amountMinor = parseAmount(text, account.currency, 'input', 'amount');
  if (amountMinor === 0n) throw domainError('OUT_OF_RANGE', 'The amount is zero: write what was paid or received.', 'input', 'amount');
  return amountMinor;
}
