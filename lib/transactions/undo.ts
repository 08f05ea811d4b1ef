import type { HouseholdId } from '../auth/scope';
import { inTransaction } from '../db/pool';
import { domainError } from '../errors/domain-error';
import { isUuid } from '../errors/parse-input';
import { applyPostings, type Ledger, lockLedger, type Posting } from '../ledger/mutations';
import { findTransactions } from './data';
import { toPosting } from './mutations';
import type { SealedTransaction, Transaction } from './types';

/** A transaction's row as it was kept before a change. */
type KeptRow = { id: string; account_id: string; category_id: string | null; date: string; kind: Posting['kind']; sealed: string };

/**
 * Puts transactions back to what they were before a change, all or none, at any later time.
 *
 * Throws NOT_FOUND for an unknown change, CONFLICT when it has been undone, or one of its transactions was changed or removed
 * since: what came later is never overwritten. A category that is gone in between leaves its transactions uncategorised.
 */
export async function undoChange(householdId: HouseholdId, changeId: string): Promise<Transaction[]> {
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const kind = await takeChange(ledger, changeId);
    const { rows } = await tx.query<{ before: KeptRow; unchanged: boolean }>(
      `SELECT r.before, t.updated_at IS NOT DISTINCT FROM r.changed_at AS unchanged
        FROM change_row r LEFT JOIN transaction t ON t.id = r.transaction_id AND t.household_id = $2
        WHERE r.change_id = $1`,
      [changeId, householdId],
    );
    const disturbed = rows.filter((row) => !row.unchanged).length;
    if (disturbed > 0) throw domainError('CONFLICT', `It cannot be undone: ${disturbed} of its ${rows.length} transactions have been changed or removed since.`, 'id');
    const ids = rows.map((row) => row.before.id);
    const current = kind === 'UPDATE' ? await findTransactions(householdId, ledger.reference, ids, tx) : [];
    if (kind === 'UPDATE') await tx.query('DELETE FROM transaction WHERE id = ANY($1::uuid[]) AND household_id = $2', [ids, householdId]);
    await tx.query(
      `INSERT INTO transaction
        SELECT (jsonb_populate_record(NULL::transaction, r.before || jsonb_build_object(
          'category_id', (SELECT c.id FROM category c WHERE c.id = (r.before->>'category_id')::uuid AND c.household_id = $2)))).*
        FROM change_row r WHERE r.change_id = $1`,
      [changeId, householdId],
    );
    await applyPostings(ledger, current.map(toPosting), rows.map((row) => toKeptPosting(ledger, row.before)));
    return findTransactions(householdId, ledger.reference, ids, tx);
  });
}

async function takeChange(ledger: Ledger, changeId: string): Promise<'UPDATE' | 'REMOVE'> {
  const { rows } = await ledger.tx.query<{ kind: 'UPDATE' | 'REMOVE'; undone_at: Date | null }>(
    'SELECT kind, undone_at FROM change WHERE id = $1 AND household_id = $2',
    [isUuid(changeId) ? changeId : null, ledger.householdId],
  );
  const change = rows[0];
  if (!change) throw domainError('NOT_FOUND', 'There is no such change.', 'id');
  if (change.undone_at) throw domainError('CONFLICT', 'This change has been undone before.', 'id');
  await ledger.tx.query('UPDATE change SET undone_at = now() WHERE id = $1', [changeId]);
  return change.kind;
}

function toKeptPosting(ledger: Ledger, row: KeptRow): Posting {
  const sealed = ledger.vault.open<SealedTransaction>('transaction', row.id, Buffer.from(row.sealed.slice(2), 'hex'));
  const categoryId = row.category_id && ledger.reference.categories.has(row.category_id) ? row.category_id : null;
  return { accountId: row.account_id, categoryId, date: row.date, kind: row.kind, amountMinor: BigInt(sealed.a) };
}
