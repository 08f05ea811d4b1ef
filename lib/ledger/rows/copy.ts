import { copyBytes } from '@/lib/platform/db/copy';
import type { HouseholdId } from '@/lib/platform/scope';
import type { TokenMemory } from '@/lib/platform/vault/blind-index';
import type { Vault } from '@/lib/platform/vault/vault';
import { toSealed } from './row';
import { tokensOfRow } from './search';
import type { Account } from '@/lib/ledger/reference/account';
import type { Transaction } from './types';

/** The table and columns that transactionCells makes cells for. */
export const TRANSACTION_TARGET = `transaction (id, household_id, account_id, date, category_id,
  status, kind, origin, sealed, search_tokens, import_id, created_at, updated_at)`;

/**
 * A transaction by the id of its category, and no more of its account than is needed, where they are not
 * loaded.
 */
export type CopiedTransaction = Omit<Transaction, 'account' | 'category'> & {
  account: Pick<Account, 'id' | 'currency'>;
  categoryId: string | null;
};

/** A transaction as a row for copyInto. `memory` keeps the search tokens of words that come again. */
export function transactionCells(
  { vault, householdId }: { vault: Vault; householdId: HouseholdId },
  transaction: CopiedTransaction,
  memory: TokenMemory,
): (string | null)[] {
  const { id, account, categoryId, date, status, kind, origin, importId } = transaction;
  return [
    id,
    householdId,
    account.id,
    date,
    categoryId,
    status,
    kind,
    origin,
    copyBytes(vault.seal('transaction', id, toSealed(transaction))),
    tokensOfRow(vault, transaction, account.currency, memory),
    importId,
    transaction.createdAt,
    transaction.updatedAt,
  ];
}
