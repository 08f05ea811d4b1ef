import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { AuditAction, AuditEvent, SealedAuditEvent } from './types';

/**
 * A page of a household's audit trail, the newest first. `after` is the id of the last event seen; ids of
 * events grow with time.
 */
export async function listEvents(
  householdId: HouseholdId,
  { first, after }: { first: number; after: string | null },
): Promise<{ events: AuditEvent[]; hasNextPage: boolean }> {
  const vault = await householdVault(householdId);
  const { rows } = await db().query<{ id: string; action: AuditAction; sealed: Buffer; at: Date }>(
    `SELECT id, action, sealed, at FROM audit_event WHERE household_id = $1 AND ($2::uuid IS NULL
      OR (at, id) < (SELECT at, id FROM audit_event WHERE household_id = $1 AND id = $2))
      ORDER BY at DESC, id DESC LIMIT $3`,
    [householdId, after !== null && isUuid(after) ? after : null, first + 1],
  );
  const events = rows.slice(0, first).map((row) => ({
    id: row.id,
    action: row.action,
    at: row.at,
    ...vault.open<SealedAuditEvent>('audit_event', row.id, row.sealed),
  }));
  return { events, hasNextPage: rows.length > first };
}
