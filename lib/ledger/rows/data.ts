import type { QueryArrayResult } from 'pg';
import type { Reference } from '@/lib/ledger/reference/data';
import { db, instantsAsText, type Queryable } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import type { HouseholdId } from '@/lib/platform/scope';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Vault } from '@/lib/platform/vault/vault';
import { ROW_COLUMNS, toTransaction, type TransactionRow } from './row';
import type { Transaction } from './types';

/** Those of the ids that are in the household and not hidden, in no particular order. */
export async function findTransactions(
  householdId: HouseholdId,
  reference: Reference,
  ids: readonly string[],
  on: Queryable = db(),
): Promise<Transaction[]> {
  const wanted = ids.filter(isUuid);
  if (wanted.length === 0) return [];
  const vault = await householdVault(householdId, on);
  const { rows } = (await on.query({
    name: 'find_transactions',
    text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE t.household_id = $1 AND t.id = ANY($2::uuid[])`,
    values: [householdId, wanted],
    rowMode: 'array',
    types: instantsAsText,
  })) as unknown as QueryArrayResult<TransactionRow>;
  return rows
    .filter(([, accountId]) => !reference.hidden.has(accountId))
    .map((row) => toTransaction(row, vault, reference));
}

type Locked = { householdId: HouseholdId; reference: Reference; vault: Vault; tx: Queryable };

/** All transactions of a category in a locked ledger. */
export function listOfCategory(ledger: Locked, categoryId: string): Promise<Transaction[]> {
  return listWhere(ledger, 't.category_id = $2', categoryId);
}

/** All transactions that belong to an import in a locked ledger. */
export function listOfImport(ledger: Locked, importId: string): Promise<Transaction[]> {
  return listWhere(ledger, 't.import_id = $2', importId);
}

async function listWhere(
  { householdId, reference, vault, tx }: Locked,
  condition: string,
  id: string,
): Promise<Transaction[]> {
  const { rows } = (await tx.query({
    text: `SELECT ${ROW_COLUMNS} FROM transaction t WHERE t.household_id = $1 AND ${condition}`,
    values: [householdId, id],
    rowMode: 'array',
    types: instantsAsText,
  })) as unknown as QueryArrayResult<TransactionRow>;
  return rows.map((row) => toTransaction(row, vault, reference));
}
