import { noteEvent } from '@/lib/people/audit/mutations';
import type { Actor } from '@/lib/people/audit/types';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Row } from '@/lib/platform/db/row';
import type { Household, Membership, Prisma, User } from '@/prisma/__generated__/client';
import type { Locale } from '@/lib/platform/i18n/locales';
import { errorStack, log } from '@/lib/platform/log';
import { queuePersonalMail } from '@/lib/platform/mail/queue';
import { configuredOutbox, type Outbox, sendFarewell } from '@/lib/exchange/notices/send/mutations';
import { endMembership, handOverConnections, lockMembers } from '@/lib/people/memberships/mutations';
import { forgetVault } from '@/lib/platform/vault/household-vault';
import { removeHouseholdRows, removePrivateAccounts } from '../rows';

const SALDO: Actor = { user: null, device: null, address: null };

/**
 * Erases the households and the persons whose day has come by `now`. A run that breaks off in the middle is
 * taken up by the next one. One that cannot be erased keeps none of the others.
 */
export async function eraseDue(now: Date, outbox = configuredOutbox()): Promise<void> {
  let failures = 0;
  const each = async (rows: { id: string }[], erase: (id: string) => Promise<void>) => {
    for (const { id } of rows) {
      await erase(id).catch((error: unknown) => {
        failures += 1;
        log.error('an erasure failed', { stack: errorStack(error) });
      });
    }
  };
  const due = {
    where: { deletionAt: { lte: now } },
    orderBy: [{ deletionAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  } satisfies Prisma.HouseholdFindManyArgs & Prisma.UserFindManyArgs;
  await each(await prisma().household.findMany(due), (id) => eraseHousehold(id, now));
  await each(await prisma().user.findMany(due), (id) => erasePerson(id, now, outbox));
  if (failures > 0) throw new Error(`${failures} erasures failed.`);
}

/**
 * Erases a household: first its data key, which makes every copy of its rows worthless, in backups too; then
 * the rows. Its people go on in other households of theirs, or in new ones; those who owned it get a mail.
 */
async function eraseHousehold(id: string, now: Date): Promise<void> {
  const householdId = proveHousehold(id);
  const due = await inTransaction(async (tx) => {
    const { rows } = await tx.query<Row<Household, 'name'>>(
      'SELECT name FROM household WHERE id = $1 AND deletion_at <= $2 FOR UPDATE',
      [householdId, now],
    );
    const [household] = rows;
    if (!household) return false;
    const members = await lockMembers(tx, householdId);
    await destroyKey(householdId);
    for (const member of members) await endMembership(householdId, member);
    for (const { user_id: userId, role } of members)
      if (role === 'OWNER')
        await queuePersonalMail(tx, userId, { kind: 'HOUSEHOLD_ERASED', household: household.name });
    return true;
  });
  forgetVault(householdId);
  if (due) await inTransaction((tx) => removeHouseholdRows(tx, householdId));
}

/**
 * Removes households whose data key is gone already: an older backup brings the rows of an erased one back,
 * and never its key.
 */
export async function removeUnreadable(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const householdId = proveHousehold(id);
    await inTransaction(async (tx) => {
      for (const member of await lockMembers(tx, householdId)) await endMembership(householdId, member);
      await removeHouseholdRows(tx, householdId);
    });
  }
}

/**
 * From here on nothing of the household can be read, and nobody may come into what is about to be removed.
 */
async function destroyKey(householdId: HouseholdId): Promise<void> {
  await prisma().dataKey.deleteMany({ where: { householdId } });
  await prisma().invitation.deleteMany({ where: { householdId } });
}

type Leaving = Row<User, 'email' | 'name'> & { locale: Locale | null };

/**
 * Erases a person with the households that they are alone in, keys first, and with their private accounts
 * elsewhere. Where they are the last owner by now, whoever has belonged to the household longest becomes one,
 * members before viewers. The mail that says so is the one thing that is tried only once: nobody is left to
 * keep it for.
 */
async function erasePerson(userId: string, now: Date, outbox: Outbox): Promise<void> {
  const alone = await inTransaction(async (tx) => {
    if (!(await findLeaving(tx, userId, now))) return [];
    const { rows } = await tx.query<Row<Membership, 'householdId'>>(
      `SELECT household_id FROM membership m WHERE user_id = $1 AND NOT EXISTS (SELECT FROM membership o
        WHERE o.household_id = m.household_id AND o.user_id <> $1) ORDER BY household_id FOR UPDATE`,
      [userId],
    );
    const ids = rows.map((row) => proveHousehold(row.household_id));
    for (const householdId of ids) await destroyKey(householdId);
    // Every session of theirs ends.
    await prisma().session.deleteMany({ where: { userId } });
    await prisma().accessToken.deleteMany({ where: { userId } });
    return ids;
  });
  for (const householdId of alone) {
    forgetVault(householdId);
    await inTransaction((tx) => removeHouseholdRows(tx, householdId));
  }
  const erased = await inTransaction(async (tx) => {
    const person = await findLeaving(tx, userId, now);
    if (!person) return null;
    const joined = await prisma().membership.findMany({
      where: { userId },
      orderBy: { householdId: 'asc' },
      select: { householdId: true },
    });
    for (const row of joined) await takeLeave(tx, proveHousehold(row.householdId), userId, person);
    const households = await prisma().household.findMany({
      where: { accounts: { some: { privateToId: userId } } },
      orderBy: { id: 'asc' },
      select: { id: true, accounts: { where: { privateToId: userId }, select: { id: true } } },
    });
    for (const { id, accounts } of households)
      await removePrivateAccounts(
        tx,
        proveHousehold(id),
        accounts.map((account) => account.id),
      );
    await prisma().user.delete({ where: { id: userId } });
    return person;
  });
  if (erased) await sendFarewell(erased, outbox);
}

async function findLeaving(tx: Queryable, userId: string, now: Date): Promise<Leaving | null> {
  const { rows } = await tx.query<Leaving>(
    'SELECT email, name, locale FROM "user" WHERE id = $1 AND deletion_at <= $2 FOR UPDATE',
    [userId, now],
  );
  return rows[0] ?? null;
}

/** Ends a person's part in a household that goes on without them. */
async function takeLeave(
  tx: Queryable,
  householdId: HouseholdId,
  userId: string,
  person: Leaving,
): Promise<void> {
  const others = (await lockMembers(tx, householdId)).filter((member) => member.user_id !== userId);
  if (!others.some(({ role }) => role === 'OWNER')) {
    const next = await prisma().membership.findFirst({
      where: { householdId, userId: { not: userId } },
      orderBy: [{ role: 'asc' }, { createdAt: 'asc' }],
      select: { userId: true },
    });
    const heir = others.find((member) => member.user_id === next?.userId);
    if (!heir) throw new Error('A household that goes on has nobody in it.');
    await prisma().membership.updateMany({
      where: { householdId, userId: heir.user_id },
      data: { role: 'OWNER' },
    });
    await noteEvent(tx, householdId, SALDO, 'ROLE_CHANGED', `${heir.email} (${heir.role} → OWNER)`);
  }
  await noteEvent(tx, householdId, SALDO, 'PERSON_ERASED', person.name ?? person.email);
  await handOverConnections(householdId, userId);
}
