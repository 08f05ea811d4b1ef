import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';

/**
 * Forgets the rows of an import that was undone, so that the same file can be imported again. Its rows that
 * were removed or wait in the review inbox is forgotten too, unless a bank connection has shown it.
 */
export async function forgetImport(
  { tx, householdId }: Ledger,
  importId: string,
  removed: readonly Transaction[],
): Promise<void> {
  await tx.query('DELETE FROM import_row WHERE import_id = $1', [importId]);
  await tx.query(
    `DELETE FROM bank_posting WHERE household_id = $1 AND bank_account_id IS NULL
      AND (import_id = $2 OR transaction_id = ANY($3::uuid[]))`,
    [householdId, importId, removed.map(({ id }) => id)],
  );
  await tx.query(`UPDATE import SET status = 'REVERTED', finished_at = now() WHERE id = $1`, [importId]);
}
