import { noteEvent, notePersonalEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
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
    const { count: asked } = await prisma().household.updateMany({
      where: { id: householdId, deletionAt: null },
      data: { deletionAt: at },
    });
    if (!asked) return;
    await bumpReference(tx, householdId);
    await noteEvent(tx, householdId, by, 'HOUSEHOLD_DELETION_ASKED');
    const owners = await prisma().membership.findMany({
      where: { householdId, role: 'OWNER' },
      orderBy: { userId: 'asc' },
      select: { userId: true },
    });
    const about = { kind: 'HOUSEHOLD_DELETION_ASKED', by: by.user.name ?? by.user.email } as const;
    for (const { userId } of owners)
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
    const { count: kept } = await prisma().household.updateMany({
      where: { id: householdId, deletionAt: { gt: now } },
      data: { deletionAt: null },
    });
    if (!kept)
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
    await refuseLastOwner(by.user.id);
    const { count: asked } = await prisma().user.updateMany({
      where: { id: by.user.id, deletionAt: null },
      data: { deletionAt: inDays(now) },
    });
    if (!asked) return;
    await notePersonalEvent(tx, by, 'PERSON_DELETION_ASKED');
    await queuePersonalMail(tx, by.user.id, { kind: 'PERSON_DELETION_ASKED' });
  });
}

/** Keeps a person who has asked to be erased. Throws NOT_FOUND when they have not, or the day has come. */
export async function cancelPersonDeletion(by: PersonalActor, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const { count: kept } = await prisma().user.updateMany({
      where: { id: by.user.id, deletionAt: { gt: now } },
      data: { deletionAt: null },
    });
    if (!kept)
      throw domainError('NOT_FOUND', 'No deletion of your account is waiting: there is nothing to cancel.');
    await notePersonalEvent(tx, by, 'PERSON_DELETION_CANCELLED');
  });
}

/**
 * A household that others belong to must have somebody who decides. One that is about to be deleted itself
 * needs nobody.
 */
async function refuseLastOwner(userId: string): Promise<void> {
  const others = { userId: { not: userId } };
  const household = await prisma().household.findFirst({
    where: {
      deletionAt: null,
      AND: [
        { memberships: { some: { userId, role: 'OWNER' } } },
        { memberships: { some: others, none: { ...others, role: 'OWNER' } } },
      ],
    },
    orderBy: { name: 'asc' },
    select: { name: true },
  });
  if (household)
    throw domainError(
      'NOT_ALLOWED',
      `You are the last owner of "${household.name}", and others belong to it: hand it over first, or delete it.`,
    );
}
