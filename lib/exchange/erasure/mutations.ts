import { noteEvent, notePersonalEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { bumpReference } from '@/lib/people/households/mutations';
import { queueMail, queuePersonalMail } from '@/lib/platform/mail/queue';

/** So long a deletion can be taken back with one button, and nothing is lost. */
export const DAYS_TO_RECONSIDER = 7;

const inDays = (now: Date) => new Date(now.getTime() + DAYS_TO_RECONSIDER * 86_400_000);

/**
 * Has a household deleted in seven days, unless an owner cancels it. Until then it stays as it is; every
 * owner gets a mail. Asking again changes nothing.
 */
export async function askHouseholdDeletion(
  householdId: HouseholdId,
  by: PersonalActor,
  now: Date,
): Promise<void> {
  await inTransaction(async (tx) => {
    const at = inDays(now);
    const { rowCount } = await tx.query(
      'UPDATE household SET deletion_at = $2 WHERE id = $1 AND deletion_at IS NULL',
      [householdId, at],
    );
    if (!rowCount) return;
    await bumpReference(tx, householdId);
    await noteEvent(tx, householdId, by, 'HOUSEHOLD_DELETION_ASKED');
    const { rows: owners } = await tx.query<{ user_id: string }>(
      `SELECT user_id FROM membership WHERE household_id = $1 AND role = 'OWNER' ORDER BY user_id`,
      [householdId],
    );
    const about = { kind: 'HOUSEHOLD_DELETION_ASKED', by: by.user.name ?? by.user.email } as const;
    for (const { user_id: userId } of owners)
      await queueMail(tx, {
        householdId,
        userId,
        key: `household-deletion:${householdId}:${at.toISOString()}:${userId}`,
        about,
      });
  });
}

/** Keeps a household whose deletion was asked for. Throws NOT_FOUND when it was not, or its day has come. */
export async function cancelHouseholdDeletion(
  householdId: HouseholdId,
  by: PersonalActor,
  now: Date,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rowCount } = await tx.query(
      'UPDATE household SET deletion_at = NULL WHERE id = $1 AND deletion_at > $2',
      [householdId, now],
    );
    if (!rowCount)
      throw domainError('NOT_FOUND', 'No deletion of this household is waiting: there is nothing to cancel.');
    await bumpReference(tx, householdId);
    await noteEvent(tx, householdId, by, 'HOUSEHOLD_DELETION_CANCELLED');
  });
}

/**
 * Has a person erased in seven days, unless they cancel it, with the households that they are alone in and
 * their private accounts. Until then they sign in and go on as before. Asking again changes nothing. Throws
 * NOT_ALLOWED for the last owner of a household that others belong to as well.
 */
export async function askPersonDeletion(by: PersonalActor, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await refuseLastOwner(tx, by.user.id);
    const { rowCount } = await tx.query(
      'UPDATE "user" SET deletion_at = $2 WHERE id = $1 AND deletion_at IS NULL',
      [by.user.id, inDays(now)],
    );
    if (!rowCount) return;
    await notePersonalEvent(tx, by, 'PERSON_DELETION_ASKED');
    await queuePersonalMail(tx, by.user.id, { kind: 'PERSON_DELETION_ASKED' });
  });
}

/** Keeps a person who has asked to be erased. Throws NOT_FOUND when they have not, or the day has come. */
export async function cancelPersonDeletion(by: PersonalActor, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const { rowCount } = await tx.query(
      'UPDATE "user" SET deletion_at = NULL WHERE id = $1 AND deletion_at > $2',
      [by.user.id, now],
    );
    if (!rowCount)
      throw domainError('NOT_FOUND', 'No deletion of your account is waiting: there is nothing to cancel.');
    await notePersonalEvent(tx, by, 'PERSON_DELETION_CANCELLED');
  });
}

/**
 * A household that others belong to must have somebody who decides. One that is about to be deleted itself
 * needs nobody.
 */
async function refuseLastOwner(tx: Queryable, userId: string): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT h.name FROM membership m JOIN household h ON h.id = m.household_id WHERE m.user_id = $1
      AND m.role = 'OWNER' AND h.deletion_at IS NULL
      AND EXISTS (SELECT FROM membership o WHERE o.household_id = h.id AND o.user_id <> $1)
      AND NOT EXISTS (SELECT FROM membership o WHERE o.household_id = h.id AND o.user_id <> $1
        AND o.role = 'OWNER') ORDER BY h.name`,
    [userId],
  );
  if (rows[0])
    throw domainError(
      'NOT_ALLOWED',
      `You are the last owner of "${rows[0].name}", and others belong to it: hand it over first, or delete it.`,
    );
}
