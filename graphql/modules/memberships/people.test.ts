import { db, inTransaction } from '@/lib/platform/db/pool';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { HouseholdId } from '@/lib/platform/scope';
import { sendMail } from '@/lib/exchange/notices/send/mutations';
import { startSession } from '@/lib/people/sessions/mutations';
import { createAccessToken, createHousehold, createMember, createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const INVITE = `mutation($input: InviteMemberInput!) { inviteMember(input: $input) {
    invitations { id email role invitedBy } errors { code path message } } }`;
const ACCEPT = `mutation($token: String!) { acceptInvitation(token: $token) { household { id role }
    errors { code path message } } }`;
const SET_ROLE = `mutation($userId: ID!, $role: Role!) { setRole(userId: $userId, role: $role) {
  members { userId role }
    errors { code path } } }`;
const REMOVE =
  'mutation($userId: ID!) { removeMember(userId: $userId) { members { userId } errors { code path } } }';
const LEAVE = 'mutation { leaveHousehold { household { id role } errors { code message } } }';
const HAND_OVER = `mutation($userId: ID!) { handOverOwnership(userId: $userId) { members { userId role }
  errors { code path }
    } }`;
const SIGN_UP =
  'mutation($input: SignUpInput!) { signUp(input: $input) { user { id } errors { code path } } }';

/** The token in the newest invitation's link, which only the mail has. */
async function tokenOf(householdId: HouseholdId): Promise<string> {
  const { rows } = await db().query<{ id: string; sealed: Buffer }>(
    `SELECT id, sealed FROM mail WHERE household_id = $1 AND key LIKE 'invitation:%' ORDER BY id DESC LIMIT 1`,
    [householdId],
  );
  const { about } = (await householdVault(householdId)).open<{ about: { token: string } }>(
    'mail',
    rows[0]!.id,
    rows[0]!.sealed,
  );
  return about.token;
}

async function invite(
  owner: { householdId: HouseholdId; token: string },
  email: string,
  role = 'MEMBER',
): Promise<string> {
  expect((await client(owner.token)(INVITE, { input: { email, role } })).data.inviteMember.errors).toEqual(
    [],
  );
  return tokenOf(owner.householdId);
}

const trail = async (householdId: HouseholdId) =>
  (
    await db().query<{ action: string }>(
      'SELECT action FROM audit_event WHERE household_id = $1 ORDER BY id',
      [householdId],
    )
  ).rows.map(({ action }) => action);

describe('inviteMember', () => {
  test('offers a place by mail, which the person of that address takes once', async () => {
    const owner = await createSignedIn();
    const guest = await createSignedIn();
    const token = await invite(owner, guest.email.toUpperCase(), 'VIEWER');
    const shown = await client()(
      'query($token: String!) { offeredPlace(token: $token) { household role email } }',
      { token },
    );
    expect(shown.data.offeredPlace).toMatchObject({ role: 'VIEWER', email: guest.email });
    const ask = client(guest.token);
    expect((await ask(ACCEPT, { token })).data.acceptInvitation).toEqual({
      household: { id: owner.householdId, role: 'VIEWER' },
      errors: [],
    });
    expect((await ask('{ household { id role } belongings { id role current } }')).data).toEqual({
      household: { id: owner.householdId, role: 'VIEWER' },
      belongings: [
        { id: guest.householdId, role: 'OWNER', current: false },
        { id: owner.householdId, role: 'VIEWER', current: true },
      ],
    });
    expect((await ask(ACCEPT, { token })).data.acceptInvitation).toMatchObject({
      household: null,
      errors: [{ code: 'NOT_FOUND', path: ['token'] }],
    });
    expect(await trail(owner.householdId)).toEqual(['PERSON_INVITED', 'PERSON_JOINED']);
  });

  test('is worthless for the person of another address', async () => {
    const [owner, other] = [await createSignedIn(), await createSignedIn()];
    const token = await invite(owner, 'somebody@example.com');
    expect((await client(other.token)(ACCEPT, { token })).data.acceptInvitation.errors).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['token'] },
    ]);
    expect(
      (await client()('query($token: String!) { offeredPlace(token: $token) { email } }', { token })).data
        .offeredPlace,
    ).toEqual({ email: 'somebody@example.com' });
  });

  test('lets somebody register straight into the household, and with that address only', async () => {
    const owner = await createSignedIn();
    const token = await invite(owner, 'nova@example.com');
    const register = async (email: string) =>
      (await client()(SIGN_UP, { input: { email, password: 'velmi dlouhé heslo', invitation: token } })).data
        .signUp;
    expect(await register('jina@example.com')).toMatchObject({
      user: null,
      errors: [{ code: 'NOT_ALLOWED', path: ['input', 'invitation'] }],
    });
    const { user } = await register('nova@example.com');
    const { token: session } = await startSession(user.id, null);
    expect((await client(session)('{ belongings { id role } }')).data.belongings).toEqual([
      { id: owner.householdId, role: 'MEMBER' },
    ]);
  });

  test('holds for seven days, and not after it was revoked or repeated', async () => {
    const [owner, guest] = [await createSignedIn(), await createSignedIn()];
    const ask = client(owner.token);
    const accept = async (token: string) =>
      (await client(guest.token)(ACCEPT, { token })).data.acceptInvitation.errors;
    const first = await invite(owner, guest.email);
    const second = await invite(owner, guest.email);
    expect(await accept(first)).toMatchObject([{ code: 'NOT_FOUND' }]);
    await db().query(
      `UPDATE invitation SET expires_at = now() - interval '1 second' WHERE household_id = $1`,
      [owner.householdId],
    );
    expect(await accept(second)).toMatchObject([{ code: 'NOT_FOUND' }]);
    const third = await invite(owner, guest.email);
    const { invitations } = (await ask('{ invitations { id } }')).data;
    expect(invitations).toHaveLength(1);
    const revoke = async (id: string) =>
      (
        await ask(
          'mutation($id: ID!) { revokeInvitation(id: $id) { invitations { id } errors { code path } } }',
          { id },
        )
      ).data.revokeInvitation;
    expect(await revoke(invitations[0].id)).toEqual({ invitations: [], errors: [] });
    expect(await revoke(invitations[0].id)).toEqual({
      invitations: null,
      errors: [{ code: 'NOT_FOUND', path: ['id'] }],
    });
    expect(await accept(third)).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test.each([
    ['no address', { email: 'nobody' }, 'INVALID', 'email'],
    ['somebody who belongs to it', null, 'CONFLICT', 'email'],
  ])('refuses %s', async (_name, input, code, field) => {
    const owner = await createSignedIn();
    const { data } = await client(owner.token)(INVITE, {
      input: { role: 'MEMBER', email: owner.email, ...input },
    });
    expect(data.inviteMember).toMatchObject({
      invitations: null,
      errors: [{ code, path: ['input', field] }],
    });
  });

  test('keeps only the hash of the link’s token in the clear, and forgets the mail once the invitation is gone', async () => {
    const owner = await createSignedIn();
    const token = await invite(owner, 'gone@example.com');
    const { rows } = await db().query<{ row: string }>('SELECT to_jsonb(i)::text AS row FROM invitation i');
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
    const mail = await db().query<{ id: string }>('SELECT id FROM mail WHERE household_id = $1', [
      owner.householdId,
    ]);
    await db().query('DELETE FROM invitation WHERE household_id = $1', [owner.householdId]);
    await sendMail(owner.householdId, mail.rows[0]!.id, { outbox: { server: null, inbox: true } });
    expect(
      (await db().query('SELECT 1 FROM mail WHERE household_id = $1', [owner.householdId])).rowCount,
    ).toBe(0);
  });

  test('of another household cannot be revoked', async () => {
    const [owner, other] = [await createSignedIn(), await createSignedIn()];
    await invite(owner, 'kept@example.com');
    const { rows } = await db().query<{ id: string }>('SELECT id FROM invitation WHERE household_id = $1', [
      owner.householdId,
    ]);
    const answer = await client(other.token)(
      'mutation($id: ID!) { revokeInvitation(id: $id) { errors { code } } }',
      { id: rows[0]?.id },
    );
    expect(answer.data.revokeInvitation.errors).toEqual([{ code: 'NOT_FOUND' }]);
  });
});

describe('roles', () => {
  test('ASVS 8.3.2: another role holds from the next request on', async () => {
    const owner = await createSignedIn();
    const member = await createMember(owner.householdId, 'MEMBER');
    const add = async () =>
      (
        await client(member.token)(
          'mutation { addCategory(input: { name: "Toys", kind: EXPENSE }) { errors { code } } }',
        )
      ).errors?.[0]?.extensions.code;
    expect(await add()).toBeUndefined();
    const { data } = await client(owner.token)(SET_ROLE, { userId: member.userId, role: 'VIEWER' });
    expect(data.setRole.errors).toEqual([]);
    expect(await add()).toBe('FORBIDDEN');
    expect(await trail(owner.householdId)).toEqual(['ROLE_CHANGED']);
  });

  test('a household keeps an owner: the last one can neither step down nor leave, also not at once with another', async () => {
    const owner = await createSignedIn();
    const ask = client(owner.token);
    expect((await ask(SET_ROLE, { userId: owner.userId, role: 'MEMBER' })).data.setRole.errors).toEqual([
      { code: 'NOT_ALLOWED', path: ['userId'] },
    ]);
    expect((await ask(LEAVE)).data.leaveHousehold.errors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    const second = await createMember(owner.householdId, 'OWNER');
    const both = await Promise.all([ask(LEAVE), client(second.token)(LEAVE)]);
    expect(both.map(({ data }) => data.leaveHousehold.errors.length).sort()).toEqual([0, 1]);
    const { rows } = await db().query('SELECT 1 FROM membership WHERE household_id = $1', [
      owner.householdId,
    ]);
    expect(rows).toHaveLength(1);
  });

  test('ownership is handed over as one change', async () => {
    const owner = await createSignedIn();
    const member = await createMember(owner.householdId, 'VIEWER');
    expect(
      (await client(owner.token)(HAND_OVER, { userId: owner.userId })).data.handOverOwnership.errors,
    ).toEqual([{ code: 'NOT_ALLOWED', path: ['userId'] }]);
    const { data } = await client(owner.token)(HAND_OVER, { userId: member.userId });
    expect(data.handOverOwnership).toEqual({
      members: [
        { userId: member.userId, role: 'OWNER' },
        { userId: owner.userId, role: 'MEMBER' },
      ],
      errors: [],
    });
    expect((await client(owner.token)(LEAVE)).data.leaveHousehold.errors).toEqual([]);
  });

  test.each([
    ['setRole', SET_ROLE],
    ['removeMember', REMOVE],
    ['handOverOwnership', HAND_OVER],
  ])('%s knows nobody of another household', async (name, mutation) => {
    const [owner, other] = [await createSignedIn(), await createSignedIn()];
    const { data } = await client(owner.token)(mutation, { userId: other.userId, role: 'VIEWER' });
    expect(data[name].errors).toEqual([{ code: 'NOT_FOUND', path: ['userId'] }]);
  });
});

describe('leaving and being removed', () => {
  test('a person who is removed is out with the next request, their tokens are worthless, and they get a household of their own', async () => {
    const owner = await createSignedIn();
    const member = await createMember(owner.householdId, 'MEMBER');
    const accessToken = await createAccessToken(owner.householdId, member.userId, 'WRITE');
    await db().query(`UPDATE "user" SET locale = 'cs' WHERE id = $1`, [member.userId]);
    expect((await client(accessToken)('{ household { id } }')).data.household.id).toBe(owner.householdId);
    expect((await client(owner.token)(REMOVE, { userId: member.userId })).data.removeMember.members).toEqual([
      { userId: owner.userId },
    ]);
    const { data } = await client(member.token)(
      '{ household { id role } belongings { id } categories { name } }',
    );
    expect(data.household).toMatchObject({ role: 'OWNER' });
    expect(data.belongings).toEqual([{ id: data.household.id }]);
    expect(data.household.id).not.toBe(owner.householdId);
    expect(data.categories.map(({ name }: { name: string }) => name)).toContain('Bydlení');
    expect((await client(accessToken)('{ viewer { id } }')).data.viewer).toBeNull();
    expect(
      (await client(member.token, { 'x-household': owner.householdId })('{ household { id } }')).status,
    ).toBe(404);
  });

  test('anyone who leaves goes on in the household they joined first', async () => {
    const [owner, guest] = [await createSignedIn(), await createSignedIn()];
    const token = await invite(owner, guest.email);
    await client(guest.token)(ACCEPT, { token });
    expect((await client(guest.token)(LEAVE)).data.leaveHousehold).toEqual({
      household: { id: guest.householdId, role: 'OWNER' },
      errors: [],
    });
    expect(await trail(owner.householdId)).toEqual(['PERSON_INVITED', 'PERSON_JOINED', 'PERSON_LEFT']);
  });

  test('banks that a person connected write to an owner afterwards', async () => {
    const owner = await createSignedIn();
    const member = await createMember(owner.householdId, 'MEMBER');
    await inTransaction((tx) =>
      tx.query(
        `INSERT INTO bank_connection (id, household_id, user_id, provider, state, sealed)
          VALUES (gen_random_uuid(), $1, $2, 'fio', 'ACTIVE', '')`,
        [owner.householdId, member.userId],
      ),
    );
    await client(owner.token)(REMOVE, { userId: member.userId });
    const { rows } = await db().query('SELECT user_id FROM bank_connection WHERE household_id = $1', [
      owner.householdId,
    ]);
    expect(rows).toEqual([{ user_id: owner.userId }]);
  });
});

describe('several households', () => {
  test('another one is added, switched to and back, and a program chooses by X-Household', async () => {
    const person = await createSignedIn();
    const ask = client(person.token);
    const { data } = await ask(
      `mutation { addHousehold(input: { name: "Chata", baseCurrency: "EUR" }) {
        household { id name baseCurrency role } errors { code } } }`,
    );
    expect(data.addHousehold).toMatchObject({
      household: { name: 'Chata', baseCurrency: 'EUR', role: 'OWNER' },
      errors: [],
    });
    const current = async (headers = {}) =>
      (await client(person.token, headers)('{ household { id } }')).data.household.id;
    expect(await current()).toBe(data.addHousehold.household.id);
    expect(await current({ 'x-household': person.householdId })).toBe(person.householdId);
    const switchTo = async (id: string) =>
      (
        await ask(
          'mutation($id: ID!) { switchHousehold(id: $id) { household { id } errors { code path } } }',
          { id },
        )
      ).data.switchHousehold;
    expect(await switchTo(person.householdId)).toEqual({ household: { id: person.householdId }, errors: [] });
    expect(await current()).toBe(person.householdId);
    const { householdId: foreign } = await createHousehold();
    expect(await switchTo(foreign)).toEqual({
      household: null,
      errors: [{ code: 'NOT_FOUND', path: ['id'] }],
    });
    expect(
      (await ask('mutation { addHousehold(input: { name: " " }) { errors { code path } } }')).data
        .addHousehold.errors,
    ).toEqual([{ code: 'REQUIRED', path: ['input', 'name'] }]);
  });

  test('an access token stays in its household', async () => {
    const person = await createSignedIn();
    const accessToken = await createAccessToken(person.householdId, person.userId, 'ADMIN');
    const added = await client(person.token)(
      'mutation { addHousehold(input: { name: "Chata" }) { household { id } } }',
    );
    expect((await client(accessToken)('{ household { id } belongings { id } }')).data).toEqual({
      household: { id: person.householdId },
      belongings: [{ id: person.householdId }],
    });
    expect(
      (
        await client(accessToken, { 'x-household': added.data.addHousehold.household.id })(
          '{ household { id } }',
        )
      ).status,
    ).toBe(404);
  });
});
