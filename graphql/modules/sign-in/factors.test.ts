import { generateKeyPairSync } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { listEvents } from '@/lib/people/audit/data';
import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { createAuthenticator, type Flaw } from '@/lib/testing/authenticator';
import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { mailTo, secretIn } from '@/lib/testing/mailbox';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const PASSWORD = 'velmi dlouhé heslo';
const ERRORS = 'errors { code path }';
const SIGNED_IN = `sessionToken user { email } challenge { token kinds } ${ERRORS}`;
let people = 0;

type Signed = {
  sessionToken: string | null;
  challenge: { token: string; kinds: string[] } | null;
  errors: { code: string; path: string[] }[];
};
const signIn = async (email: string, password = PASSWORD): Promise<Signed> =>
  (
    await client()(`mutation($input: SignInInput!) { signIn(input: $input) { ${SIGNED_IN} } }`, {
      input: { email, password },
    })
  ).data.signIn;
const complete = async (challenge: string, input: Record<string, string>): Promise<Signed> =>
  (
    await client()(
      `mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) { ${SIGNED_IN} } }`,
      { input: { challenge, ...input } },
    )
  ).data.completeSignIn;
const withPasskey = async (response: string): Promise<Signed> =>
  (
    await client()(
      `mutation($input: PasskeySignInInput!) { signInWithPasskey(input: $input) { ${SIGNED_IN} } }`,
      { input: { response } },
    )
  ).data.signInWithPasskey;
const askForPasskey = async (): Promise<string> =>
  (await client()('mutation { askForPasskey { options } }')).data.askForPasskey.options;
const isSignedIn = async (token: string | null) =>
  (await client(token)('{ viewer { id } }')).data.viewer !== null;

async function register() {
  const email = `person${++people}@example.com`;
  await client()('mutation($input: SignUpInput!) { signUp(input: $input) { errors { code } } }', {
    input: { email, password: PASSWORD },
  });
  const { sessionToken } = await signIn(email);
  const token = sessionToken ?? '';
  const change = async (mutation: string, type = '', input?: unknown) => {
    const { data, errors } = await client(token)(
      type
        ? `mutation($input: ${type}!) { change: ${mutation}(input: $input) { recoveryCodes ${ERRORS} } }`
        : `mutation { change: ${mutation} { recoveryCodes ${ERRORS} } }`,
      { input },
    );
    return { ...data?.change, failure: errors?.[0]?.extensions.code } as {
      recoveryCodes: string[] | null;
      errors: { code: string; path: string[] }[];
      failure?: string;
    };
  };
  return { email, token, change };
}
type Person = Awaited<ReturnType<typeof register>>;

/** The code of an app at a moment so many seconds from now. */
const codeOf = (seed: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: Date.now() + seconds * 1_000 });
async function addApp({ token, change }: Person) {
  const { data } = await client(token)(`mutation { beginTotp { seed uri ${ERRORS} } }`);
  const code = codeOf(data.beginTotp.seed);
  const { recoveryCodes, errors } = await change('addTotp', 'AddTotpInput', { code });
  expect(errors).toEqual([]);
  return { code, seed: data.beginTotp.seed as string, uri: data.beginTotp.uri as string, recoveryCodes };
}
async function addKey({ token, change }: Person, name = 'Phone', flaw: Flaw = {}) {
  const device = createAuthenticator();
  const { data } = await client(token)('mutation { beginPasskey { options } }');
  return {
    device,
    answer: await change('addPasskey', 'AddPasskeyInput', {
      name,
      response: device.create(data.beginPasskey.options, flaw),
    }),
  };
}
const methods = async (token: string) =>
  (
    await client(token)(
      `{ signInMethods { hasPassword totpSince recoveryCodesLeft passkeys { id name lastUsedAt }
        identities { id } } }`,
    )
  ).data.signInMethods;
const forget = async (email: string) =>
  db().query(
    `UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = (SELECT id FROM "user"
      WHERE email = $1)`,
    [email],
  );

describe('an authenticator app', () => {
  test('ASVS 6.3.3: is asked for after the password, and only with its code there is a session', async () => {
    const person = await register();
    const { seed, uri } = await addApp(person);
    expect(uri).toMatch(
      new RegExp(`^otpauth://totp/Saldo:${encodeURIComponent(person.email)}\\?.*secret=${seed}`),
    );
    const first = await signIn(person.email);
    expect(first).toMatchObject({
      sessionToken: null,
      user: null,
      errors: [],
      challenge: { kinds: ['TOTP', 'RECOVERY_CODE'] },
    });
    expect(await isSignedIn(first.challenge?.token ?? '')).toBe(false);
    expect((await complete(first.challenge?.token ?? '', { totp: '000000' })).errors).toEqual([
      { code: 'INVALID', path: ['input', 'totp'] },
    ]);
    const second = await complete(first.challenge?.token ?? '', { totp: codeOf(seed, 30) });
    expect(second.errors).toEqual([]);
    expect(await isSignedIn(second.sessionToken)).toBe(true);
    expect((await complete(first.challenge?.token ?? '', { totp: codeOf(seed, 60) })).errors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'challenge'] },
    ]);
  });

  test('ASVS 6.5.1: a code is taken once within its window, and no older one after it', async () => {
    const person = await register();
    const { seed, code } = await addApp(person);
    const { challenge } = await signIn(person.email);
    // The code that took the app into use, then a newer one twice.
    expect((await complete(challenge?.token ?? '', { totp: code })).errors).toHaveLength(1);
    const newer = codeOf(seed, 30);
    expect((await complete(challenge?.token ?? '', { totp: newer })).errors).toEqual([]);
    const again = await signIn(person.email);
    expect((await complete(again.challenge?.token ?? '', { totp: newer })).errors).toHaveLength(1);
  });

  test('two that use one code at once: one of them gets in', async () => {
    const person = await register();
    const { seed } = await addApp(person);
    const [one, two] = [await signIn(person.email), await signIn(person.email)];
    const code = codeOf(seed, 30);
    const answers = await Promise.all(
      [one, two].map(({ challenge }) => complete(challenge?.token ?? '', { totp: code })),
    );
    expect(answers.filter(({ sessionToken }) => sessionToken !== null)).toHaveLength(1);
  });

  test('ASVS 6.6.3: a challenge hears five answers and lives for ten minutes; the password makes another one', async () => {
    const person = await register();
    const { seed } = await addApp(person);
    const { challenge } = await signIn(person.email);
    for (let attempt = 0; attempt < 5; attempt++)
      expect((await complete(challenge?.token ?? '', { totp: '000000' })).errors).toMatchObject([
        { code: 'INVALID' },
      ]);
    expect((await complete(challenge?.token ?? '', { totp: codeOf(seed, 30) })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const fresh = await signIn(person.email);
    await db().query(
      `UPDATE one_time_secret SET expires_at = expires_at - interval '10 minutes'
        WHERE token_hash = sha256($1::bytea)`,
      [Buffer.from(fresh.challenge?.token ?? '')],
    );
    expect((await complete(fresh.challenge?.token ?? '', { totp: codeOf(seed, 30) })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  test('the challenge of one person is not completed with the code of another one', async () => {
    const [mine, other] = [await register(), await register()];
    const [, theirs] = [await addApp(mine), await addApp(other)];
    const { challenge } = await signIn(mine.email);
    expect((await complete(challenge?.token ?? '', { totp: codeOf(theirs.seed, 30) })).errors).toHaveLength(
      1,
    );
  });

  test('ASVS 6.5.3: its seed is 160 random bits, and stands in the database sealed', async () => {
    const person = await register();
    const { seed } = await addApp(person);
    expect(Secret.fromBase32(seed).bytes).toHaveLength(20);
    const { rows } = await db().query<{ sealed: Buffer }>(
      'SELECT t.sealed FROM totp t JOIN "user" u ON u.id = t.user_id WHERE u.email = $1',
      [person.email],
    );
    expect(rows[0]?.sealed.includes(seed)).toBe(false);
    expect(rows[0]?.sealed.includes(Buffer.from(Secret.fromBase32(seed).bytes))).toBe(false);
  });

  test('a sealed seed that is moved to another person does not open', async () => {
    const [mine, other] = [await register(), await register()];
    const [{ seed }] = [await addApp(mine), await addApp(other)];
    await db().query(
      `UPDATE totp SET sealed = (SELECT t.sealed FROM totp t JOIN "user" u ON u.id = t.user_id
        WHERE u.email = $1) WHERE user_id = (SELECT id FROM "user" WHERE email = $2)`,
      [mine.email, other.email],
    );
    const { challenge } = await signIn(other.email);
    const { data, errors } = await client()(
      'mutation($input: CompleteSignInInput!) { completeSignIn(input: $input) { sessionToken } }',
      { input: { challenge: challenge?.token, totp: codeOf(seed, 30) } },
    );
    expect([data?.completeSignIn?.sessionToken, errors?.[0]?.extensions.code]).toEqual([
      undefined,
      'INTERNAL_SERVER_ERROR',
    ]);
  });

  test('counts from its first right code on, and only one can be in use', async () => {
    const person = await register();
    await client(person.token)('mutation { beginTotp { seed } }');
    expect((await person.change('addTotp', 'AddTotpInput', { code: '000000' })).errors).toEqual([
      { code: 'INVALID', path: ['input', 'code'] },
    ]);
    expect((await signIn(person.email)).challenge).toBeNull();
    await addApp(person);
    expect(
      (await client(person.token)(`mutation { beginTotp { seed ${ERRORS} } }`)).data.beginTotp,
    ).toMatchObject({ seed: null, errors: [{ code: 'CONFLICT' }] });
  });

  test('ASVS 7.4.3: adding and removing it ends all other sessions; without it the password is enough again', async () => {
    const person = await register();
    const { sessionToken: before } = await signIn(person.email);
    const { seed } = await addApp(person);
    expect([await isSignedIn(before), await isSignedIn(person.token)]).toEqual([false, true]);
    const { sessionToken: between } = await complete((await signIn(person.email)).challenge?.token ?? '', {
      totp: codeOf(seed, 30),
    });
    expect((await person.change('removeTotp')).errors).toEqual([]);
    expect([await isSignedIn(between), await isSignedIn(person.token)]).toEqual([false, true]);
    expect((await signIn(person.email)).sessionToken).not.toBeNull();
    expect(await methods(person.token)).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
    expect((await person.change('removeTotp')).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('ASVS 6.4.3: a password that was reset does not skip it', async () => {
    const person = await register();
    await addApp(person);
    await client()(
      `mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { errors { code } }
        }`,
      { input: { email: person.email } },
    );
    const token = secretIn((await mailTo(person.email)).at(-1));
    await client()(
      'mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { errors { code } } }',
      { input: { token, newPassword: 'a new long password' } },
    );
    expect(await signIn(person.email, 'a new long password')).toMatchObject({
      sessionToken: null,
      challenge: { kinds: ['TOTP', 'RECOVERY_CODE'] },
    });
  });

  test('stands in the audit trail when it comes and goes', async () => {
    const person = await register();
    await addApp(person);
    await person.change('removeTotp');
    const { household } = (await client(person.token)('{ household { id } }')).data;
    const { events } = await listEvents(proveHousehold(household.id), { first: 2, after: null });
    expect(events).toMatchObject([
      { action: 'FACTOR_REMOVED', subject: 'authenticator app' },
      { action: 'FACTOR_ADDED', subject: 'authenticator app' },
    ]);
  });
});

describe('recovery codes', () => {
  test('come with the first factor, ten of them, stored as hashes, and each works once however it is typed', async () => {
    const person = await register();
    const { recoveryCodes } = await addApp(person);
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes ?? []) expect(code).toMatch(/^([a-z0-9]{6}-){3}[a-z0-9]{6}$/);
    const { rows } = await db().query<{ row: string }>(
      'SELECT to_jsonb(r)::text AS row FROM recovery_code r',
    );
    expect(rows.some(({ row }) => recoveryCodes?.some((code) => row.includes(code)))).toBe(false);
    const [first = ''] = recoveryCodes ?? [];
    const { sessionToken } = await complete((await signIn(person.email)).challenge?.token ?? '', {
      recoveryCode: ` ${first.toUpperCase().replaceAll('-', ' ')}`,
    });
    expect(await methods(sessionToken ?? '')).toMatchObject({ recoveryCodesLeft: 9 });
    expect(
      (await complete((await signIn(person.email)).challenge?.token ?? '', { recoveryCode: first })).errors,
    ).toEqual([{ code: 'INVALID', path: ['input', 'recoveryCode'] }]);
  });

  test('are not given a second time with a second factor, and new ones make the old ones worthless', async () => {
    const person = await register();
    const { recoveryCodes: old } = await addApp(person);
    expect((await addKey(person)).answer).toMatchObject({ recoveryCodes: null, errors: [] });
    const { recoveryCodes } = await person.change('replaceRecoveryCodes');
    expect(recoveryCodes).toHaveLength(10);
    const { challenge } = await signIn(person.email);
    expect((await complete(challenge?.token ?? '', { recoveryCode: old?.[0] ?? '' })).errors).toHaveLength(1);
    expect(
      (await complete(challenge?.token ?? '', { recoveryCode: recoveryCodes?.[0] ?? '' })).errors,
    ).toEqual([]);
  });

  test('need a factor to stand in for', async () => {
    expect((await (await register()).change('replaceRecoveryCodes')).errors).toMatchObject([
      { code: 'NOT_ALLOWED' },
    ]);
  });
});

describe('a passkey', () => {
  test('signs in alone, without an address, a password or a second step', async () => {
    const person = await register();
    const { device, answer } = await addKey(person);
    expect(answer).toMatchObject({ errors: [] });
    expect(answer.recoveryCodes).toHaveLength(10);
    const signed = await withPasskey(device.get(await askForPasskey()));
    expect(signed).toMatchObject({ user: { email: person.email }, challenge: null, errors: [] });
    expect((await methods(signed.sessionToken ?? '')).passkeys).toMatchObject([
      { name: 'Phone', lastUsedAt: expect.any(String) },
    ]);
  });

  test('is the second step after the password', async () => {
    const [person, other] = [await register(), await register()];
    const [{ device }, theirs] = [await addKey(person), await addKey(other)];
    const { challenge, sessionToken } = await signIn(person.email);
    expect([sessionToken, challenge?.kinds]).toEqual([null, ['PASSKEY', 'RECOVERY_CODE']]);
    expect(
      (await complete(challenge?.token ?? '', { passkey: theirs.device.get(await askForPasskey()) })).errors,
    ).toEqual([{ code: 'INVALID', path: ['input', 'passkey'] }]);
    expect(
      (await complete(challenge?.token ?? '', { passkey: device.get(await askForPasskey()) })).errors,
    ).toEqual([]);
  });

  test('confirms that it is the viewer, and nobody else’s does', async () => {
    const [person, other] = [await register(), await register()];
    const [{ device }, theirs] = [await addKey(person), await addKey(other)];
    await forget(person.email);
    const confirm = async (passkey: string) =>
      (
        await client(person.token)(
          `mutation($input: ConfirmInput!) { confirm(input: $input) { ${ERRORS} } }`,
          { input: { passkey } },
        )
      ).data.confirm.errors;
    expect(await confirm(theirs.device.get(await askForPasskey()))).toMatchObject([{ code: 'INVALID' }]);
    expect((await person.change('replaceRecoveryCodes')).failure).toBe('CONFIRMATION_REQUIRED');
    expect(await confirm(device.get(await askForPasskey()))).toEqual([]);
    expect((await person.change('replaceRecoveryCodes')).errors).toEqual([]);
  });

  test.each<[string, Flaw]>([
    ['of another site', { origin: 'https://saldo.example.evil' }],
    ['for another site', { rpId: 'evil.example' }],
    ['for a challenge of its own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['without a proof of the person', { verified: false }],
    ['signed with another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
    ['whose counter went back', { counter: 1 }],
  ])('ASVS 10.4.6: an answer %s is refused', async (_name, flaw) => {
    const { device } = await addKey(await register());
    expect((await withPasskey(device.get(await askForPasskey()))).errors).toEqual([]);
    expect((await withPasskey(device.get(await askForPasskey(), flaw))).errors).toEqual([
      { code: 'INVALID', path: ['input', 'response'] },
    ]);
  });

  test('an answer is taken once, and not after ten minutes', async () => {
    const { device } = await addKey(await register());
    const answer = device.get(await askForPasskey());
    expect((await withPasskey(answer)).errors).toEqual([]);
    expect((await withPasskey(answer)).errors).toHaveLength(1);
    const late = await askForPasskey();
    await db().query(
      `UPDATE one_time_secret SET expires_at = expires_at - interval '10 minutes' WHERE purpose = 'PASSKEY'`,
    );
    expect((await withPasskey(device.get(late))).errors).toHaveLength(1);
  });

  test.each([
    '',
    'null',
    '{}',
    '[]',
    '{"id":"a"}',
    JSON.stringify({
      id: 'a',
      rawId: 'a',
      type: 'public-key',
      response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
    }),
  ])('what is no answer at all is refused: %s', async (response) => {
    expect((await withPasskey(response)).errors).toEqual([{ code: 'INVALID', path: ['input', 'response'] }]);
  });

  test.each<[string, Flaw]>([
    ['of another site', { origin: 'https://evil.example' }],
    ['for another site', { rpId: 'evil.example' }],
    ['without a proof of the person', { verified: false }],
    ['for another challenge', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
  ])('a new one %s is not kept', async (_name, flaw) => {
    const person = await register();
    expect((await addKey(person, 'Phone', flaw)).answer.errors).toEqual([
      { code: 'INVALID', path: ['input', 'response'] },
    ]);
    expect((await methods(person.token)).passkeys).toEqual([]);
  });

  test('one that was begun by somebody else, or to sign in, is not kept', async () => {
    const [person, other] = [await register(), await register()];
    const { data } = await client(other.token)('mutation { beginPasskey { options } }');
    for (const options of [data.beginPasskey.options, await askForPasskey()]) {
      expect(
        (
          await person.change('addPasskey', 'AddPasskeyInput', {
            name: 'Phone',
            response: createAuthenticator().create(
              JSON.stringify({ ...JSON.parse(options), rp: { id: 'localhost' } }),
            ),
          })
        ).errors,
      ).toMatchObject([{ code: 'INVALID' }]);
    }
  });

  test('is removed by its person only, ends other sessions, and lets nobody in any more', async () => {
    const [person, other] = [await register(), await register()];
    const { device } = await addKey(person);
    const { sessionToken } = await withPasskey(device.get(await askForPasskey()));
    const [{ id }] = (await methods(person.token)).passkeys;
    const remove = async (token: string) =>
      (await client(token)(`mutation($id: ID!) { removePasskey(id: $id) { ${ERRORS} } }`, { id })).data
        .removePasskey.errors;
    expect(await remove(other.token)).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
    expect(await remove(person.token)).toEqual([]);
    expect(await isSignedIn(sessionToken)).toBe(false);
    expect((await withPasskey(device.get(await askForPasskey()))).errors).toHaveLength(1);
    expect(await methods(person.token)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
  });

  test('stays when it is the last way in', async () => {
    const person = await register();
    await addKey(person);
    await db().query('UPDATE "user" SET password_hash = NULL WHERE email = $1', [person.email]);
    const [{ id }] = (await methods(person.token)).passkeys;
    const remove = async () =>
      (await client(person.token)(`mutation($id: ID!) { removePasskey(id: $id) { ${ERRORS} } }`, { id })).data
        .removePasskey.errors;
    expect(await remove()).toEqual([{ code: 'NOT_ALLOWED', path: ['id'] }]);
    await addKey(person, 'Laptop');
    expect(await remove()).toEqual([]);
  });
});

test.each([
  'beginTotp { seed }',
  'removeTotp { recoveryCodes }',
  'replaceRecoveryCodes { recoveryCodes }',
  'beginPasskey { options }',
  'addTotp(input: { code: "1" }) { recoveryCodes }',
  'addPasskey(input: { name: "a", response: "b" }) { recoveryCodes }',
  'removePasskey(id: "a") { recoveryCodes }',
  'unlinkIdentity(id: "a") { recoveryCodes }',
])('ASVS 7.5.1: %s needs a session and a proof that is no older than ten minutes', async (mutation) => {
  const { token, userId } = await createSignedIn();
  await db().query(`UPDATE session SET confirmed_at = now() - interval '10 minutes' WHERE user_id = $1`, [
    userId,
  ]);
  expect((await client(token)(`mutation { ${mutation} }`)).errors).toMatchObject([
    { extensions: { code: 'CONFIRMATION_REQUIRED' } },
  ]);
  expect((await client()(`mutation { ${mutation} }`)).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ]);
});
