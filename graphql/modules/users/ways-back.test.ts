import { listEvents } from '@/lib/people/audit/data';
import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { setUpTestDatabase } from '@/lib/testing/database';
import { mailTo, secretIn } from '@/lib/testing/mailbox';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const PASSWORD = 'velmi dlouhé heslo';
const ERRORS = 'errors { code path }';
let people = 0;

async function register() {
  const email = `person${++people}@example.com`;
  await client()('mutation($input: SignUpInput!) { signUp(input: $input) { errors { code } } }', {
    input: { email, password: PASSWORD },
  });
  return { email, ...(await signIn(email)) };
}
async function signIn(email: string, password = PASSWORD) {
  const { data } = await client()(
    `mutation($input: SignInInput!) { signIn(input: $input) { sessionToken challenge { token } ${ERRORS} } }`,
    { input: { email, password } },
  );
  return { token: data.signIn.sessionToken as string, ...data.signIn };
}
const isSignedIn = async (token: string) => (await client(token)('{ viewer { id } }')).data.viewer !== null;
const forget = async (token: string) =>
  db().query(
    `UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE token_hash = sha256($1::bytea)`,
    [Buffer.from(token)],
  );

describe('a forgotten password', () => {
  const ask = async (email: string) =>
    (
      await client()(
        `mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ${ERRORS} } }`,
        { input: { email } },
      )
    ).data.requestPasswordReset;
  const reset = async (token: string, newPassword = 'a new long password') =>
    (
      await client()(`mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { ${ERRORS} } }`, {
        input: { token, newPassword },
      })
    ).data.resetPassword;
  const link = async (email: string) => {
    await ask(email);
    return secretIn((await mailTo(email)).at(-1));
  };

  test('ASVS 6.4.1: a reset token is random, stored as a hash, and works once', async () => {
    const { email } = await register();
    const token = await link(email);
    expect(token).toMatch(/^[\w-]{43}$/);
    const { rows } = await db().query<{ row: string }>(
      'SELECT to_jsonb(o)::text AS row FROM one_time_secret o',
    );
    expect(
      rows.some(({ row }) => row.includes(token) || row.includes(Buffer.from(token).toString('hex'))),
    ).toBe(false);
    expect(await reset(token)).toEqual({ errors: [] });
    expect(await reset(token, 'yet another password')).toEqual({
      errors: [{ code: 'NOT_FOUND', path: ['input', 'token'] }],
    });
    expect((await signIn(email)).errors).toHaveLength(1);
    expect((await signIn(email, 'a new long password')).errors).toEqual([]);
  });

  test('ASVS 6.4.1: a reset token ends after ten minutes, and with another one that was used', async () => {
    const { email } = await register();
    const [old, first, second] = [await link(email), await link(email), await link(email)];
    await db().query(
      `UPDATE one_time_secret SET expires_at = expires_at - interval '10 minutes'
        WHERE token_hash = sha256($1::bytea)`,
      [Buffer.from(old)],
    );
    expect((await reset(old)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await reset(first)).errors).toEqual([]);
    expect((await reset(second)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('two that use one link at once: one of them sets the password', async () => {
    const { email } = await register();
    const token = await link(email);
    const answers = await Promise.all([
      reset(token, 'the first password'),
      reset(token, 'the second password'),
    ]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  test('ASVS 7.4.3: a reset ends every session of the person, and nobody else’s', async () => {
    const [{ email, token }, other] = [await register(), await register()];
    const elsewhere = await signIn(email);
    await reset(await link(email));
    expect(
      await Promise.all([isSignedIn(token), isSignedIn(elsewhere.token), isSignedIn(other.token)]),
    ).toEqual([false, false, true]);
  });

  test('a refused password leaves the link good', async () => {
    const { email } = await register();
    const token = await link(email);
    expect((await reset(token, 'short')).errors).toEqual([
      { code: 'OUT_OF_RANGE', path: ['input', 'newPassword'] },
    ]);
    expect((await reset(token)).errors).toEqual([]);
  });

  test('ASVS 6.3.8: the answer is the same for an address that is nobody’s, and nothing is sent there', async () => {
    const { email } = await register();
    expect(await ask('nobody@example.com')).toEqual(await ask(email));
    expect(await mailTo('nobody@example.com')).toEqual([]);
    expect((await ask('jana')).errors).toEqual([{ code: 'INVALID', path: ['input', 'email'] }]);
  });

  test('a link of another kind resets nothing', async () => {
    const { email } = await register();
    expect((await reset(secretIn((await mailTo(email))[0]))).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('an address', () => {
  const verify = async (token: string) =>
    (
      await client()(
        `mutation($input: VerifyEmailInput!) { verifyEmail(input: $input) { email ${ERRORS} } }`,
        { input: { token } },
      )
    ).data.verifyEmail;
  const viewer = async (token: string) =>
    (await client(token)('{ viewer { email emailVerified } }')).data.viewer;
  const again = async (token: string) =>
    (await client(token)(`mutation { sendVerification { ${ERRORS} } }`)).data.sendVerification;
  const change = async (token: string, email: string) =>
    client(token)(`mutation($input: ChangeEmailInput!) { changeEmail(input: $input) { ${ERRORS} } }`, {
      input: { email },
    });

  test('is confirmed with the link of the welcome; until then the person can do everything and is told', async () => {
    const { email, token } = await register();
    expect(await viewer(token)).toEqual({ email, emailVerified: false });
    const secret = secretIn((await mailTo(email))[0]);
    expect(await verify(secret)).toEqual({ email, errors: [] });
    expect(await viewer(token)).toEqual({ email, emailVerified: true });
    expect((await verify(secret)).errors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'token'] }]);
  });

  test('can be confirmed with a link that is sent again, as long as it is not confirmed', async () => {
    const { email, token } = await register();
    expect(await again(token)).toEqual({ errors: [] });
    await verify(secretIn((await mailTo(email)).at(-1)));
    expect((await again(token)).errors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect((await client()(`mutation { sendVerification { ${ERRORS} } }`)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  test('is not confirmed by a link that is a day old', async () => {
    const { email } = await register();
    const secret = secretIn((await mailTo(email))[0]);
    await db().query(
      `UPDATE one_time_secret SET expires_at = expires_at - interval '24 hours'
        WHERE token_hash = sha256($1::bytea)`,
      [Buffer.from(secret)],
    );
    expect((await verify(secret)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('changes only once the link that went to the new one is opened; the old one is told before, and sessions end', async () => {
    const { email, token } = await register();
    const next = `new-${email}`;
    expect((await change(token, ` New-${email}`)).data.changeEmail).toEqual({ errors: [] });
    expect((await mailTo(email)).at(-1)).toMatchObject({
      subject: 'Your e-mail address is about to change',
      text: expect.stringContaining(next),
    });
    expect(await viewer(token)).toEqual({ email, emailVerified: false });
    expect(await verify(secretIn((await mailTo(next))[0]))).toEqual({ email: next, errors: [] });
    expect(await isSignedIn(token)).toBe(false);
    expect((await signIn(email)).errors).toHaveLength(1);
    const { token: fresh } = await signIn(next);
    expect(await viewer(fresh)).toEqual({ email: next, emailVerified: true });
    const { household } = (await client(fresh)('{ household { id } }')).data;
    expect(
      (await listEvents(proveHousehold(household.id), { first: 5, after: null })).events.map(
        ({ action, subject }) => [action, subject],
      ),
    ).toContainEqual(['EMAIL_CHANGED', `${email} → ${next}`]);
  });

  test('ASVS 6.3.8: changing to somebody else’s answers alike; its owner is told and keeps it', async () => {
    const [mine, other] = [await register(), await register()];
    expect((await change(mine.token, other.email)).data.changeEmail).toEqual({ errors: [] });
    expect((await mailTo(other.email)).at(-1)?.subject).toBe('You are registered already');
    expect(await viewer(other.token)).toMatchObject({ email: other.email });
  });

  test('that somebody has registered since the change was begun stays theirs', async () => {
    const { email, token } = await register();
    const next = `wanted-${email}`;
    await change(token, next);
    const secret = secretIn((await mailTo(next))[0]);
    await client()('mutation($input: SignUpInput!) { signUp(input: $input) { errors { code } } }', {
      input: { email: next, password: PASSWORD },
    });
    expect((await verify(secret)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await viewer(token)).toMatchObject({ email });
  });

  test('ASVS 7.5.1: changing it needs a proof that is no older than ten minutes, and an address', async () => {
    const { email, token } = await register();
    expect((await change(token, 'jana')).data.changeEmail.errors).toEqual([
      { code: 'INVALID', path: ['input', 'email'] },
    ]);
    expect((await change(token, email)).data.changeEmail.errors).toEqual([
      { code: 'CONFLICT', path: ['input', 'email'] },
    ]);
    await forget(token);
    expect((await change(token, 'later@example.com')).errors).toMatchObject([
      { extensions: { code: 'CONFIRMATION_REQUIRED' } },
    ]);
    expect(await mailTo('later@example.com')).toEqual([]);
  });
});

describe('confirm', () => {
  const confirm = async (token: string, input: Record<string, string>) =>
    client(token)(`mutation($input: ConfirmInput!) { confirm(input: $input) { confirmedUntil ${ERRORS} } }`, {
      input,
    });
  const sensitive = async (token: string) =>
    (await client(token)(`mutation { beginPasskey { options } }`)).errors?.[0]?.extensions.code;

  test('with the password opens what is sensitive for ten minutes, in this session only', async () => {
    const { email, token } = await register();
    const elsewhere = await signIn(email);
    await forget(token);
    await forget(elsewhere.token);
    expect(await sensitive(token)).toBe('CONFIRMATION_REQUIRED');
    const { data } = await confirm(token, { password: PASSWORD });
    expect(data.confirm.errors).toEqual([]);
    expect(new Date(data.confirm.confirmedUntil).getTime() - Date.now()).toBeGreaterThan(9.5 * 60_000);
    expect(await sensitive(token)).toBeUndefined();
    expect(await sensitive(elsewhere.token)).toBe('CONFIRMATION_REQUIRED');
  });

  test('refuses a wrong password, somebody else’s, none and two at once', async () => {
    const { token } = await register();
    await forget(token);
    expect((await confirm(token, { password: 'something else' })).data.confirm).toEqual({
      confirmedUntil: null,
      errors: [{ code: 'INVALID', path: ['input', 'password'] }],
    });
    expect((await confirm(token, { totp: '123456' })).data.confirm.errors).toEqual([
      { code: 'INVALID', path: ['input', 'totp'] },
    ]);
    for (const input of [{}, { password: PASSWORD, totp: '123456' }] as Record<string, string>[])
      expect((await confirm(token, input)).data.confirm.errors).toMatchObject([{ code: 'REQUIRED' }]);
    expect(await sensitive(token)).toBe('CONFIRMATION_REQUIRED');
  });

  test('ASVS 6.3.1: a refusal stands in the audit trail with where it came from', async () => {
    const { email, token } = await register();
    await client(null, { 'x-saldo-client-address': '203.0.113.9' })(
      'mutation($input: SignInInput!) { signIn(input: $input) { errors { code } } }',
      { input: { email, password: 'something else' } },
    );
    const { household } = (await client(token)('{ household { id } }')).data;
    expect(
      (await listEvents(proveHousehold(household.id), { first: 5, after: null })).events[0],
    ).toMatchObject({ action: 'SIGN_IN_REFUSED', subject: 'password', address: '203.0.113.9' });
  });
});
