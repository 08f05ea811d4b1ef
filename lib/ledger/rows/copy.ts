import { copyBytes } from '@/lib/platform/db/copy';
import type { HouseholdId } from '@/lib/platform/scope';
import type { TokenMemory } from '@/lib/platform/vault/blind-index';
import type { Vault } from '@/lib/platform/vault/vault';
import { searchableTexts, toSealed } from './row';
import type { Transaction } from './types';

/** The table and columns that transactionCells makes cells for. */
export const TRANSACTION_TARGET = `transaction (id, household_id, account_id, date, category_id, status, kind, origin,
  sealed, search_tokens, import_id, created_at, updated_at)`;

/** A transaction by the ids of its account and category, where they are not loaded. */
export type CopiedTransaction = Omit<Transaction, 'account' | 'category'> & {
  accountId: string;
  categoryId: string | null;
};

/** A transaction as a row for copyInto. `memory` keeps the search tokens of words that come again. */
export function transactionCells(
  { vault, householdId }: { vault: Vault; householdId: HouseholdId },
  transaction: CopiedTransaction,
  memory: TokenMemory,
): (string | null)[] {
  const { id, accountId, categoryId, date, status, kind, origin, importId } = transaction;
  const sealed = toSealed(transaction);
  return [
    id,
    householdId,
    accountId,
    date,
    categoryId,
    status,
    kind,
    origin,
    copyBytes(vault.seal('transaction', id, sealed)),
    `{${vault.searchTokens(searchableTexts(sealed), memory).join(',')}}`,
    importId ?? null,
    transaction.createdAt,
    transaction.updatedAt,
  ];
}
