import { v7 as uuidv7 } from 'uuid';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { applyPostings, type Ledger, lockLedger, type Posting } from '@/lib/ledger/cells/mutations';
import { countComeAgain } from '@/lib/intake/match/come-again';
import { catchUp } from '@/lib/intake/reviews/catch-up';
import { findTransactions } from '@/lib/ledger/transactions/data';
import { toPosting } from '@/lib/ledger/transactions/row';
import type { SealedTransaction, Transaction } from '@/lib/ledger/transactions/types';

export type ChangeKind = 'UPDATE' | 'REMOVE';

/**
 * Keeps transactions as they are before a change, so that it can be undone. Must run before the rows are written.
 *
 * The copy is the row itself, its sealed part unopened: the blob is bound to the row's id and fits only there again.
 * `changedAt` is the updated_at that the change will give the rows, null when it removes them.
 */
export async function noteChange(
  tx: Queryable,
  change: {
    householdId: string;
    userId: string | null;
    kind: ChangeKind;
    ids: readonly string[];
    changedAt: string | null;
  },
): Promise<string> {
  const id = uuidv7();
  await tx.query('INSERT INTO change (id, household_id, user_id, kind) VALUES ($1, $2, $3, $4)', [
    id,
    change.householdId,
    change.userId,
    change.kind,
  ]);
  await tx.query(
    `INSERT INTO change_row (change_id, transaction_id, before, changed_at)
      SELECT $1, t.id, to_jsonb(t), $4 FROM transaction t WHERE t.id = ANY($2::uuid[]) AND t.household_id = $3`,
    [id, change.ids, change.householdId, change.changedAt],
  );
  return id;
}

/** A transaction's row as it was kept before a change. */
type KeptRow = {
  id: string;
  account_id: string;
  category_id: string | null;
  date: string;
  kind: Posting['kind'];
  sealed: string;
};

/**
 * Puts transactions back to what they were before a change, all or none, at any later time.
 *
 * Throws NOT_FOUND for an unknown change, CONFLICT when it has been undone, or one of its transactions was changed or removed
 * since: what came later is never overwritten. A category that is gone in between leaves its transactions uncategorised.
 * What a bank has said of removed transactions since is taken over.
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
    if (disturbed > 0)
      throw domainError(
        'CONFLICT',
        `It cannot be undone: ${disturbed} of its ${rows.length} transactions have been changed or removed since.`,
        'id',
      );
    if (rows.some((row) => !ledger.reference.accounts.has(row.before.account_id)))
      throw domainError(
        'CONFLICT',
        'It cannot be undone: an account of its transactions has been removed since.',
        'id',
      );
    const ids = rows.map((row) => row.before.id);
    const current = kind === 'UPDATE' ? await findTransactions(householdId, ledger.reference, ids, tx) : [];
    if (kind === 'UPDATE')
      await tx.query('DELETE FROM transaction WHERE id = ANY($1::uuid[]) AND household_id = $2', [
        ids,
        householdId,
      ]);
    await tx.query(
      `INSERT INTO transaction
        SELECT (jsonb_populate_record(NULL::transaction,
          -- Rows that were kept before there was an origin.
          jsonb_build_object('origin', CASE WHEN r.before->>'import_id' IS NULL THEN 'PERSON' ELSE 'FILE' END) || r.before || jsonb_build_object(
          'category_id', (SELECT c.id FROM category c WHERE c.id = (r.before->>'category_id')::uuid AND c.household_id = $2),
          -- An import that was taken back has forgotten its rows: without it they are recognised by their content.
          'import_id', (SELECT i.id FROM import i WHERE i.id = (r.before->>'import_id')::uuid AND i.household_id = $2 AND i.status <> 'REVERTED')))).*
        FROM change_row r WHERE r.change_id = $1`,
      [changeId, householdId],
    );
    await restoreTransfers(ledger, ids);
    await applyPostings(
      ledger,
      current.map(toPosting),
      rows.map((row) => toKeptPosting(ledger, row.before)),
    );
    const restored = await findTransactions(householdId, ledger.reference, ids, tx);
    if (kind === 'UPDATE') return restored;
    const again = await countComeAgain(ledger, changeId, restored);
    if (again > 0)
      throw domainError(
        'CONFLICT',
        `It cannot be undone: ${again} of its ${rows.length} transactions have been brought in again since.`,
        'id',
      );
    return catchUp(ledger, restored);
  });
}

/** Transfers whose sides came back: they are linked exactly when both sides are transfers again. */
async function restoreTransfers(ledger: Ledger, ids: string[]): Promise<void> {
  const sides = `f.household_id = $1 AND (f.out_id = ANY($2::uuid[]) OR f.in_id = ANY($2::uuid[])) AND o.id = f.out_id AND i.id = f.in_id`;
  const both = `(o.kind = 'TRANSFER' AND i.kind = 'TRANSFER')`;
  await ledger.tx.query(
    `UPDATE transfer f SET state = 'REFUSED' FROM transaction o, transaction i WHERE ${sides} AND f.state = 'LINKED' AND NOT ${both}`,
    [ledger.householdId, ids],
  );
  await ledger.tx.query(
    `UPDATE transfer f SET state = 'LINKED' FROM transaction o, transaction i WHERE ${sides} AND f.state = 'REFUSED' AND ${both}
      AND NOT EXISTS (SELECT FROM transfer x WHERE x.state = 'LINKED' AND (x.out_id IN (o.id, i.id) OR x.in_id IN (o.id, i.id)))`,
    [ledger.householdId, ids],
  );
  const { rowCount } = await ledger.tx.query(
    `SELECT 1 FROM transfer f, transaction o, transaction i WHERE ${sides} AND f.state = 'LINKED' AND o.account_id = i.account_id`,
    [ledger.householdId, ids],
  );
  if (rowCount)
    throw domainError(
      'CONFLICT',
      'It cannot be undone: both sides of a transfer would be in one account.',
      'id',
    );
}

async function takeChange(ledger: Ledger, changeId: string): Promise<ChangeKind> {
  const { rows } = await ledger.tx.query<{ kind: ChangeKind; undone_at: Date | null }>(
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
  const sealed = ledger.vault.open<SealedTransaction>(
    'transaction',
    row.id,
    Buffer.from(row.sealed.slice(2), 'hex'),
  );
  const categoryId =
    row.category_id && ledger.reference.categories.has(row.category_id) ? row.category_id : null;
  return {
    accountId: row.account_id,
    categoryId,
    date: row.date,
    kind: row.kind,
    amountMinor: BigInt(sealed.a),
  };
}
