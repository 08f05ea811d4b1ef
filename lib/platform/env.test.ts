import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const GIVEN = { ...process.env };
const MAIL = [
  'SMTP_HOST',
  'SMTP_PORT',
  'SMTP_USERNAME',
  'SMTP_PASSWORD',
  'SMTP_USE_TLS',
  'SMTP_USE_SSL',
  'SMTP_FROM',
  'MAIL_INBOX',
];
afterAll(() => {
  process.env = GIVEN;
});

/** The environment is read once a process: a module of its own for each. */
async function read(variables: Partial<Record<string, string>>) {
  jest.resetModules();
  process.env = { ...GIVEN, ...variables };
  for (const name of MAIL) if (variables[name] === undefined) Reflect.deleteProperty(process.env, name);
  const [{ env }, { configuredServer }] = await Promise.all([
    import('./env'),
    import('@/lib/platform/mail/smtp'),
  ]);
  return { env: env(), server: configuredServer() };
}

const from = { SMTP_HOST: 'mail.example', SMTP_FROM: 'Saldo <saldo@example.com>' };

test.each([
  [from, { host: 'mail.example', port: 587, encryption: 'OFFERED', auth: null }],
  [
    { ...from, SMTP_USE_TLS: 'true' },
    { port: 587, encryption: 'STARTTLS' },
  ],
  [
    { ...from, SMTP_USE_SSL: '1' },
    { port: 465, encryption: 'SSL' },
  ],
  [
    { ...from, SMTP_USE_SSL: 'false', SMTP_USE_TLS: '', SMTP_PORT: '2525' },
    { port: 2525, encryption: 'OFFERED' },
  ],
  [{ ...from, SMTP_USERNAME: 'me', SMTP_PASSWORD: 'secret' }, { auth: { user: 'me', pass: 'secret' } }],
  [
    { ...from, SMTP_FROM: 'saldo@example.com', SMTP_PORT: '' },
    { from: 'saldo@example.com', port: 587 },
  ],
  [from, { limits: { connectMs: 10_000, greetingMs: 10_000, silenceMs: 20_000 } }],
])('%j names a mail server', async (variables, server) => {
  expect((await read(variables)).server).toMatchObject(server);
});

test.each<Record<string, string>>([
  {},
  { SMTP_HOST: '' },
  { SMTP_FROM: 'saldo@example.com', SMTP_USE_TLS: '' },
  { MAIL_INBOX: '' },
])('%j names none', async (variables) => {
  expect((await read(variables)).server).toBeNull();
});

test.each([
  [{ SMTP_HOST: 'mail.example' }, 'SMTP_FROM cannot be used: it is missing'],
  [{ ...from, SMTP_FROM: 'Saldo' }, 'SMTP_FROM cannot be used: write it like'],
  [{ ...from, SMTP_FROM: 'a@example.com\r\nBcc: b@example.com' }, 'SMTP_FROM cannot be used'],
  [{ ...from, SMTP_USERNAME: 'me' }, 'SMTP_PASSWORD cannot be used: it is missing'],
  [
    { ...from, SMTP_USE_TLS: 'yes', SMTP_USE_SSL: 'yes' },
    'SMTP_USE_TLS cannot be used: SMTP_USE_SSL excludes it',
  ],
  [{ ...from, SMTP_USE_TLS: 'perhaps' }, 'SMTP_USE_TLS cannot be used'],
  [{ ...from, SMTP_PORT: '99999' }, 'SMTP_PORT cannot be used'],
  [{ MAIL_INBOX: 'everybody' }, 'MAIL_INBOX cannot be used'],
  [{ DB_POOL_SIZE: '3' }, 'DB_POOL_SIZE cannot be used: set it to 4 or more'],
])('%j is refused with the variable’s name', async (variables, sentence) => {
  await expect(read(variables)).rejects.toThrow(sentence);
});

describe('a secret in a file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'saldo-secrets-'));
    await writeFile(path.join(folder, 'password'), ' hunter2 \n');
    await writeFile(path.join(folder, 'url'), 'postgresql://files@localhost/saldo\r\n');
  });
  afterAll(() => rm(folder, { recursive: true }));
  const withPassword = (more: Record<string, string> = {}) => ({
    ...from,
    SMTP_USERNAME: 'me',
    SMTP_PASSWORD_FILE: path.join(folder, 'password'),
    ...more,
  });

  test('is read without the end of its line, whatever else it holds', async () => {
    expect((await read(withPassword())).server).toMatchObject({ auth: { user: 'me', pass: ' hunter2 ' } });
    await read({ DATABASE_URL: '', DATABASE_URL_FILE: path.join(folder, 'url') });
    const { databaseUrl } = await import('./env');
    expect(databaseUrl()).toBe('postgresql://files@localhost/saldo');
  });

  test('counts for less than what the variable itself says, and for more than an empty one', async () => {
    expect((await read(withPassword({ SMTP_PASSWORD: 'stated' }))).env.SMTP_PASSWORD).toBe('stated');
    expect((await read(withPassword({ SMTP_PASSWORD: '' }))).env.SMTP_PASSWORD).toBe(' hunter2 ');
  });

  test('that is not there stops the start with the variable’s name', async () => {
    await expect(read(withPassword({ SMTP_PASSWORD_FILE: path.join(folder, 'nothing') }))).rejects.toThrow(
      'The file that SMTP_PASSWORD_FILE names cannot be read: ',
    );
  });
});
