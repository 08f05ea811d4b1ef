import DataLoader from 'dataloader';
import type { HouseholdId } from '@/lib/platform/scope';
import type { Reference } from '@/lib/ledger/reference/data';
import { findTransactions } from '@/lib/ledger/rows/data';
import type { Transaction } from '@/lib/ledger/rows/types';

/**
 * One statement for however many transactions an operation asks for by id. Lists need no loader: their rows
 * come with account and category (docs/decisions/reference-in-memory.md).
 */
export function createTransactionLoader(
  householdId: HouseholdId,
  reference: () => Promise<Reference>,
): DataLoader<string, Transaction | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map(
      (await findTransactions(householdId, await reference(), ids)).map((transaction) => [
        transaction.id,
        transaction,
      ]),
    );
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  });
}
