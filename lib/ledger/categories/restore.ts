import { readReference } from '@/lib/ledger/reference/data';
import { bumpReference } from '@/lib/people/households/mutations';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { domainError } from '@/lib/platform/errors/domain-error';

type KeptCategory = {
  id: string;
  parent_id: string | null;
  kind: 'INCOME' | 'EXPENSE';
  name: string;
};

/**
 * Brings removed categories back and their subcategories below them again, unless these were moved since.
 * Returns the ledger with the categories as they are then. Throws CONFLICT when the name has been taken, or
 * the parent removed, meanwhile.
 */
export async function restoreCategories(
  ledger: Ledger,
  changeId: string,
  touched: readonly { id: string; operation: string; before: unknown }[],
): Promise<Ledger> {
  if (touched.length === 0) return ledger;
  const { tx, householdId, reference } = ledger;
  const removed = touched
    .filter(({ operation }) => operation === 'REMOVED')
    .map(({ before }) => before as KeptCategory);
  for (const kept of removed) {
    const taken = [...reference.categories.values()].some(
      ({ kind, parent, archived, name }) =>
        !archived &&
        kind === kept.kind &&
        (parent?.id ?? null) === kept.parent_id &&
        name.toLowerCase() === kept.name.toLowerCase(),
    );
    if (taken || (kept.parent_id !== null && !reference.categories.has(kept.parent_id)))
      throw domainError(
        'CONFLICT',
        `The category "${kept.name}" cannot come back: its name has been taken, or its parent removed, since.`,
        'id',
      );
  }
  await tx.query(
    `INSERT INTO category SELECT (jsonb_populate_record(NULL::category, r.before)).*
      FROM change_row r WHERE r.change_id = $1 AND r.entity = 'CATEGORY' AND r.operation = 'REMOVED'`,
    [changeId],
  );
  await tx.query(
    `UPDATE category c SET parent_id = (r.before->>'parent_id')::uuid
      FROM change_row r JOIN change b ON b.id = r.change_id
      WHERE r.change_id = $1 AND r.entity = 'CATEGORY' AND r.operation = 'UPDATED' AND c.id = r.entity_id
        AND c.household_id = $2
        AND NOT EXISTS (SELECT FROM change_row l JOIN change a ON a.id = l.change_id
          WHERE l.entity_id = c.id AND a.household_id = $2 AND a.seq > b.seq)`,
    [changeId, householdId],
  );
  await bumpReference(tx, householdId);
  return { ...ledger, reference: await readReference(householdId, tx) };
}
