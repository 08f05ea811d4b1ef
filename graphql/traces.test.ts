import { sunk, type TakenSpan, traceWith } from '@/lib/testing/span-sink';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { answerGraphQL } from './node-http';
import { schema } from './server';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { markRequestId } from '@/lib/platform/http/request-id';
import { traceRequest } from '@/lib/platform/http/traced';
import type { JobHandlers } from '@/lib/platform/jobs/jobs';
import { enqueue, startWorking } from '@/lib/platform/jobs/queue';
import { createAccount, createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { listen } from '@/lib/testing/http-server';

setUpTestDatabase();

let saldo: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  saldo = await listen((request, response) => {
    Object.defineProperty(request.socket, 'remoteAddress', {
      value: request.headers['x-from'],
      configurable: true,
    });
    markRequestId(request, response);
    traceRequest(request, response, '/api/graphql', () => void answerGraphQL(request, response));
  });
});
afterAll(() => saldo.close());

/** The spans of a request, as soon as it has been answered. */
async function traceOf(
  token: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<TakenSpan[]> {
  const response = await fetch(saldo.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'x-from': '203.0.113.77',
      'user-agent': 'Secret Browser',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  await response.text();
  const id = response.headers.get('x-request-id');
  return traceWith(({ fields }) => fields.requestId === id);
}

type Tree = { [name: string]: Tree };
const below = (spans: TakenSpan[], parent: TakenSpan | undefined): Tree =>
  Object.fromEntries(
    spans
      .filter(({ parentSpanId }) => parentSpanId === parent?.spanId)
      .map((span) => [span.name, below(spans, span)]),
  );

const ADD = `mutation NameOfACaller($input: AddTransactionInput!) { addTransaction(input: $input) {
    transaction { id payee } errors { message } } }`;

test('a request, its operation and their statements are one trace, which repeats nothing of what was sent or answered', async () => {
  const { token, householdId, email, userId } = await createSignedIn();
  const account = await createAccount(householdId, {
    name: 'Secret Account',
    number: 'CZ6508000000192000145399',
  });
  const input = {
    accountId: account.id,
    date: '2026-03-01',
    amount: '-7391.17',
    payee: 'Secret Payee',
    notes: 'Secret Note',
  };
  const spans = await traceOf(token, ADD, { input });
  expect(below(spans, undefined)).toEqual({
    'POST graphql': {
      'SELECT find_viewer': {},
      'operation other': {
        'SELECT reference': {},
        BEGIN: {},
        'UPDATE lock_ledger': {},
        'WITH book': {},
        'SELECT ledger_read': {},
        'WITH ledger_write': {},
        COMMIT: {},
      },
    },
  });
  expect(spans.map(({ fields }) => fields)).toContainEqual({ operation: 'other', outcome: 'ok' });
  expect(spans.at(-1)?.fields).toEqual({
    requestId: expect.any(String),
    route: 'graphql',
    status: 200,
    outcome: 'ok',
  });
  await traceOf(token, ADD, { input: { ...input, amount: 'Secret Amount' } });
  await traceOf(
    token,
    '{ transactions(filter: { text: "Secret Payee" }) { nodes { payee amount { amount } } } }',
  );
  for (const secret of [
    'Secret',
    '7391',
    'CZ65',
    '203.0.113.77',
    'NameOfACaller',
    '@',
    token,
    email,
    userId,
    householdId,
    account.id,
  ])
    expect(sunk()).not.toContain(secret);
});

test('what Prisma asks is part of the trace too, and operations of our own pages have their names', async () => {
  const { token } = await createSignedIn();
  const spans = await traceOf(token, 'query SecurityPage_Query { sessions { id } }');
  expect(below(spans, undefined)).toEqual({
    'POST graphql': { 'SELECT find_viewer': {}, 'operation SecurityPage_Query': { SELECT: {} } },
  });
});

test('an operation that fails is marked as failed, without the words of its error', async () => {
  const { token } = await createSignedIn();
  const field = schema.getQueryType()?.getFields().transactions;
  if (!field) throw new Error('The schema has no such field.');
  const { resolve } = field;
  field.resolve = () => db().query('SELECT secret_column');
  const spans = await traceOf(token, '{ transactions { totalCount } }');
  field.resolve = resolve;
  const failed = spans.filter(({ isFailed }) => isFailed).map(({ name, fields }) => ({ name, fields }));
  expect(failed).toEqual([
    { name: 'SELECT', fields: { outcome: 'failed', code: '42703' } },
    {
      name: 'operation other',
      fields: { operation: 'other', outcome: 'failed', code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
  expect(sunk()).not.toContain('secret_column');
});

test('a trusted proxy’s trace goes on, anybody else’s does not, and each request is a trace of its own', async () => {
  const { token } = await createSignedIn();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const traced = async (headers: Record<string, string>) =>
    (await traceOf(token, '{ viewer { id } }', {}, headers)).at(-1);
  expect(await traced({ traceparent, 'x-from': '10.1.2.3' })).toMatchObject({
    name: 'POST graphql',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
  });
  const [stranger, another] = [await traced({ traceparent }), await traced({ traceparent })];
  expect(stranger?.traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
  expect(stranger?.parentSpanId).toBeUndefined();
  expect(another?.parentSpanId).toBeUndefined();
  expect(another?.traceId).not.toBe(stranger?.traceId);
});

test('a job is a trace with its statements, whether it is done or fails', async () => {
  const { householdId } = await createSignedIn();
  const handlers: Partial<JobHandlers> = {
    rebuild: async () => {
      await db().query('SELECT 1');
    },
    transfers: () => Promise.reject(new Error('Secret Payee')),
  };
  await db().query('DELETE FROM pgboss.job');
  await startWorking(handlers as JobHandlers);
  const [rebuild, transfers] = await inTransaction(async (tx) => [
    await enqueue(tx, 'rebuild', { householdId }),
    await enqueue(tx, 'transfers', { householdId, from: '2026-03-01', to: '2026-03-02' }),
  ]);
  const done = await traceWith(({ fields }) => fields.jobId === rebuild);
  expect(below(done, undefined)).toEqual({ 'job rebuild': { SELECT: {} } });
  expect(done.at(-1)).toMatchObject({
    isFailed: false,
    fields: { job: 'rebuild', jobId: rebuild, outcome: 'done' },
  });
  const failed = await traceWith(({ fields }) => fields.jobId === transfers);
  expect(failed.at(-1)).toMatchObject({
    isFailed: true,
    fields: { job: 'transfers', jobId: transfers, outcome: 'failed' },
  });
  expect(sunk()).not.toContain('Secret');
});

test('a process that ends sends what it has, and one that nobody asked for spans loads nothing to take them with', async () => {
  const loaded = async (endpoint: string) => {
    const script = `
      import { createRequire } from 'node:module';
      for (const file of ['graphql/node-http', 'lib/platform/db/prisma', 'lib/platform/jobs/queue']) await import('./' + file + '.ts');
      const [{ inSpan }, { sendSpans, startTracing }] = [await import('./lib/platform/tracing/spans.ts'), await import('./lib/platform/tracing/start.ts')];
      await startTracing();
      await inSpan('job', 'the last thing', {}, () => Promise.resolve());
      await sendSpans();
      // prom-client has the interface, which does nothing by itself.
      console.log(Object.keys(createRequire(import.meta.url).cache).filter((file) => /@opentelemetry.(?!api)/.test(file)).length);
      process.exit();`;
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '60000' };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { cwd: path.resolve(__dirname, '..'), env },
    );
    return Number(stdout);
  };
  expect(await loaded('')).toBe(0);
  expect(sunk()).not.toContain('the last thing');
  expect(await loaded(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '')).toBeGreaterThan(10);
  expect(sunk()).toContain('the last thing');
});
