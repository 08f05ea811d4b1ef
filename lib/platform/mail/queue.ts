import { v7 as uuidv7 } from 'uuid';
import type { Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { enqueue } from '@/lib/platform/jobs/queue';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import type { MailAbout, SealedMail } from './types';

/**
 * Puts a mail into the queue, in the transaction of what it tells about. `key` names the occasion: the same
 * occasion makes one mail, however often it is noticed.
 */
export async function queueMail(
  tx: Queryable,
  {
    householdId,
    userId,
    key,
    about,
  }: { householdId: HouseholdId; userId: string; key: string; about: MailAbout },
): Promise<void> {
  const id = uuidv7();
  const vault = await householdVault(householdId, tx);
  const sealed = vault.seal('mail', id, { about } satisfies SealedMail);
  const { count: queued } = await prisma().mail.createMany({
    data: { id, householdId, userId, key, sealed },
    skipDuplicates: true,
  });
  if (queued) await enqueue(tx, 'mail', { householdId, mailId: id });
}

/**
 * Puts a mail about a person's own way in into the queue: each request makes one. It travels sealed with the
 * key of their first household; somebody who belongs to none gets no mail.
 */
export async function queuePersonalMail(tx: Queryable, userId: string, about: MailAbout): Promise<void> {
  const first = await prisma().membership.findFirst({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { householdId: true },
  });
  if (first)
    await queueMail(tx, {
      householdId: proveHousehold(first.householdId),
      userId,
      key: `personal:${uuidv7()}`,
      about,
    });
}
