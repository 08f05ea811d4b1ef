import type { Queryable } from '@/lib/platform/db/pool';
import { queueMail } from '@/lib/platform/mail/queue';
import type { HouseholdId } from '@/lib/platform/scope';

/** A person waits for a smaller import on its page. */
const LARGE_IMPORT_ROWS = 1_000;

/** Queues the mail about a large import that is done, in the import's own transaction. */
export async function queueImportDone(
  tx: Queryable,
  householdId: HouseholdId,
  importId: string,
): Promise<void> {
  const { rows } = await tx.query<{ user_id: string }>(
    `SELECT i.user_id FROM import i JOIN membership m ON m.household_id = i.household_id
      AND m.user_id = i.user_id
      WHERE i.id = $1 AND i.household_id = $2 AND i.status = 'DONE' AND i.rows_total >= $3`,
    [importId, householdId, LARGE_IMPORT_ROWS],
  );
  const userId = rows[0]?.user_id;
  if (userId)
    await queueMail(tx, {
      householdId,
      userId,
      key: `import-done:${importId}`,
      about: { kind: 'IMPORT_DONE', importId },
    });
}
