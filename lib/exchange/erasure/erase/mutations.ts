import { noteEvent } from '@/lib/people/audit/mutations';
import type { Actor } from '@/lib/people/audit/types';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import type { Locale } from '@/lib/platform/i18n/locales';
import { errorStack, log } from '@/lib/platform/log';
import { queuePersonalMail } from '@/lib/platform/mail/queue';
import { configuredOutbox, type Outbox, sendFarewell } from '@/lib/exchange/notices/send/mutations';
import { endMembership, lockMembers } from '@/lib/people/memberships/mutations';
import { forgetVault } from '@/lib/platform/vault/household-vault';
import { removeHouseholdRows, removePrivateAccounts } from '../rows';

const SALDO: Actor = { user: null, device: null, address: null };

/**
 * Erases the households and the persons whose day has come by `now`. A run that breaks off in the middle is
 * taken up by the next one. One that cannot be erased keeps none of the others.
 */
export async function eraseDue(now: Date, outbox = configuredOutbox()): Promise<void> {
  let failures = 0;
  const each = async (table: 'household' | '"user"', erase: (id: string) => Promise<void>) => {
    const { rows } = await db().query<{ id: string }>(
      `SELECT id FROM ${table} WHERE deletion_at <= $1 ORDER BY deletion_at, id`,
      [now],
    );
    for (const { id } of rows) {
      await erase(id).catch((error: unknown) => {
        failures += 1;
        log.error('an erasure failed', { stack: errorStack(error) });
      });
    }
  };
  await each('household', (id) => eraseHousehold(id, now));
  await each('"user"', (id) => erasePerson(id, now, outbox));
  if (failures > 0) throw new Error(`${failures} erasures failed.`);
}

/**
 * Erases a household: first its data key, which makes every copy of its rows worthless, in backups too; then
 * the rows. Its people go on in other households of theirs, or in new ones; those who owned it get a mail.
 */
async function eraseHousehold(id: string, now: Date): Promise<void> {
  const householdId = proveHousehold(id);
  const due = await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ name: string }>(
      'SELECT name FROM household WHERE id = $1 AND deletion_at <= $2 FOR UPDATE',
      [householdId, now],
    );
    const [household] = rows;
    if (!household) return false;
    const members = await lockMembers(tx, householdId);
    await destroyKey(tx, householdId);
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
async function destroyKey(tx: Queryable, householdId: HouseholdId): Promise<void> {
  await tx.query('DELETE FROM data_key WHERE household_id = $1', [householdId]);
  await tx.query('DELETE FROM invitation WHERE household_id = $1', [householdId]);
}

type Leaving = { email: string; name: string | null; locale: Locale | null };

/**
 * Erases a person with the households that they are alone in, keys first, and with their private accounts
 * elsewhere. Where they are the last owner by now, whoever has belonged to the household longest becomes one,
 * members before viewers. The mail that says so is the one thing that is tried only once: nobody is left to
 * keep it for.
 */
async function erasePerson(userId: string, now: Date, outbox: Outbox): Promise<void> {
  const alone = await inTransaction(async (tx) => {
    if (!(await findLeaving(tx, userId, now))) return [];
    const { rows } = await tx.query<{ household_id: string }>(
      `SELECT household_id FROM membership m WHERE user_id = $1 AND NOT EXISTS (SELECT FROM membership o
        WHERE o.household_id = m.household_id AND o.user_id <> $1) ORDER BY household_id FOR UPDATE`,
      [userId],
    );
    const ids = rows.map((row) => proveHousehold(row.household_id));
    for (const householdId of ids) await destroyKey(tx, householdId);
    // Every session of theirs ends.
    await tx.query('DELETE FROM session WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM access_token WHERE user_id = $1', [userId]);
    return ids;
  });
  for (const householdId of alone) {
    forgetVault(householdId);
    await inTransaction((tx) => removeHouseholdRows(tx, householdId));
  }
  const erased = await inTransaction(async (tx) => {
    const person = await findLeaving(tx, userId, now);
    if (!person) return null;
    const { rows } = await tx.query<{ household_id: string }>(
      'SELECT household_id FROM membership WHERE user_id = $1 ORDER BY household_id',
      [userId],
    );
    for (const row of rows) await takeLeave(tx, proveHousehold(row.household_id), userId, person);
    const { rows: hidden } = await tx.query<{ household_id: string; ids: string[] }>(
      `SELECT household_id, array_agg(id) AS ids FROM account WHERE private_to_id = $1 GROUP BY household_id
        ORDER BY household_id`,
      [userId],
    );
    for (const row of hidden) await removePrivateAccounts(tx, proveHousehold(row.household_id), row.ids);
    await tx.query('DELETE FROM "user" WHERE id = $1', [userId]);
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
    const { rows } = await tx.query<{ user_id: string }>(
      `SELECT user_id FROM membership WHERE household_id = $1 AND user_id <> $2 ORDER BY role, created_at
        LIMIT 1`,
      [householdId, userId],
    );
    const heir = others.find((member) => member.user_id === rows[0]?.user_id);
    if (!heir) throw new Error('A household that goes on has nobody in it.');
    await tx.query(`UPDATE membership SET role = 'OWNER' WHERE household_id = $1 AND user_id = $2`, [
      householdId,
      heir.user_id,
    ]);
    await noteEvent(tx, householdId, SALDO, 'ROLE_CHANGED', `${heir.email} (${heir.role} → OWNER)`);
  }
  await noteEvent(tx, householdId, SALDO, 'PERSON_ERASED', person.name ?? person.email);
  // Whom to write to when a bank needs somebody.
  await tx.query(
    `UPDATE bank_connection SET user_id = (SELECT user_id FROM membership WHERE household_id = $1
      AND role = 'OWNER' AND user_id <> $2 ORDER BY created_at LIMIT 1) WHERE household_id = $1
      AND user_id = $2`,
    [householdId, userId],
  );
}
