import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { journey } from '../journey';
import { createPersonWithMoney } from '../people';

/**
 * Every page and route that there is, from the folders that make them; what stands in brackets becomes
 * something that is not there.
 */
async function routes(): Promise<string[]> {
  const files = await readdir('app', { recursive: true });
  return files
    .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
    .map((file) => `/${file.replace(/(^|\/)(page|route)\.tsx?$/, '')}`)
    .map((path) => path.replace(/\/\([^)]+\)/g, '').replace(/\[[^\]]+\]/g, 'nothing-of-this-name') || '/')
    .sort();
}

const ERRORS: [
  what: string,
  path: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
][] = [
  ['a page that does not exist', '/none/of/this', {}],
  ['a file that does not exist', '/_next/static/none.js', {}],
  ['an address that cannot be decoded', '/%E0%A4%A', {}],
  [
    'a query that is no JSON',
    '/api/graphql',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' },
  ],
  [
    'a query that is too large',
    '/api/graphql',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x'.repeat(1_100_000) },
  ],
  ['a method that nobody knows', '/api/graphql', { method: 'DELETE' }],
  ['an upload without a file', '/api/imports', { method: 'POST', body: new FormData() }],
  [
    'a form from another site',
    '/api/imports',
    { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, body: new FormData() },
  ],
];

function check(what: string, path: string, { headers }: Response, body: string): void {
  const is = (name: string, expected: string | RegExp) =>
    assert.match(
      headers.get(name) ?? 'nothing',
      expected instanceof RegExp ? expected : new RegExp(`^${expected}$`),
      `${name} of ${what}`,
    );
  is('strict-transport-security', /^max-age=31536000/);
  is('x-content-type-options', 'nosniff');
  is('x-frame-options', 'DENY');
  is('referrer-policy', /^(strict-origin-when-cross-origin|no-referrer)$/);
  is('cross-origin-resource-policy', 'same-origin');
  assert.equal(headers.get('access-control-allow-origin'), null, `${what} is for this origin only`);
  assert.equal(headers.get('x-powered-by'), null, `${what} does not say what made it`);
  if (path.startsWith('/_next/static/')) return;
  is('content-security-policy', /frame-ancestors 'none'/);
  is('cache-control', /no-store/);
  if (path === '/api/graphql') return;
  is('cross-origin-opener-policy', 'same-origin');
  const policy = headers.get('content-security-policy') ?? '';
  assert.doesNotMatch(policy, /script-src[^;]*unsafe/, `scripts of ${what}`);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  const scripts = [...body.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
  assert.deepEqual(
    scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
    [],
    `scripts of ${what} without its nonce`,
  );
}

journey(
  'ASVS 3.4.1, 3.4.2, 3.4.3, 3.4.4, 3.4.5, 3.4.6, 14.3.2, 16.5.1, 16.5.2: Every answer carries the headers that keep it safe, errors too',
  async ({ baseUrl, databaseUrl, anotherWeb }) => {
    const person = await createPersonWithMoney(baseUrl);
    const database = await cuttable(databaseUrl);
    const web = await anotherWeb({ NEXTAUTH_URL: 'https://saldo.example', DATABASE_URL: database.url });
    const cookie = `__Host-saldo.session=${person.token}`;
    const ask = async (what: string, path: string, init: RequestInit = {}) => {
      const response = await fetch(`${web}${path}`, { redirect: 'manual', ...init });
      const body = await response.text();
      check(`${what} (${path}, ${response.status})`, path, response, body);
      return { status: response.status, body };
    };
    const all = await routes();
    assert.ok(all.length > 25, 'there are pages');
    for (const path of all) {
      await ask('a stranger', path);
      await ask('somebody signed in', path, { headers: { cookie } });
    }
    for (const [what, path, init] of ERRORS) {
      const { status } = await ask(what, path, { ...init, headers: { cookie, ...init.headers } });
      assert.ok(status >= 400 && status < 500, `${what} is refused, not answered with ${status}`);
    }

    database.cut();
    for (const path of ['/', '/transactions', '/login', '/api/imports', '/none/of/this']) {
      const { body } = await ask('the database is away', path, {
        headers: { cookie },
        ...(path === '/api/imports' ? { method: 'POST', body: new FormData() } : {}),
      });
      assert.doesNotMatch(
        body,
        /node_modules|at async|ECONN|postgres/,
        `${path} does not tell what is behind it`,
      );
    }
    const { status, body } = await ask('the database is away', '/api/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
      body: '{"query":"{ viewer { email } }"}',
    });
    assert.equal(status, 500);
    assert.deepEqual(JSON.parse(body), {
      errors: [
        {
          message: 'Something went wrong on our side. Try again in a moment.',
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    });
  },
);

journey(
  'ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4: The cookie of a session is bound to this host, to HTTPS and to this site, and hidden from scripts',
  async ({ baseUrl, anotherWeb }) => {
    const web = await anotherWeb({ NEXTAUTH_URL: 'https://saldo.example' });
    const person = await createPersonWithMoney(baseUrl);
    const jar = (response: Response) =>
      response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
    const first = await fetch(`${web}/api/auth/csrf`);
    const { csrfToken } = (await first.json()) as { csrfToken: string };
    const answer = await fetch(`${web}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: jar(first) },
      body: new URLSearchParams({
        csrfToken,
        email: person.email,
        password: person.password,
        json: 'true',
      }).toString(),
    });
    const lines = [...first.headers.getSetCookie(), ...answer.headers.getSetCookie()];
    const session = lines.filter((line) => line.startsWith('__Host-saldo.session='));
    assert.equal(session.length, 1, `a session began: ${lines.map((line) => line.split('=')[0]).join(', ')}`);
    for (const line of lines) {
      const [name = ''] = line.split('=');
      assert.match(name, /^__(Host|Secure)-/, `${name} has a prefix that browsers hold to`);
      assert.match(line, /;\s*Secure/i, name);
      assert.match(line, /;\s*HttpOnly/i, name);
      assert.match(line, /;\s*SameSite=(Lax|Strict)/i, name);
      assert.match(line, /;\s*Path=\/(;|$)/i, name);
      assert.doesNotMatch(line, /Domain=/i, name);
    }
  },
);

/** Stands between Saldo and its database, and can be taken away. */
async function cuttable(url: string): Promise<{ url: string; cut: () => void }> {
  const behind = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(behind.port), behind.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { port: String(port) }).href,
    cut: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
