import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { restoreCategories } from '@/lib/ledger/categories/restore';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { findTransactions } from '@/lib/ledger/rows/data';
import type { Transaction } from '@/lib/ledger/rows/types';
import { type KeptTransaction, toTransactionBefore } from './kept';

/** One thing that a change touched; `before` is its row then, null where there was none. */
type Touched = {
  entity: 'TRANSACTION' | 'CATEGORY' | 'TRANSFER' | 'ACCOUNT';
  id: string;
  operation: 'ADDED' | 'UPDATED' | 'REMOVED';
  before: unknown;
  unchanged: boolean;
};

/**
 * Takes a change back, whoever made it, all or none, at any later time: what it added goes, what it edited is
 * as it was, what it removed is there again. That is a change of its own and can be undone too.
 *
 * Returns the transactions as they are now, those that it had added as they were. Throws NOT_FOUND for an
 * unknown change, CONFLICT when it has been undone, or one of its transactions was changed or removed since:
 * what came later is never overwritten. A category that is gone in between leaves its transactions
 * uncategorised. What a bank has said of removed transactions since is taken over.
 */
export async function undoChange(
  householdId: HouseholdId,
  changeId: string,
  userId: string | null = null,
): Promise<Transaction[]> {
  return inTransaction(async (tx) => {
    const locked = await lockLedger(tx, householdId);
    await takeChange(locked, changeId);
    const touched = await readTouched(locked, changeId);
    const ledger = await restoreCategories(
      locked,
      changeId,
      touched.filter(({ entity }) => entity === 'CATEGORY'),
    );
    const rows = touched.filter(({ entity }) => entity === 'TRANSACTION');
    refuseDisturbed(rows);
    const current = new Map(
      (await findTransactions(householdId, ledger.reference, idsOf(rows), tx)).map((row) => [row.id, row]),
    );
    const before = new Map(
      rows.flatMap(({ id, before: kept }) =>
        kept === null ? [] : [[id, toTransactionBefore(ledger, kept as KeptTransaction)] as const],
      ),
    );
    const gone = await revertedImports(ledger, [...before.values()]);
    for (const row of before.values()) if (row.importId && gone.has(row.importId)) row.importId = null;
    const pick = (operation: Touched['operation'], from: ReadonlyMap<string, Transaction>) =>
      rows.filter((row) => row.operation === operation).flatMap(({ id }) => from.get(id) ?? []);
    const removed = pick('ADDED', current);
    await book(ledger, {
      added: pick('REMOVED', before),
      changed: pick('UPDATED', before).map((row): Edit => [current.get(row.id)!, row]),
      removed,
      cause: { by: 'UNDO', userId, sourceId: changeId },
    });
    return [...removed, ...(await findTransactions(householdId, ledger.reference, [...before.keys()], tx))];
  });
}

function idsOf(rows: readonly Touched[]): string[] {
  return rows.map(({ id }) => id);
}

function refuseDisturbed(rows: readonly Touched[]): void {
  const disturbed = rows.filter(({ unchanged }) => !unchanged).length;
  if (disturbed === 0) return;
  throw domainError(
    'CONFLICT',
    `It cannot be undone: ${disturbed} of its ${rows.length} transactions have been changed or removed since.`,
    'id',
  );
}

async function readTouched(ledger: Ledger, changeId: string): Promise<Touched[]> {
  const { rows } = await ledger.tx.query<Touched>(
    `SELECT r.entity, r.entity_id AS id, r.operation, r.before,
        t.updated_at IS NOT DISTINCT FROM r.changed_at AS unchanged
      FROM change_row r LEFT JOIN transaction t
        ON r.entity = 'TRANSACTION' AND t.id = r.entity_id AND t.household_id = $2
      WHERE r.change_id = $1`,
    [changeId, ledger.householdId],
  );
  return rows;
}

/** An import that was undone has forgotten its rows: without it they are recognised by their content. */
async function revertedImports(ledger: Ledger, before: readonly Transaction[]): Promise<Set<string>> {
  const ids = [...new Set(before.flatMap(({ importId }) => importId ?? []))];
  if (ids.length === 0) return new Set();
  const { rows } = await ledger.tx.query<{ id: string }>(
    `SELECT x.id FROM unnest($2::uuid[]) AS x(id) WHERE NOT EXISTS (
      SELECT FROM import i WHERE i.id = x.id AND i.household_id = $1 AND i.status <> 'REVERTED')`,
    [ledger.householdId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

async function takeChange(ledger: Ledger, changeId: string): Promise<void> {
  const { rows } = await ledger.tx.query<{ undone_at: Date | null }>(
    'SELECT undone_at FROM change WHERE id = $1 AND household_id = $2',
    [isUuid(changeId) ? changeId : null, ledger.householdId],
  );
  const change = rows[0];
  if (!change) throw domainError('NOT_FOUND', 'There is no such change.', 'id');
  if (change.undone_at) throw domainError('CONFLICT', 'This change has been undone before.', 'id');
  await ledger.tx.query('UPDATE change SET undone_at = now() WHERE id = $1', [changeId]);
}
