import { linesOf, logged } from '@/lib/testing/logs';
import { schema } from './server';
import { client } from './testing';
import { createAccount, createHousehold, createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { prove } from '@/lib/people/sign-in/confirm/mutations';
import { logHash } from '@/lib/platform/log-hash';

setUpTestDatabase();

const HASH = /^[\da-f]{32}$/;
const requests = () => linesOf('api request');
const ADD = `mutation AddOne($input: AddTransactionInput!) { addTransaction(input: $input) {
  transaction { id payee }
    errors { message } } }`;

test('ASVS 16.2.5: writes one line for a request, with who asked as keyed hashes and nothing else', async () => {
  const { token, userId, householdId } = await createSignedIn();
  await client(token, { 'x-saldo-request-id': 'request-0001' })('query WhoAmI { viewer { id email } }');
  const [line, ...more] = requests();
  expect(more).toEqual([]);
  expect(line).toEqual({
    level: 30,
    time: expect.any(String),
    msg: 'api request',
    requestId: 'request-0001',
    operation: 'WhoAmI',
    durationMs: expect.any(Number),
    status: 200,
    code: null,
    user: logHash(userId),
    household: logHash(householdId),
  });
  expect(line?.user).toMatch(HASH);
  expect(line?.user).not.toBe(line?.household);
});

test('ASVS 16.2.5: repeats nothing of what was sent or answered: no payee, amount, address, note or token', async () => {
  const { token, householdId, email, userId } = await createSignedIn();
  const account = await createAccount(householdId, {
    name: 'Secret Account',
    number: 'CZ6508000000192000145399',
  });
  const ask = client(token, { 'user-agent': 'Secret Browser', 'x-saldo-client-address': '203.0.113.77' });
  const input = {
    accountId: account.id,
    date: '2026-03-01',
    amount: '-7391.17',
    payee: 'Secret Payee',
    notes: 'Secret Note',
  };
  expect((await ask(ADD, { input })).data.addTransaction.transaction.payee).toBe('Secret Payee');
  await ask(ADD, { input: { ...input, amount: 'Secret Amount' } });
  await ask(`{ transactions(filter: { text: "Secret Payee" }) { nodes { payee amount { amount } } } }`);
  await ask('{ secretField }');
  await client()(
    `mutation { signIn(input: { email: "secret@example.com", password: "Secret Password" }) {
      errors { message } } }`,
  );
  expect(requests()).toHaveLength(5);
  for (const secret of [
    'Secret',
    'secret',
    '7391',
    'CZ65',
    '203.0.113.77',
    '@',
    token,
    email,
    userId,
    householdId,
    account.id,
  ])
    expect(logged()).not.toContain(secret);
});

test('ASVS 16.3.1: says who proved to be whom and by what, and whose attempt was refused or not heard', async () => {
  const { userId } = await createHousehold();
  const origin = { device: null, address: '203.0.113.5' };
  const attempt = (password: string) =>
    prove({ account: userId, userId, proof: { password }, origin }).catch((error: unknown) => String(error));
  await attempt('not the password');
  const told = () =>
    linesOf('somebody proves who they are').map(({ method, outcome, user }) => ({ method, outcome, user }));
  expect(told()).toEqual([{ method: 'password', outcome: 'refused', user: logHash(userId) }]);
  expect(linesOf('audit')).toMatchObject([
    { event: 'SIGN_IN_REFUSED', user: logHash(userId), household: expect.stringMatching(HASH) },
  ]);
  for (let turn = 0; turn < 6; turn++) await attempt('not the password');
  expect(told().at(-1)).toEqual({ method: 'password', outcome: 'limited', user: logHash(userId) });
  await prove({
    account: 'nobody@example.com',
    userId: null,
    proof: { password: 'x' },
    origin: { device: null, address: null },
  });
  expect(told().at(-1)).toEqual({ method: 'password', outcome: 'refused', user: null });
});

test('ASVS 16.3.2: says whom it refused what: strangers, viewers, other households', async () => {
  const viewer = await createSignedIn({ role: 'VIEWER' });
  await client()('query Mine { household { id } }');
  await client(viewer.token)('mutation Change { updateHousehold(input: { name: "x" }) { errors { code } } }');
  await client(viewer.token, { 'x-household': '01a1fff6-d473-723b-88ad-447822f669f0' })(
    'query Theirs { household { id } }',
  );
  expect(requests().map(({ operation, status, code, user }) => ({ operation, status, code, user }))).toEqual([
    { operation: 'Mine', status: 200, code: 'UNAUTHENTICATED', user: null },
    { operation: 'Change', status: 200, code: 'FORBIDDEN', user: logHash(viewer.userId) },
    { operation: null, status: 404, code: 'NOT_FOUND', user: null },
  ]);
});

test('ASVS 16.3.3: says what was refused unread: too deep, too much, not GraphQL at all', async () => {
  const ask = client((await createSignedIn()).token);
  await ask(`{ ${Array.from({ length: 40 }, (_, index) => `a${index}: __typename`).join(' ')} }`);
  await ask('{ nope }');
  await ask('not graphql');
  expect(requests().map(({ status, code }) => [status, code])).toEqual([
    [400, 'TOO_EXPENSIVE'],
    [400, 'GRAPHQL_VALIDATION_FAILED'],
    [400, 'GRAPHQL_PARSE_FAILED'],
  ]);
});

test('ASVS 16.3.4: logs an error that nobody expected with where it was thrown, under the number that the caller is told', async () => {
  const field = schema.getQueryType()?.getFields().reviewCount;
  const resolve = field?.resolve;
  if (!field) throw new Error('The schema has no such field.');
  field.resolve = () => {
    throw new TypeError('Secret Payee of 7391.17');
  };
  const { errors } = await client((await createSignedIn()).token, { 'x-saldo-request-id': 'request-0002' })(
    'query Broken { reviewCount }',
  );
  field.resolve = resolve;
  expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', id: 'request-0002' });
  expect(linesOf('unknown error in an operation')).toMatchObject([
    { level: 50, requestId: 'request-0002', stack: expect.stringMatching(/^TypeError\n\s+at /) },
  ]);
  expect(requests()).toMatchObject([
    { requestId: 'request-0002', operation: 'Broken', code: 'INTERNAL_SERVER_ERROR' },
  ]);
  expect(logged()).not.toContain('7391');
});

test('ASVS 16.4.1: one event is one line, whatever a caller calls things', async () => {
  const { token } = await createSignedIn();
  const forged = 'x\n{"level":30,"msg":"api request","user":"somebody else"}\r\n';
  await client(token, { 'x-saldo-request-id': forged, 'user-agent': forged, 'x-household': forged })(
    '{ viewer { id } }',
  );
  await client(token)(`query ${'A'.repeat(500)} { viewer { id } }`);
  await client(token)(`query ${JSON.stringify(forged)} { viewer { id } }`);
  expect(logged().split('\n').filter(Boolean)).toHaveLength(3);
  expect(logged()).not.toContain('somebody else');
  expect(requests().map(({ operation }) => operation)).toEqual([null, 'A'.repeat(64), null]);
  for (const { requestId } of requests()) expect(requestId).toMatch(/^[\w-]{36}$/);
});
