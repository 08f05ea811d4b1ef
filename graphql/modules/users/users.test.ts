import { setUpTestDatabase } from '@/lib/testing/database';
import { db } from '@/lib/platform/db/pool';
import { mailTo } from '@/lib/testing/mailbox';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const SIGN_UP = `mutation($input: SignUpInput!) { signUp(input: $input) { user { id email name }
    errors { code message path } } }`;
const SIGN_IN = `mutation($input: SignInInput!) { signIn(input: $input) {
    sessionToken expiresAt user { email } errors { code message path } } }`;
const PASSWORD = 'velmi dlouhé heslo';
let people = 0;

async function register(password = PASSWORD) {
  const email = `person${++people}@example.com`;
  const { data } = await client()(SIGN_UP, { input: { email, password } });
  expect(data.signUp.errors).toEqual([]);
  return { email, password };
}
async function signIn(who: { email: string; password: string }) {
  return (
    await client(null, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })(SIGN_IN, {
      input: who,
    })
  ).data.signIn;
}

describe('signUp', () => {
  test('makes a person, a household of their own and a starter set of categories', async () => {
    const { data } = await client()(SIGN_UP, {
      input: { email: ' Jana@Example.com ', password: PASSWORD, name: 'Jana', baseCurrency: 'EUR' },
    });
    expect(data.signUp).toMatchObject({ user: { email: 'jana@example.com', name: 'Jana' }, errors: [] });
    const { sessionToken } = await signIn({ email: 'jana@example.com', password: PASSWORD });
    const seen = await client(sessionToken)(
      '{ household { name baseCurrency } categories { name } accounts { id } }',
    );
    expect(seen.data).toMatchObject({ household: { name: 'Jana', baseCurrency: 'EUR' }, accounts: [] });
    expect(seen.data.categories.length).toBeGreaterThan(10);
  });

  test('gives a Czech browser Czech categories', async () => {
    await client(null, { 'accept-language': 'cs-CZ,cs;q=0.9' })(SIGN_UP, {
      input: { email: 'cesky@example.com', password: PASSWORD },
    });
    const { sessionToken } = await signIn({ email: 'cesky@example.com', password: PASSWORD });
    const { data } = await client(sessionToken)('{ categories { name } }');
    expect(data.categories.map(({ name }: { name: string }) => name)).toContain('Potraviny');
  });

  test.each([
    ['seven characters', { password: 'krátké!' }, 'OUT_OF_RANGE', 'password'],
    ['129 characters', { password: 'x'.repeat(129) }, 'TOO_LONG', 'password'],
    ['one of the most common passwords', { password: 'Password1' }, 'NOT_ALLOWED', 'password'],
    ['no address', { email: 'jana' }, 'INVALID', 'email'],
    ['an address that is too long', { email: `${'x'.repeat(250)}@example.com` }, 'TOO_LONG', 'email'],
    [
      'their address with a number',
      { email: 'jana.novakova@example.com', password: 'Novakova-1985!' },
      'NOT_ALLOWED',
      'password',
    ],
    ['the name of the product', { password: 'saldo saldo 2026' }, 'NOT_ALLOWED', 'password'],
    ['their name', { name: 'Božena Němcová', password: 'BoženaNěmcová7' }, 'NOT_ALLOWED', 'password'],
    ['an unknown currency', { baseCurrency: 'KCS' }, 'INVALID', 'baseCurrency'],
  ])('refuses %s', async (_name, change, code, field) => {
    const { data } = await client()(SIGN_UP, {
      input: { email: `refused${++people}@example.com`, password: PASSWORD, ...change },
    });
    expect(data.signUp).toMatchObject({ user: null, errors: [{ code, path: ['input', field] }] });
  });

  test('ASVS 6.2.1, 6.2.5, 6.2.8, 6.2.9: takes 8 and 128 characters of any kind, as they were typed', async () => {
    for (const password of ['osm znak', 'ž'.repeat(128), '🐢🐢🐢🐢🐢🐢🐢🐢']) {
      const who = await register(password);
      expect((await signIn(who)).errors).toEqual([]);
      expect((await signIn({ ...who, password: `${password} ` })).errors).toHaveLength(1);
    }
  });

  test('ASVS 6.3.8: answers alike for an address that is registered, changes nothing and tells its owner', async () => {
    const { email, password } = await register();
    const [{ id }] = (await db().query<{ id: string }>('SELECT id FROM "user" WHERE email = $1', [email]))
      .rows as [{ id: string }];
    const counts = async () =>
      (
        await db().query(
          `SELECT (SELECT count(*) FROM "user") AS people, (SELECT count(*)
            FROM household) AS households, (SELECT count(*) FROM category) AS categories`,
        )
      ).rows;
    const before = await counts();
    const { data } = await client()(SIGN_UP, {
      input: { email: email.toUpperCase(), password: 'another long one', name: 'Eve' },
    });
    expect(data.signUp).toEqual({
      user: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), email, name: 'Eve' },
      errors: [],
    });
    expect(data.signUp.user.id).not.toBe(id);
    expect(await counts()).toEqual(before);
    expect((await signIn({ email, password: 'another long one' })).errors).toHaveLength(1);
    expect((await signIn({ email, password })).user).toEqual({ email });
    expect((await mailTo(email)).map(({ subject }) => subject)).toEqual([
      'Welcome to Saldo',
      'You are registered already',
    ]);
  });

  test.each([
    'role: OWNER',
    'emailVerified: true',
    'id: "00000000-0000-0000-0000-000000000000"',
    'passwordHash: "x"',
    'householdId: "00000000-0000-0000-0000-000000000000"',
  ])('ASVS 15.3.3: cannot be told %s', async (field) => {
    const email = `more${++people}@example.com`;
    const { data, errors } = await client()(
      `mutation { signUp(input: { email: "${email}", password: "${PASSWORD}", ${field} }) { errors { code } }
        }`,
    );
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await db().query('SELECT FROM "user" WHERE email = $1', [email])).rowCount).toBe(0);
  });

  test('two that register one address at once: one of them has it', async () => {
    const email = `race${++people}@example.com`;
    const answers = await Promise.all(
      ['first password', 'second password'].map((password) =>
        client()(SIGN_UP, { input: { email, password } }),
      ),
    );
    expect(answers.map(({ data }) => data.signUp.errors)).toEqual([[], []]);
    const signedIn = await Promise.all(
      ['first password', 'second password'].map((password) => signIn({ email, password })),
    );
    expect(signedIn.filter(({ sessionToken }) => sessionToken !== null)).toHaveLength(1);
  });

  test('ASVS 11.4.2: keeps passwords as argon2id with at least 19 MiB and two passes', async () => {
    const { email } = await register();
    const { rows } = await db().query<{ password_hash: string }>(
      'SELECT password_hash FROM "user" WHERE email = $1',
      [email],
    );
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('signIn and signOut', () => {
  test('gives the session’s token by its earlier name too', async () => {
    const { data } = await client()(
      'mutation($input: SignInInput!) { signIn(input: $input) { sessionToken accessToken } }',
      { input: await register() },
    );
    expect(data.signIn).toEqual({ sessionToken: expect.any(String), accessToken: data.signIn.sessionToken });
  });

  test('ASVS 7.4.1: a token works until it is signed out, and is refused from then on', async () => {
    const { sessionToken, user, expiresAt } = await signIn(await register());
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000);
    const ask = client(sessionToken);
    expect((await ask('{ viewer { email } }')).data.viewer).toEqual(user);
    expect((await ask('mutation { signOut }')).data).toEqual({ signOut: true });
    expect((await ask('{ viewer { email } }')).data.viewer).toBeNull();
    expect((await ask('{ household { id } }')).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  test('ASVS 6.3.8: an unknown address and a wrong password get the same answer', async () => {
    const { email } = await register();
    const wrong = await signIn({ email, password: 'something else' });
    const unknown = await signIn({ email: 'nobody@example.com', password: 'something else' });
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ sessionToken: null, user: null, errors: [{ code: 'INVALID' }] });
  });

  test('ASVS 7.2.2, 7.2.3: the database keeps no token, only its hash', async () => {
    const { sessionToken } = await signIn(await register());
    const { rows } = await db().query<{ row: string }>('SELECT to_jsonb(s)::text AS row FROM session s');
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.some(
        ({ row }) => row.includes(sessionToken) || row.includes(Buffer.from(sessionToken).toString('hex')),
      ),
    ).toBe(false);
  });

  test.each([
    ['idle for more than 14 days', "last_used_at = now() - interval '14 days 1 minute'"],
    ['older than 90 days', "expires_at = now() - interval '1 second'"],
  ])('ASVS 7.3.1, 7.3.2: a session %s has ended', async (_name, change) => {
    const { sessionToken, user } = await signIn(await register());
    await db().query(
      `UPDATE session SET ${change} WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`,
      [user.email],
    );
    expect((await client(sessionToken)('{ viewer { email } }')).data.viewer).toBeNull();
  });
});

describe('sessions', () => {
  test('ASVS 7.5.2: are listed with their device, and ended one by one or all others at once', async () => {
    const who = await register();
    const [one, two, three] = [await signIn(who), await signIn(who), await signIn(who)];
    const ask = client(one.sessionToken);
    const { data } = await ask('{ sessions { id device current lastUsedAt } }');
    expect(data.sessions).toHaveLength(3);
    expect(data.sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(data.sessions[0].device).toBe('Firefox on Linux');
    const [latest] = data.sessions;
    const ended = await ask(
      'mutation($id: ID!) { endSession(id: $id) { sessions { id } errors { code } } }',
      { id: latest.id },
    );
    expect(ended.data.endSession.sessions).toHaveLength(2);
    expect((await client(three.sessionToken)('{ viewer { email } }')).data.viewer).toBeNull();
    await ask('mutation { endOtherSessions { errors { code } } }');
    expect((await client(two.sessionToken)('{ viewer { email } }')).data.viewer).toBeNull();
    expect((await ask('{ viewer { email } }')).data.viewer).not.toBeNull();
  });

  test('of somebody else cannot be ended', async () => {
    const [mine, other] = [await signIn(await register()), await signIn(await register())];
    const { data } = await client(mine.sessionToken)('{ sessions { id } }');
    const answer = await client(other.sessionToken)(
      'mutation($id: ID!) { endSession(id: $id) { errors { code path } } }',
      { id: data.sessions[0].id },
    );
    expect(answer.data.endSession.errors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
    expect((await client(mine.sessionToken)('{ viewer { email } }')).data.viewer).not.toBeNull();
  });
});

describe('changePassword', () => {
  const CHANGE = `mutation($input: ChangePasswordInput!) { changePassword(input: $input) { user { email }
      errors { code path } } }`;

  test('ASVS 6.2.3, 7.4.3: needs the current password, ends all other sessions and keeps this one', async () => {
    const who = await register();
    const [here, elsewhere] = [await signIn(who), await signIn(who)];
    const ask = client(here.sessionToken);
    expect(
      (await ask(CHANGE, { input: { currentPassword: 'wrong wrong', newPassword: 'another long one' } })).data
        .changePassword.errors,
    ).toEqual([{ code: 'INVALID', path: ['input', 'currentPassword'] }]);
    expect(
      (await ask(CHANGE, { input: { currentPassword: PASSWORD, newPassword: 'short' } })).data.changePassword
        .errors,
    ).toEqual([{ code: 'OUT_OF_RANGE', path: ['input', 'newPassword'] }]);
    expect((await signIn(who)).errors).toEqual([]);
    expect(
      (await ask(CHANGE, { input: { currentPassword: PASSWORD, newPassword: 'another long one' } })).data
        .changePassword.errors,
    ).toEqual([]);
    expect((await ask('{ viewer { email } }')).data.viewer).not.toBeNull();
    expect((await client(elsewhere.sessionToken)('{ viewer { email } }')).data.viewer).toBeNull();
    expect((await signIn(who)).errors).toHaveLength(1);
  });
});

test('the monthly summary is off until a person switches it on for themselves', async () => {
  const [mine, other] = [
    client((await signIn(await register())).sessionToken),
    client((await signIn(await register())).sessionToken),
  ];
  const wanted = async (ask: ReturnType<typeof client>) =>
    (await ask('{ viewer { monthlySummary } }')).data.viewer.monthlySummary;
  const update = async (monthlySummary: boolean | null) =>
    (
      await mine(
        `mutation($input: UpdateViewerInput!) { updateViewer(input: $input) { user { monthlySummary }
          errors { code path } } }`,
        { input: { monthlySummary } },
      )
    ).data.updateViewer;
  expect(await wanted(mine)).toBe(false);
  expect(await update(true)).toEqual({ user: { monthlySummary: true }, errors: [] });
  expect([await wanted(mine), await wanted(other)]).toEqual([true, false]);
  expect(await update(null)).toEqual({
    user: null,
    errors: [{ code: 'INVALID', path: ['input', 'monthlySummary'] }],
  });
  expect(await wanted(mine)).toBe(true);
  expect(await update(false)).toEqual({ user: { monthlySummary: false }, errors: [] });
});

test('updateViewer changes name, language and theme, and clears what is null', async () => {
  const ask = client((await signIn(await register())).sessionToken);
  const update = async (input: object) =>
    (
      await ask(
        `mutation($input: UpdateViewerInput!) { updateViewer(input: $input) { user { name locale theme }
          errors { path } } }`,
        { input },
      )
    ).data.updateViewer;
  expect(await update({ name: 'Petr', locale: 'cs', theme: 'DARK' })).toEqual({
    user: { name: 'Petr', locale: 'cs', theme: 'DARK' },
    errors: [],
  });
  expect(await update({ name: null, locale: null })).toEqual({
    user: { name: null, locale: null, theme: 'DARK' },
    errors: [],
  });
  expect((await update({ name: 'x'.repeat(101) })).errors).toEqual([{ path: ['input', 'name'] }]);
});

test('ASVS 6.3.1: too many wrong passwords are told to wait, alike for an address that nobody has', async () => {
  const { email, password } = await register();
  for (const address of [email, 'nobody-at-all@example.com']) {
    const ask = client(null, { 'x-saldo-client-address': '198.51.100.200' });
    const attempt = async (given: string) => ask(SIGN_IN, { input: { email: address, password: given } });
    for (let time = 0; time < 6; time += 1)
      expect((await attempt('something else')).data.signIn.errors).toMatchObject([{ code: 'INVALID' }]);
    expect((await attempt(password)).errors).toMatchObject([{ extensions: { code: 'TOO_MANY_REQUESTS' } }]);
  }
});
