import { db } from '@/lib/platform/db/pool';
import { createMember, createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const ASK_HOUSEHOLD =
  'mutation { askHouseholdDeletion { household { deletionAt } errors { code message } } }';
const CANCEL_HOUSEHOLD =
  'mutation { cancelHouseholdDeletion { household { deletionAt } errors { code message } } }';
const ASK_PERSON = 'mutation { askPersonDeletion { user { deletionAt } errors { code message } } }';
const CANCEL_PERSON = 'mutation { cancelPersonDeletion { user { deletionAt } errors { code message } } }';
const daysUntil = (at: string) => Math.round((new Date(at).getTime() - Date.now()) / 86_400_000);
const codeOf = async (answer: Promise<{ errors?: { extensions: { code: string } }[] }>) =>
  (await answer).errors?.[0]?.extensions.code;
const forget = (userId: string) =>
  db().query(`UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = $1`, [userId]);

test('an owner asks for the deletion of their household, everybody in it sees the day, and another owner cancels it', async () => {
  const owner = await createSignedIn();
  const [second, viewer] = [
    await createMember(owner.householdId, 'OWNER'),
    await createMember(owner.householdId, 'VIEWER'),
  ];
  const { data } = await client(owner.token)(ASK_HOUSEHOLD);
  expect(data.askHouseholdDeletion.errors).toEqual([]);
  expect(daysUntil(data.askHouseholdDeletion.household.deletionAt)).toBe(7);
  expect((await client(viewer.token)('{ household { deletionAt } }')).data.household).toEqual(
    data.askHouseholdDeletion.household,
  );
  expect((await client(second.token)(CANCEL_HOUSEHOLD)).data.cancelHouseholdDeletion).toEqual({
    household: { deletionAt: null },
    errors: [],
  });
  expect((await client(second.token)(CANCEL_HOUSEHOLD)).data.cancelHouseholdDeletion).toMatchObject({
    household: null,
    errors: [{ code: 'NOT_FOUND' }],
  });
});

test('a household is not deleted by its members, by another household, or without a fresh proof', async () => {
  const owner = await createSignedIn();
  const member = await createMember(owner.householdId, 'MEMBER');
  const other = await createSignedIn();
  expect(await codeOf(client(member.token)(ASK_HOUSEHOLD))).toBe('FORBIDDEN');
  expect(await codeOf(client(other.token, { 'x-household': owner.householdId })(ASK_HOUSEHOLD))).toBe(
    'NOT_FOUND',
  );
  await forget(owner.userId);
  expect(await codeOf(client(owner.token)(ASK_HOUSEHOLD))).toBe('CONFIRMATION_REQUIRED');
  expect((await client(owner.token)('{ household { deletionAt } }')).data).toEqual({
    household: { deletionAt: null },
  });
  await db().query(
    `UPDATE household SET deletion_at = now() + interval '1 day', reference_version = reference_version + 1
      WHERE id = $1`,
    [owner.householdId],
  );
  expect(await codeOf(client(member.token)(CANCEL_HOUSEHOLD))).toBe('FORBIDDEN');
  expect(await codeOf(client(other.token, { 'x-household': owner.householdId })(CANCEL_HOUSEHOLD))).toBe(
    'NOT_FOUND',
  );
  expect((await client(other.token)(CANCEL_HOUSEHOLD)).data.cancelHouseholdDeletion.errors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  expect(
    (await client(owner.token)('{ household { deletionAt } }')).data.household.deletionAt,
  ).not.toBeNull();
});

test('a person asks to be erased, goes on signing in, and keeps their account with one mutation', async () => {
  const person = await createSignedIn();
  const { data } = await client(person.token)(ASK_PERSON);
  expect(data.askPersonDeletion.errors).toEqual([]);
  expect(daysUntil(data.askPersonDeletion.user.deletionAt)).toBe(7);
  expect((await client(person.token)('{ viewer { deletionAt } }')).data).toEqual({
    viewer: data.askPersonDeletion.user,
  });
  expect((await client(person.token)(CANCEL_PERSON)).data.cancelPersonDeletion).toEqual({
    user: { deletionAt: null },
    errors: [],
  });
  expect((await client(person.token)(CANCEL_PERSON)).data.cancelPersonDeletion).toMatchObject({
    user: null,
    errors: [{ code: 'NOT_FOUND' }],
  });
});

test('the last owner of a household of others hands it over first, and nobody is erased without a fresh proof', async () => {
  const owner = await createSignedIn();
  await createMember(owner.householdId, 'MEMBER');
  expect((await client(owner.token)(ASK_PERSON)).data.askPersonDeletion).toMatchObject({
    user: null,
    errors: [{ code: 'NOT_ALLOWED', message: expect.stringContaining('hand it over first') }],
  });
  const other = await createSignedIn();
  await forget(other.userId);
  expect(await codeOf(client(other.token)(ASK_PERSON))).toBe('CONFIRMATION_REQUIRED');
  expect(
    (
      await db().query('SELECT FROM "user" WHERE deletion_at IS NOT NULL AND id IN ($1, $2)', [
        owner.userId,
        other.userId,
      ])
    ).rowCount,
  ).toBe(0);
});

test('one person’s request says nothing about another’s', async () => {
  const [one, other] = [await createSignedIn(), await createSignedIn()];
  await client(one.token)(ASK_PERSON);
  expect((await client(other.token)('{ viewer { deletionAt } }')).data).toEqual({
    viewer: { deletionAt: null },
  });
  expect((await client(other.token)(CANCEL_PERSON)).data.cancelPersonDeletion.errors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  expect((await client(one.token)('{ viewer { deletionAt } }')).data.viewer.deletionAt).not.toBeNull();
});
