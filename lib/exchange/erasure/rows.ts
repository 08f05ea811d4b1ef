import type { HouseholdId } from '@/lib/platform/scope';
import type { Queryable } from '@/lib/platform/db/pool';
import { bumpReference } from '@/lib/people/households/mutations';
import { lockLedger } from '@/lib/ledger/cells/mutations';

/** Removes a household and everything in it. What hangs on an account goes before the account does. */
export async function removeHouseholdRows(tx: Queryable, householdId: string): Promise<void> {
  for (const table of ['change', 'month_total', 'transaction', 'idempotency_key', 'import_mapping'])
    await tx.query(`DELETE FROM ${table} WHERE household_id = $1`, [householdId]);
  await tx.query('DELETE FROM import_row r USING import i WHERE i.id = r.import_id AND i.household_id = $1', [
    householdId,
  ]);
  // What was to be done for it in the background has nothing to be done to.
  await tx.query(`DELETE FROM pgboss.job WHERE data->>'householdId' = $1 AND state < 'active'`, [
    householdId,
  ]);
  await tx.query('DELETE FROM household WHERE id = $1', [householdId]);
}

/**
 * Removes accounts that only one person saw from a household that goes on, with all that tells of them:
 * transactions, statement files, the connections that feed nothing else. The other side of a transfer stays
 * where others see it.
 */
export async function removePrivateAccounts(
  tx: Queryable,
  householdId: HouseholdId,
  accountIds: readonly string[],
): Promise<void> {
  await lockLedger(tx, householdId);
  const { rows: imports } = await tx.query<{ id: string }>(
    `SELECT id FROM import WHERE household_id = $1 AND account_id = ANY($2::uuid[]) UNION SELECT import_id
      FROM import_row WHERE account_id = ANY($2)`,
    [householdId, accountIds],
  );
  // What was added tells by its id only: of transactions that are there, and of those that were removed
  // since.
  await tx.query(
    `DELETE FROM change_row r USING change c WHERE c.id = r.change_id AND c.household_id = $1
      AND r.operation = 'ADDED' AND (
      r.entity_id = ANY($2::uuid[]) OR r.entity_id IN (SELECT t.id FROM transaction t
        WHERE t.account_id = ANY($2::uuid[]))
      OR r.entity_id IN (SELECT f.id FROM transfer f JOIN transaction t ON t.id IN (f.out_id, f.in_id)
        WHERE f.household_id = $1 AND t.account_id = ANY($2::uuid[]))
      OR r.entity_id IN (SELECT k.entity_id FROM change_row k JOIN change x ON x.id = k.change_id
        WHERE x.household_id = $1 AND (k.before->>'account_id')::uuid = ANY($2::uuid[])))`,
    [householdId, accountIds],
  );
  await tx.query(
    `DELETE FROM change c WHERE c.household_id = $1 AND EXISTS (SELECT FROM change_row r
      WHERE r.change_id = c.id AND ((r.before->>'account_id')::uuid = ANY($2::uuid[])
      OR r.entity_id = ANY($2::uuid[])))`,
    [householdId, accountIds],
  );
  await tx.query(
    `DELETE FROM transfer x USING transaction t WHERE x.household_id = $1 AND t.account_id = ANY($2::uuid[])
      AND t.id IN (x.out_id, x.in_id)`,
    [householdId, accountIds],
  );
  await tx.query('DELETE FROM month_total WHERE account_id = ANY($1::uuid[])', [accountIds]);
  await tx.query('DELETE FROM transaction WHERE account_id = ANY($1::uuid[])', [accountIds]);
  await tx.query(
    `DELETE FROM bank_connection c WHERE c.household_id = $1 AND EXISTS (SELECT FROM bank_account b
      WHERE b.connection_id = c.id AND b.account_id = ANY($2::uuid[]))
      AND NOT EXISTS (SELECT FROM bank_account b WHERE b.connection_id = c.id AND b.account_id IS NOT NULL
        AND b.account_id <> ALL($2))`,
    [householdId, accountIds],
  );
  await tx.query('DELETE FROM bank_account WHERE account_id = ANY($1::uuid[])', [accountIds]);
  await tx.query('DELETE FROM account WHERE id = ANY($1::uuid[])', [accountIds]);
  // A file of several accounts tells of this one too; what it brought into the others stays.
  const importIds = imports.map(({ id }) => id);
  await tx.query('DELETE FROM import_file WHERE import_id = ANY($1::uuid[])', [importIds]);
  await tx.query(
    `DELETE FROM import i WHERE i.id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM import_row r
      WHERE r.import_id = i.id) AND NOT EXISTS (SELECT FROM transaction t WHERE t.import_id = i.id)`,
    [importIds],
  );
  await bumpReference(tx, householdId);
}
