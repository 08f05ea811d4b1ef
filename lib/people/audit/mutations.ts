import { v7 as uuidv7 } from 'uuid';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import type { Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { log } from '@/lib/platform/log';
import { logHash } from '@/lib/platform/log-hash';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { Actor, AuditAction, PersonalActor, SealedAuditEvent } from './types';

/**
 * Writes into a household's audit trail, in the transaction of what is noted. `subject` says whom or what it
 * was done to in words that stay readable when the thing is gone: an address, a name, a role; never a secret
 * or an amount.
 */
export async function noteEvent(
  tx: Queryable,
  householdId: HouseholdId,
  actor: Actor,
  action: AuditAction,
  subject: string | null = null,
): Promise<void> {
  log.info('audit', {
    event: action,
    user: actor.user && logHash(actor.user.id),
    household: logHash(householdId),
  });
  const id = uuidv7();
  const vault = await householdVault(householdId, tx);
  const sealed: SealedAuditEvent = {
    actor: actor.user && (actor.user.name ?? actor.user.email),
    subject,
    device: actor.device,
    address: actor.address,
  };
  await prisma().auditEvent.create({
    data: {
      id,
      householdId,
      userId: actor.user?.id ?? null,
      action,
      sealed: vault.seal('audit_event', id, sealed),
    },
  });
}

/** Notes what a person did to their own way in, in the trail of every household that they belong to. */
export async function notePersonalEvent(
  tx: Queryable,
  actor: PersonalActor,
  action: AuditAction,
  subject: string | null = null,
): Promise<void> {
  const rows = await prisma().membership.findMany({
    where: { userId: actor.user.id },
    select: { householdId: true },
  });
  for (const row of rows) await noteEvent(tx, proveHousehold(row.householdId), actor, action, subject);
}
