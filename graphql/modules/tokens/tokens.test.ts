import { listEvents } from '@/lib/people/audit/data';
import { db } from '@/lib/platform/db/pool';
import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const CREATE = `mutation($input: CreateAccessTokenInput!) { createAccessToken(input: $input) { secret
    accessTokens { id name access household lastUsedAt expiresAt } errors { code path } } }`;
const REVOKE =
  'mutation($id: ID!) { revokeAccessToken(id: $id) { accessTokens { id } errors { code path } } }';
const ADD_CATEGORY =
  'mutation { addCategory(input: { name: "Kola", kind: EXPENSE }) { category { name } errors { code } } }';

async function create(token: string, input: Record<string, unknown> = {}) {
  const { data, errors } = await client(token)(CREATE, {
    input: { name: 'Backup', access: 'READ', expiresInDays: 90, ...input },
  });
  return { ...data?.createAccessToken, failure: errors?.[0]?.extensions.code };
}

test('a token is shown once, lets a program in, and its use is noted', async () => {
  const person = await createSignedIn();
  const { secret, accessTokens } = await create(person.token);
  expect(secret).toMatch(/^saldo_[\w-]{43}$/);
  expect(accessTokens).toMatchObject([{ name: 'Backup', access: 'READ', lastUsedAt: null }]);
  expect(new Date(accessTokens[0].expiresAt).getTime() - Date.now()).toBeGreaterThan(89 * 86_400_000);
  expect((await client(secret)('{ household { id } }')).data.household).toEqual({ id: person.householdId });
  const { data } = await client(person.token)('{ accessTokens { lastUsedAt } }');
  expect(data.accessTokens[0].lastUsedAt).not.toBeNull();
});

test('ASVS 7.2.2: the database keeps only the hash of a token', async () => {
  const { token } = await createSignedIn();
  const { secret } = await create(token);
  const { rows } = await db().query<{ row: string }>('SELECT to_jsonb(t)::text AS row FROM access_token t');
  expect(
    rows.some(({ row }) => row.includes(secret) || row.includes(Buffer.from(secret).toString('hex'))),
  ).toBe(false);
});

test.each([
  ['READ', 'FORBIDDEN', 'FORBIDDEN'],
  ['WRITE', undefined, 'FORBIDDEN'],
  ['ADMIN', undefined, 'FORBIDDEN'],
])(
  'ASVS 8.2.1: a token that may %s changes what that allows, and reaches nothing of a person’s own',
  async (access, write, person) => {
    const { token } = await createSignedIn();
    const { secret } = await create(token, { access });
    const ask = client(secret);
    expect((await ask(ADD_CATEGORY)).errors?.[0]?.extensions.code).toBe(write);
    for (const query of [
      '{ accessTokens { id } }',
      '{ sessions { id } }',
      'mutation { endOtherSessions { errors { code } } }',
    ])
      expect((await ask(query)).errors?.[0]?.extensions.code).toBe(person);
    expect((await create(secret, { access: 'READ' })).failure).toBe('FORBIDDEN');
  },
);

test('a token never does more than its person may: not when it is made, and not when the role has changed since', async () => {
  const viewer = await createSignedIn({ role: 'VIEWER' });
  expect(await create(viewer.token, { access: 'WRITE' })).toMatchObject({
    secret: null,
    errors: [{ code: 'NOT_ALLOWED', path: ['input', 'access'] }],
  });
  const owner = await createSignedIn();
  const { secret } = await create(owner.token, { access: 'ADMIN' });
  await db().query(`UPDATE membership SET role = 'VIEWER' WHERE user_id = $1`, [owner.userId]);
  expect((await client(secret)(ADD_CATEGORY)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  await db().query('DELETE FROM membership WHERE user_id = $1', [owner.userId]);
  expect((await client(secret)('{ household { id } }')).data?.household).toBeUndefined();
});

test('a token acts in the household it was made in and in no other, though its person belongs to both', async () => {
  const [person, other] = [await createSignedIn(), await createSignedIn()];
  await db().query(`INSERT INTO membership (user_id, household_id, role) VALUES ($1, $2, 'OWNER')`, [
    person.userId,
    other.householdId,
  ]);
  const { secret } = await create(person.token);
  expect(
    (await client(person.token, { 'x-household': other.householdId })('{ household { id } }')).data.household,
  ).toEqual({ id: other.householdId });
  expect((await client(secret, { 'x-household': other.householdId })('{ household { id } }')).status).toBe(
    404,
  );
});

test.each([
  ['no name', { name: ' ' }, 'REQUIRED', 'name'],
  ['no days', { expiresInDays: 0 }, 'OUT_OF_RANGE', 'expiresInDays'],
  ['more than a year', { expiresInDays: 366 }, 'OUT_OF_RANGE', 'expiresInDays'],
])('refuses %s', async (_name, input, code, field) => {
  const { token, userId } = await createSignedIn();
  expect(await create(token, input)).toMatchObject({
    secret: null,
    errors: [{ code, path: ['input', field] }],
  });
  expect((await db().query('SELECT 1 FROM access_token WHERE user_id = $1', [userId])).rowCount).toBe(0);
});

test('ASVS 7.5.1: making a token needs a proof that is no older than ten minutes', async () => {
  const { token, userId } = await createSignedIn();
  await db().query(`UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = $1`, [
    userId,
  ]);
  expect((await create(token)).failure).toBe('CONFIRMATION_REQUIRED');
});

test('a revoked token and one whose days are over are refused', async () => {
  const { token } = await createSignedIn();
  const [first, second] = [await create(token), await create(token)];
  const { data } = await client(token)(REVOKE, { id: first.accessTokens[0].id });
  expect(data.revokeAccessToken).toMatchObject({
    accessTokens: [{ id: second.accessTokens[0].id }],
    errors: [],
  });
  expect((await client(first.secret)('{ viewer { id } }')).data.viewer).toBeNull();
  expect((await client(second.secret)('{ viewer { id } }')).data.viewer).not.toBeNull();
  await db().query('UPDATE access_token SET expires_at = now() WHERE id = $1', [second.accessTokens[0].id]);
  expect((await client(second.secret)('{ viewer { id } }')).data.viewer).toBeNull();
  expect((await client(token)('{ accessTokens { id } }')).data.accessTokens).toEqual([]);
});

test('a token of somebody else cannot be revoked', async () => {
  const [mine, other] = [await createSignedIn(), await createSignedIn()];
  const { secret, accessTokens } = await create(mine.token);
  const { data } = await client(other.token)(REVOKE, { id: accessTokens[0].id });
  expect(data.revokeAccessToken.errors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
  expect((await client(secret)('{ viewer { id } }')).data.viewer).not.toBeNull();
});

test('making and revoking a token stands in the audit trail', async () => {
  const { token, householdId } = await createSignedIn();
  const { accessTokens } = await create(token, { name: 'Nightly backup' });
  await client(token)(REVOKE, { id: accessTokens[0].id });
  expect((await listEvents(householdId, { first: 5, after: null })).events).toMatchObject([
    { action: 'TOKEN_REVOKED', subject: 'Nightly backup' },
    { action: 'TOKEN_MADE', subject: 'Nightly backup' },
  ]);
});
