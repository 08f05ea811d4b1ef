import { Secret, TOTP } from 'otpauth';
import { freePort } from '@/scripts/lib/ports';
import { listEvents } from '@/lib/people/audit/data';
import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { startAuthServer, TestBrowser } from '@/lib/testing/auth-server';
import { createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { OIDC_SECRET, startOidcProvider, type TestProvider } from '@/lib/testing/oidc';

setUpTestDatabase();

let saldo = '';
/** Imported once the environment is as it should be: the server reads it when it is loaded. */
let client: (typeof import('@/graphql/testing'))['client'];
let authServer: { close: () => Promise<void> };
/** Two providers: with one alone nobody could mix them up. */
const providers: Record<'oidc' | 'mojeid', TestProvider> = {} as never;

beforeAll(async () => {
  const port = await freePort();
  saldo = `http://localhost:${port}`;
  for (const id of ['oidc', 'mojeid'] as const)
    providers[id] = await startOidcProvider(`${saldo}/api/auth/callback/${id}`);
  Object.assign(process.env, {
    NEXTAUTH_URL: saldo,
    OIDC_ISSUER: providers.oidc.issuer,
    OIDC_CLIENT_ID: 'saldo',
    OIDC_CLIENT_SECRET: OIDC_SECRET,
    OIDC_NAME: 'Work',
  });
  Object.assign(process.env, {
    MOJEID_CLIENT_ID: 'saldo',
    MOJEID_CLIENT_SECRET: OIDC_SECRET,
    MOJEID_DISCOVERY_URL: `${providers.mojeid.issuer}/.well-known/openid-configuration`,
  });
  ({ client } = await import('@/graphql/testing'));
  authServer = await startAuthServer(port);
}, 120_000);
afterAll(async () => {
  await authServer.close();
  await Promise.all(Object.values(providers).map((provider) => provider.close()));
});
afterEach(() => Promise.all(Object.values(providers).map((provider) => provider.control({ flaw: null }))));

let people = 0;
/** Who the provider says has come; a new person unless told otherwise. */
async function be(
  person: { sub?: string; email?: string | undefined; email_verified?: boolean; name?: string } = {},
  id: keyof typeof providers = 'oidc',
) {
  const sub = person.sub ?? `subject-${++people}`;
  const whole = { sub, email: `${sub}@example.com`, email_verified: true, name: 'Jana', ...person };
  await providers[id].control({ person: whole });
  return whole;
}

/** Goes to the provider and back, up to the callback, which is returned unasked. */
async function goThere(browser: TestBrowser, id: keyof typeof providers = 'oidc', more = '') {
  const { csrfToken } = JSON.parse((await browser.ask(`${saldo}/api/auth/csrf`)).body) as {
    csrfToken: string;
  };
  const { url } = JSON.parse(
    (
      await browser.ask(`${saldo}/api/auth/signin/${id}${more}`, {
        csrfToken,
        callbackUrl: `${saldo}/transactions`,
        json: 'true',
      })
    ).body,
  ) as { url: string };
  return { asked: new URL(url), callback: await browser.follow(url, `${saldo}/api/auth/callback/`) };
}

/** Where the callback leads in the end: next-auth sends errors through a page of its own. */
async function comeBack(browser: TestBrowser, callback: string) {
  let { location } = await browser.ask(callback);
  while (location?.startsWith(`${saldo}/api/auth/`)) ({ location } = await browser.ask(location));
  return location?.replace(saldo, '').replace(/callbackUrl=[^&]*&/, '') ?? null;
}
const passThrough = async (browser: TestBrowser, id: keyof typeof providers = 'oidc') =>
  comeBack(browser, (await goThere(browser, id)).callback);
const tokenOf = (browser: TestBrowser) => browser.cookie('localhost', 'saldo.session');
const viewer = async (browser: TestBrowser) =>
  (await client(tokenOf(browser))('{ viewer { id email name emailVerified } }')).data.viewer;
const linked = async (token: string | null) =>
  (await client(token)('{ signInMethods { hasPassword identities { id provider label } } }')).data
    .signInMethods;

function browserOf(token: string) {
  const browser = new TestBrowser();
  browser.setCookie('localhost', 'saldo.session', token);
  return browser;
}

test('only what is configured is offered, by the name the operator gave it', async () => {
  expect((await client()('{ signInProviders { id name } }')).data.signInProviders).toEqual([
    { id: 'mojeid', name: 'MojeID' },
    { id: 'oidc', name: 'Work' },
  ]);
});

describe('an identity that nobody has', () => {
  test('registers a person with a household of their own, and lets them in from then on', async () => {
    const { email } = await be();
    const browser = new TestBrowser();
    expect(await passThrough(browser)).toBe('/transactions');
    expect(await viewer(browser)).toMatchObject({ email, name: 'Jana', emailVerified: true });
    const { data } = await client(tokenOf(browser))('{ household { name } categories { id } }');
    expect(data.household.name).toBe('Jana');
    expect(data.categories.length).toBeGreaterThan(10);
    expect(await linked(tokenOf(browser))).toMatchObject({
      hasPassword: false,
      identities: [{ provider: 'Work', label: email }],
    });
    const again = new TestBrowser();
    await passThrough(again);
    expect(await viewer(again)).toEqual(await viewer(browser));
  });

  test('leaves an address unconfirmed that the provider has not confirmed', async () => {
    await be({ email_verified: false });
    const browser = new TestBrowser();
    await passThrough(browser);
    expect(await viewer(browser)).toMatchObject({ emailVerified: false });
  });

  test('ASVS 6.8.1: does not let in the person who has the same address', async () => {
    const owner = await createSignedIn();
    await be({ email: owner.email.toUpperCase() });
    const browser = new TestBrowser();
    expect(await passThrough(browser)).toBe('/login?error=known-address');
    expect(tokenOf(browser)).toBeNull();
    expect((await linked(owner.token)).identities).toEqual([]);
  });

  test('registers nobody without an address', async () => {
    await be({ email: undefined });
    const browser = new TestBrowser();
    expect(await passThrough(browser)).toBe('/login?error=no-address');
    expect(tokenOf(browser)).toBeNull();
  });
});

test('ASVS 6.8.1, 10.5.2: the same subject at another issuer is somebody else', async () => {
  const { sub } = await be();
  const [one, two] = [new TestBrowser(), new TestBrowser()];
  await passThrough(one);
  await be({ sub, email: `other-${sub}@example.com` }, 'mojeid');
  await passThrough(two, 'mojeid');
  expect((await viewer(two)).email).toBe(`other-${sub}@example.com`);
  expect((await viewer(two)).id).not.toBe((await viewer(one)).id);
});

test('another address at the provider does not change who comes', async () => {
  const { sub } = await be();
  const [one, two] = [new TestBrowser(), new TestBrowser()];
  await passThrough(one);
  await be({ sub, email: `moved-${sub}@example.com` });
  await passThrough(two);
  expect(await viewer(two)).toEqual(await viewer(one));
});

describe('what is tampered with on the way', () => {
  const failed = '/login?error=OAuthCallback';

  test('ASVS 10.2.1, 10.5.1: every request carries a state, a nonce and a PKCE challenge of its own', async () => {
    await be();
    const asked = await Promise.all([goThere(new TestBrowser()), goThere(new TestBrowser())]);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const values = asked.map(({ asked: url }) => url.searchParams.get(name));
      for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
      expect(values[0]).not.toBe(values[1]);
    }
    expect(asked[0].asked.searchParams.get('code_challenge_method')).toBe('S256');
  });

  test.each<[string, (url: URL) => void]>([
    ['another state', (url) => url.searchParams.set('state', 'A'.repeat(43))],
    ['no state', (url) => url.searchParams.delete('state')],
    [
      'another issuer beside the code (ASVS 10.2.2)',
      (url) => url.searchParams.set('iss', 'https://evil.example'),
    ],
    ['no issuer beside the code (ASVS 10.2.2)', (url) => url.searchParams.delete('iss')],
    ['another code', (url) => url.searchParams.set('code', 'A'.repeat(43))],
  ])('ASVS 10.1.2: a callback with %s is refused', async (_name, change) => {
    await be();
    const browser = new TestBrowser();
    const callback = new URL((await goThere(browser)).callback);
    change(callback);
    expect(await comeBack(browser, callback.href)).toBe(failed);
    expect(tokenOf(browser)).toBeNull();
  });

  test.each<[string, Record<string, unknown> | 'signature']>([
    ['another nonce (ASVS 10.5.1)', { nonce: 'A'.repeat(43) }],
    ['no nonce (ASVS 10.5.1)', { nonce: null }],
    ['another audience (ASVS 10.5.4)', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['another subject than the userinfo', Object.fromEntries([['sub', 'somebody-else']])],
    ['a time that is over', { exp: 1_700_000_000 }],
    ['a signature of somebody else', 'signature'],
  ])('an ID token with %s is refused', async (_name, flaw) => {
    await be();
    await providers.oidc.control({ flaw });
    const browser = new TestBrowser();
    expect(await passThrough(browser)).toBe(failed);
    expect(tokenOf(browser)).toBeNull();
  });

  test('ASVS 10.4.6: a code that was used is worth nothing, in the same browser or in another one', async () => {
    await be();
    const [browser, thief] = [new TestBrowser(), new TestBrowser()];
    const { callback } = await goThere(browser);
    expect(await comeBack(thief, callback)).toBe(failed);
    expect(await comeBack(browser, callback)).toBe('/transactions');
    browser.setCookie('localhost', 'saldo.session', '');
    expect(await comeBack(browser, callback)).toMatch(/error=OAuthCallback/);
    await goThere(thief);
    expect(await comeBack(thief, callback)).toBe(failed);
    expect(tokenOf(thief)).toBeNull();
  });

  test('ASVS 10.2.2: the code of one provider is not taken at the callback of another one', async () => {
    await be();
    await be({}, 'mojeid');
    const browser = new TestBrowser();
    await goThere(browser, 'mojeid');
    const { callback } = await goThere(browser, 'oidc');
    expect(await comeBack(browser, callback.replace('/callback/oidc', '/callback/mojeid'))).toBe(failed);
    expect(tokenOf(browser)).toBeNull();
  });

  test('a sign-in cannot be begun from another site: it needs the token of a form', async () => {
    const browser = new TestBrowser();
    const { body } = await browser.ask(`${saldo}/api/auth/signin/oidc`, { callbackUrl: saldo, json: 'true' });
    expect(body).not.toContain(providers.oidc.issuer);
  });

  test('the way back does not lead to another site', async () => {
    await be();
    const browser = new TestBrowser();
    const { csrfToken } = JSON.parse((await browser.ask(`${saldo}/api/auth/csrf`)).body) as {
      csrfToken: string;
    };
    const { url } = JSON.parse(
      (
        await browser.ask(`${saldo}/api/auth/signin/oidc`, {
          csrfToken,
          callbackUrl: 'https://evil.example/',
          json: 'true',
        })
      ).body,
    ) as { url: string };
    expect(await comeBack(browser, await browser.follow(url, `${saldo}/api/auth/callback/`))).toBe('/');
  });
});

test('ASVS 6.3.3: somebody with a second step is asked for it after the provider too', async () => {
  await be();
  const browser = new TestBrowser();
  await passThrough(browser);
  const ask = client(tokenOf(browser));
  const { seed } = (await ask('mutation { beginTotp { seed } }')).data.beginTotp;
  const code = (seconds: number) =>
    new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: Date.now() + seconds * 1_000 });
  expect(
    (
      await ask('mutation($code: String!) { addTotp(input: { code: $code }) { errors { code } } }', {
        code: code(0),
      })
    ).data.addTotp.errors,
  ).toEqual([]);
  const again = new TestBrowser();
  expect(await passThrough(again)).toBe('/transactions');
  expect(await viewer(again)).toBeNull();
  expect((await client(tokenOf(again))('{ waitingFor }')).data.waitingFor).toEqual(['TOTP', 'RECOVERY_CODE']);
  const waiting = tokenOf(again);
  const { csrfToken } = JSON.parse((await again.ask(`${saldo}/api/auth/csrf`)).body) as { csrfToken: string };
  const answer = async (totp: string) =>
    (await again.ask(`${saldo}/api/auth/callback/second-step`, { totp, csrfToken, json: 'true' })).status;
  expect(await answer('000000')).toBe(401);
  expect(await answer(code(30))).toBe(200);
  expect((await viewer(again)).id).toBe((await viewer(browser)).id);
  expect(tokenOf(again)).not.toBe(waiting);
});

describe('somebody who is signed in', () => {
  test('links an identity, then signs in with it, and it stands in the audit trail', async () => {
    const owner = await createSignedIn();
    const { email } = await be({ email: 'elsewhere@example.com' });
    expect(await passThrough(browserOf(owner.token))).toBe('/transactions');
    expect((await linked(owner.token)).identities).toMatchObject([{ provider: 'Work', label: email }]);
    const browser = new TestBrowser();
    await passThrough(browser);
    expect((await viewer(browser)).id).toBe(owner.userId);
    const { events } = await listEvents(proveHousehold(owner.householdId), { first: 2, after: null });
    expect(events.map(({ action }) => action)).toEqual(['SIGNED_IN', 'IDENTITY_LINKED']);
  });

  test('ASVS 7.5.1: links nothing without a proof that is no older than ten minutes', async () => {
    const owner = await createSignedIn();
    await db().query(`UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = $1`, [
      owner.userId,
    ]);
    await be();
    expect(await passThrough(browserOf(owner.token))).toBe('/settings/security?error=confirm-first');
    expect((await linked(owner.token)).identities).toEqual([]);
  });

  test('cannot take an identity that is linked to somebody else', async () => {
    await be();
    const first = new TestBrowser();
    await passThrough(first);
    const other = await createSignedIn();
    expect(await passThrough(browserOf(other.token))).toBe('/settings/security?error=taken');
    expect((await linked(other.token)).identities).toEqual([]);
    expect((await linked(tokenOf(first))).identities).toHaveLength(1);
  });

  test('confirms who they are by signing in again at their provider, unless that was long ago', async () => {
    const { sub } = await be();
    const browser = new TestBrowser();
    await passThrough(browser);
    const token = tokenOf(browser) ?? '';
    await db().query(`UPDATE session SET confirmed_at = now() - interval '11 minutes' WHERE user_id = $1`, [
      (await viewer(browser)).id,
    ]);
    const sensitive = async () =>
      (await client(token)('mutation { beginTotp { errors { code } } }')).errors?.[0]?.extensions.code;
    await providers.oidc.control({ flaw: { auth_time: Math.floor(Date.now() / 1_000) - 11 * 60 } });
    expect(await passThrough(browser)).toBe('/settings/security?error=too-long-ago');
    expect(await sensitive()).toBe('CONFIRMATION_REQUIRED');
    await providers.oidc.control({ flaw: null, person: { sub } });
    const { asked, callback } = await goThere(browser, 'oidc', '?prompt=login&max_age=0');
    expect([asked.searchParams.get('prompt'), asked.searchParams.get('max_age')]).toEqual(['login', '0']);
    expect(await comeBack(browser, callback)).toBe('/transactions');
    expect(tokenOf(browser)).toBe(token);
    expect(await sensitive()).toBeUndefined();
  });

  test('whose sign-in at the provider is old is let in, but has confirmed nothing', async () => {
    await be();
    await providers.oidc.control({ flaw: { auth_time: Math.floor(Date.now() / 1_000) - 11 * 60 } });
    const browser = new TestBrowser();
    expect(await passThrough(browser)).toBe('/transactions');
    expect((await client(tokenOf(browser))('mutation { beginTotp { seed } }')).errors).toMatchObject([
      { extensions: { code: 'CONFIRMATION_REQUIRED' } },
    ]);
  });

  test('unlinks an identity of their own, but not the last way in, and nobody else does', async () => {
    const [owner, other] = [await createSignedIn(), await createSignedIn()];
    await db().query(`UPDATE "user" SET password_hash = 'x' WHERE id = $1`, [owner.userId]);
    await be();
    await passThrough(browserOf(owner.token));
    const [{ id }] = (await linked(owner.token)).identities;
    const unlink = async (token: string) =>
      (
        await client(token)(
          `mutation($id: ID!) { unlinkIdentity(id: $id) { methods { identities { id } } errors { code path } }
            }`,
          { id },
        )
      ).data.unlinkIdentity;
    expect(await unlink(other.token)).toMatchObject({ errors: [{ code: 'NOT_FOUND', path: ['id'] }] });
    await db().query('UPDATE "user" SET password_hash = NULL WHERE id = $1', [owner.userId]);
    expect(await unlink(owner.token)).toMatchObject({
      methods: null,
      errors: [{ code: 'NOT_ALLOWED', path: ['id'] }],
    });
    await db().query(`UPDATE "user" SET password_hash = 'x' WHERE id = $1`, [owner.userId]);
    expect(await unlink(owner.token)).toEqual({ methods: { identities: [] }, errors: [] });
  });
});

test('ASVS 7.2.4: signing in makes a new token and ends the session that the browser had; signing out ends it on the server', async () => {
  const email = 'seven-two-four@example.com';
  await client()('mutation($input: SignUpInput!) { signUp(input: $input) { errors { code } } }', {
    input: { email, password: 'velmi dlouhé heslo' },
  });
  const browser = new TestBrowser();
  browser.setCookie('localhost', 'saldo.session', 'A'.repeat(43));
  const { csrfToken } = JSON.parse((await browser.ask(`${saldo}/api/auth/csrf`)).body) as {
    csrfToken: string;
  };
  const signIn = async () =>
    browser.ask(`${saldo}/api/auth/callback/credentials`, {
      email,
      password: 'velmi dlouhé heslo',
      csrfToken,
      json: 'true',
    });
  await signIn();
  const first = tokenOf(browser) ?? '';
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(first).not.toBe('A'.repeat(43));
  await signIn();
  expect(tokenOf(browser)).not.toBe(first);
  expect((await client(first)('{ viewer { id } }')).data.viewer).toBeNull();
  const second = tokenOf(browser) ?? '';
  await browser.ask(`${saldo}/api/auth/signout`, { csrfToken, json: 'true' });
  expect(tokenOf(browser)).toBeNull();
  expect((await client(second)('{ viewer { id } }')).data.viewer).toBeNull();
});
