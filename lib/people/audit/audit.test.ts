import { db, inTransaction } from '@/lib/platform/db/pool';
import { createHousehold } from '@/lib/testing/builders';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { listEvents } from './data';
import { noteEvent, notePersonalEvent } from './mutations';
import type { Actor } from './types';

setUpTestDatabase();

const nobody: Actor = { user: null, device: null, address: null };

test('the trail of a household tells who did what when and from where, the newest first, a page at a time', async () => {
  const { householdId, userId, email } = await createHousehold();
  const actor: Actor = {
    user: { id: userId, email, name: 'Jana' },
    device: 'Firefox on Linux',
    address: '203.0.113.9',
  };
  await inTransaction(async (tx) => {
    await noteEvent(tx, householdId, actor, 'PERSON_INVITED', 'petr@example.com');
    await noteEvent(tx, householdId, nobody, 'BANK_DISCONNECTED', 'Fio');
  });
  await inTransaction((tx) => noteEvent(tx, householdId, actor, 'ROLE_CHANGED', 'Petr'));
  const first = await listEvents(householdId, { first: 2, after: null });
  expect(first).toMatchObject({
    hasNextPage: true,
    events: [{ action: 'ROLE_CHANGED' }, { action: 'BANK_DISCONNECTED', actor: null, subject: 'Fio' }],
  });
  const next = await listEvents(householdId, { first: 2, after: first.events[1]?.id ?? null });
  expect(next).toMatchObject({
    hasNextPage: false,
    events: [
      {
        action: 'PERSON_INVITED',
        actor: 'Jana',
        subject: 'petr@example.com',
        device: 'Firefox on Linux',
        address: '203.0.113.9',
      },
    ],
  });
  expect(next.events[0]?.at).toBeInstanceOf(Date);
});

test('what a person did to their own way in stands in the trail of each of their households, and in no other', async () => {
  const [one, two, other] = [await createHousehold(), await createHousehold(), await createHousehold()];
  await db().query(`INSERT INTO membership (user_id, household_id, role) VALUES ($1, $2, 'MEMBER')`, [
    one.userId,
    two.householdId,
  ]);
  const user = { id: one.userId, email: one.email, name: null };
  await inTransaction((tx) =>
    notePersonalEvent(tx, { user, device: null, address: null }, 'PASSWORD_CHANGED'),
  );
  const actions = async ({ householdId }: typeof one) =>
    (await listEvents(householdId, { first: 10, after: null })).events.map(({ action, actor }) => [
      action,
      actor,
    ]);
  expect(await actions(one)).toEqual([['PASSWORD_CHANGED', one.email]]);
  expect(await actions(two)).toEqual([['PASSWORD_CHANGED', one.email]]);
  expect(await actions(other)).toEqual([]);
});

test('an event is never changed, and names and addresses stand in it sealed', async () => {
  const { householdId, userId, email } = await createHousehold();
  await inTransaction((tx) =>
    noteEvent(
      tx,
      householdId,
      { user: { id: userId, email, name: 'Unmistakable' }, device: null, address: '203.0.113.77' },
      'SIGNED_IN',
    ),
  );
  const change = 'UPDATE audit_event SET at = now()';
  await expect(db().query(change)).rejects.toThrow('permission denied');
  await expect(asOwner((client) => client.query(change))).rejects.toThrow('never changed');
  const { rows } = await db().query<{ row: string; sealed: Buffer }>(
    'SELECT e::text AS row, sealed FROM audit_event e WHERE household_id = $1',
    [householdId],
  );
  expect(`${rows[0]?.row} ${rows[0]?.sealed.toString('latin1')}`).not.toMatch(/Unmistakable|203\.0\.113\.77/);
  expect(rows[0]?.row).toContain('SIGNED_IN');
});
