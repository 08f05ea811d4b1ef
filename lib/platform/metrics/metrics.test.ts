import { METRICS_TOKEN as TOKEN } from '@/lib/testing/metrics-token';
import { client } from '@/graphql/testing';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { closeObserver } from '@/lib/platform/db/observer';
import { answerOperations } from '@/lib/platform/http/operations';
import { measureRequest } from '@/lib/platform/http/measured';
import { startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import type { JobHandlers } from '@/lib/platform/jobs/jobs';
import { enqueue, startWorking } from '@/lib/platform/jobs/queue';
import { auditLedgers } from '@/lib/ledger/cells/audit';
import { prove } from '@/lib/people/sign-in/confirm/mutations';
import { createWorld, randomAccount } from '@/lib/testing/bank-world';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { listen } from '@/lib/testing/http-server';

setUpTestDatabase();

let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  server = await listen((request, response) => {
    const path = request.url ?? '/';
    measureRequest(request, response, path);
    if (path === '/api/metrics') void answerOperations(path, request, response);
    else if (path === '/slow') request.socket.once('close', () => undefined);
    else response.writeHead(path.includes('gone') ? 404 : 200).end();
  });
});
afterAll(async () => {
  await server.close();
  await closeObserver();
});

const scrape = async (): Promise<string> =>
  (await fetch(`${server.url}/api/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();

/** The value of one line: the name with its labels, in the order in which they are declared. */
async function valueOf(line: string): Promise<number | null> {
  // What the database tells is kept for some seconds.
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + (ahead += 10_000));
  const text = await scrape();
  clock.mockRestore();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
}
let ahead = 0;

test('ASVS 13.4.5: only whoever has the token is told', async () => {
  const ask = (authorization?: string) =>
    fetch(`${server.url}/api/metrics`, authorization ? { headers: { authorization } } : {});
  for (const wrong of [
    undefined,
    'Bearer',
    'Bearer ',
    `Bearer ${TOKEN} `.trimEnd() + 'x',
    `Basic ${TOKEN}`,
    TOKEN,
  ]) {
    const response = await ask(wrong);
    expect([response.status, await response.text()]).toEqual([401, 'Unauthorized']);
  }
  const response = await ask(`Bearer ${TOKEN}`);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await response.text()).toContain('nodejs_eventloop_lag_seconds');
});

test('counts requests by kind of address, whatever the address', async () => {
  for (const path of [
    '/transactions/01a1fff6',
    '/gone',
    '/_next/static/x.js',
    '/api/imports',
    '/api/nope',
    '/api',
  ])
    await (await fetch(server.url + path)).arrayBuffer();
  const controller = new AbortController();
  const given = fetch(`${server.url}/slow`, { signal: controller.signal }).catch(() => undefined);
  setTimeout(() => controller.abort(), 50);
  await given;
  const count = (route: string, status: string) =>
    valueOf(`saldo_http_request_duration_seconds_count{route="${route}",status="${status}"}`);
  expect([
    await count('page', '2xx'),
    await count('page', '4xx'),
    await count('asset', '2xx'),
    await count('imports', '2xx'),
    await count('other', '2xx'),
    await count('page', 'aborted'),
  ]).toEqual([1, 1, 1, 1, 2, 1]);
  expect(await scrape()).not.toContain('01a1fff6');
});

test('counts Saldo’s own operations by name, all others together, and errors by code', async () => {
  const ask = client((await createSignedIn()).token);
  await ask('query AppLayout_Query { viewer { id } }');
  await ask('query Anything { viewer { id } }');
  await ask('query AnythingElse { overview(from: "2026-02-30", to: "2026-03-01") { net { amount } } }');
  await ask('{ nope }');
  const count = (operation: string, outcome: string) =>
    valueOf(`saldo_graphql_operation_duration_seconds_count{operation="${operation}",outcome="${outcome}"}`);
  expect([
    await count('AppLayout_Query', 'ok'),
    await count('other', 'ok'),
    await count('other', 'refused'),
  ]).toEqual([1, 1, 1]);
  expect(await valueOf('saldo_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(await scrape()).not.toContain('Anything');
});

test('counts attempts to sign in by what came of them', async () => {
  const { userId } = await createSignedIn();
  for (let turn = 0; turn < 7; turn++)
    await prove({
      account: userId,
      userId,
      proof: { password: 'wrong' },
      origin: { device: null, address: '203.0.113.9' },
    }).catch(() => null);
  expect([
    await valueOf('saldo_sign_ins_total{outcome="refused"}'),
    await valueOf('saldo_sign_ins_total{outcome="limited"}'),
  ]).toEqual([6, 1]);
});

test('counts rows of files, and recounted ledgers with what differs in them', async () => {
  const { householdId, userId } = await createSignedIn();
  const account = await createAccount(householdId);
  const file = {
    name: 'a.csv',
    bytes: Buffer.from('Date,Amount,Payee\n2026-03-01,-1.00,Shop\n2026-03-02,-2.00,Shop\n'),
  };
  const id = await startImport(householdId, userId, file, account.id);
  await db().query(`UPDATE import SET status = 'QUEUED' WHERE id = $1`, [id]);
  await runImport(householdId, id);
  await runImport(householdId, id);
  expect(await valueOf('saldo_import_rows_total{outcome="added"}')).toBe(2);

  await auditLedgers();
  expect(await valueOf('saldo_ledger_differences_total')).toBe(0);
  await createTransaction(householdId, account.id);
  await db().query('DELETE FROM month_total WHERE household_id = $1', [householdId]);
  await auditLedgers();
  expect(await valueOf('saldo_ledger_differences_total')).toBeGreaterThan(0);
  const { rows } = await db().query<{ count: number }>('SELECT count(*)::int AS count FROM household');
  expect(await valueOf('saldo_ledger_households_checked_total')).toBe(2 * (rows[0]?.count ?? 0));
});

test('counts runs of bank connections, and tells which fail and wait', async () => {
  const world = await createWorld([randomAccount('CZ6508000000192000145399', 'CZK', 1)]);
  const connection = await world.link(null);
  await world.follow(connection);
  expect(await valueOf('saldo_bank_syncs_total{provider="mock-bank",outcome="done"}')).toBe(1);
  expect(await valueOf('saldo_bank_connections{provider="mock-bank",state="active"}')).toBe(1);
  await db().query(`UPDATE bank_connection SET failures = 2, next_sync_at = now() - interval '2 hours'`);
  expect(await valueOf('saldo_bank_connections{provider="mock-bank",state="active"}')).toBeNull();
  expect(await valueOf('saldo_bank_connections{provider="mock-bank",state="failing"}')).toBe(1);
  expect(await valueOf('saldo_bank_sync_overdue_seconds{provider="mock-bank"}')).toBeGreaterThanOrEqual(
    7_200,
  );
});

test('tells how long work waits, what failed for good, and how old rates are', async () => {
  const { householdId } = await createSignedIn();
  const jobId = await inTransaction((tx) => enqueue(tx, 'import', { householdId, importId: 'x' }));
  await inTransaction((tx) =>
    enqueue(tx, 'mail', { householdId, mailId: 'x' }, { startAfter: new Date(Date.now() + 3_600_000) }),
  );
  await db().query(`UPDATE pgboss.job SET start_after = now() - interval '10 minutes' WHERE id = $1`, [
    jobId,
  ]);
  expect(await valueOf('saldo_jobs{queue="import",state="waiting"}')).toBe(1);
  expect(await valueOf('saldo_job_oldest_waiting_seconds{queue="import"}')).toBeGreaterThanOrEqual(600);
  // Not due before an hour: it waits for nobody.
  expect(await valueOf('saldo_job_oldest_waiting_seconds{queue="mail"}')).toBe(0);
  await db().query(`UPDATE pgboss.job SET state = 'failed' WHERE id = $1`, [jobId]);
  expect(await valueOf('saldo_jobs{queue="import",state="failed"}')).toBe(1);
  await db().query(
    `INSERT INTO exchange_rate (source, base, quote, date, rate)
      VALUES ('ECB', 'EUR', 'USD', current_date - 4, 1.1)`,
  );
  expect(await valueOf('saldo_exchange_rate_age_seconds{source="ECB"}')).toBeGreaterThanOrEqual(4 * 86_400);
});

test('counts tries of jobs by queue and outcome', async () => {
  const { householdId } = await createSignedIn();
  const handlers: Partial<JobHandlers> = {
    rebuild: () => Promise.resolve(),
    transfers: () => Promise.reject(new Error('no')),
  };
  await db().query(`DELETE FROM pgboss.job`);
  await startWorking(handlers as JobHandlers);
  await inTransaction(async (tx) => {
    await enqueue(tx, 'rebuild', { householdId });
    await enqueue(tx, 'transfers', { householdId, from: '2026-03-01', to: '2026-03-02' });
  });
  const done = () => valueOf('saldo_job_duration_seconds_count{queue="rebuild",outcome="done"}');
  const failed = () => valueOf('saldo_job_duration_seconds_count{queue="transfers",outcome="failed"}');
  for (
    const patience = Date.now() + 15_000;
    Date.now() < patience && ((await done()) === null || (await failed()) === null);
  )
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await done()).toBe(1);
  expect(await failed()).toBeGreaterThanOrEqual(1);
});

test('counts the connections of the pool that pages, API and Prisma share', async () => {
  const connections = async () =>
    ((await valueOf('saldo_db_pool_connections{state="idle"}')) ?? 0) +
    ((await valueOf('saldo_db_pool_connections{state="busy"}')) ?? 0);
  await db().query('SELECT');
  expect(await connections()).toBe(db().totalCount);
  await Promise.all([prisma().user.findFirst(), prisma().user.findFirst(), db().query('SELECT')]);
  expect(await connections()).toBe(db().totalCount);
  // Next bundles pages apart from the server: their copy of the module opens no pool of its own.
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof import('@/lib/platform/db/pool')>('@/lib/platform/db/pool');
    expect(copy.db()).toBe(db());
  });
});

test('tells what it can while the database is away', async () => {
  await closeObserver();
  const url = process.env.DATABASE_URL;
  process.env.DATABASE_URL = 'postgresql://127.0.0.1:1/nowhere';
  const text = await (async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + (ahead += 10_000));
    return scrape().finally(() => clock.mockRestore());
  })();
  process.env.DATABASE_URL = url;
  await closeObserver();
  expect(text).toContain('\nsaldo_ready 0\n');
  expect(text).toContain('saldo_db_pool_connections{state="idle"}');
  expect(text).not.toContain('\nsaldo_people ');
});
