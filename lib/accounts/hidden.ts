import type { HouseholdId } from '../auth/scope';
import { db } from '../db/pool';

/**
 * Those of `ids` that name a hidden account or something of one: a transaction, an import, a bank account or a connection that feeds
 * nothing else, a question of the inbox, a transfer, a change that can be undone. `hidden` is that of a reader's reference.
 */
export async function findHiddenIds(householdId: HouseholdId, hidden: ReadonlySet<string>, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db().query<{ id: string }>(
    `SELECT asked.id FROM unnest($1::uuid[]) AS asked(id) WHERE asked.id = ANY($2::uuid[])
      OR EXISTS (SELECT FROM transaction t WHERE t.id = asked.id AND t.account_id = ANY($2))
      OR EXISTS (SELECT FROM import i WHERE i.id = asked.id AND i.household_id = $3 AND (i.account_id = ANY($2)
        OR EXISTS (SELECT FROM import_row r WHERE r.import_id = i.id AND r.account_id = ANY($2))))
      OR EXISTS (SELECT FROM bank_account b WHERE b.id = asked.id AND b.account_id = ANY($2))
      OR EXISTS (SELECT FROM bank_connection c JOIN bank_account b ON b.connection_id = c.id WHERE c.id = asked.id AND b.account_id IS NOT NULL GROUP BY c.id HAVING bool_and(b.account_id = ANY($2)))
      OR EXISTS (SELECT FROM review r WHERE r.id = asked.id AND r.account_id = ANY($2))
      OR EXISTS (SELECT FROM transfer x JOIN transaction t ON t.id IN (x.out_id, x.in_id) WHERE x.id = asked.id AND t.account_id = ANY($2))
      OR EXISTS (SELECT FROM change_row r WHERE r.change_id = asked.id AND (r.before->>'account_id')::uuid = ANY($2))`,
    [ids, [...hidden], householdId],
  );
  return new Set(rows.map(({ id }) => id));
}
