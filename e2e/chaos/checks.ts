import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { connectWorld, type ChaosWorld } from './world';
import { holdTable, startGate, startWorker, until } from './stage';
import { startMockBank } from '@/lib/intake/banks/mock/server';
import { closeDb, db } from '@/lib/platform/db/pool';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { stopQueue } from '@/lib/platform/jobs/queue';
import type { Run } from '@/scripts/lib/main';
import { freePort } from '@/scripts/lib/ports';
import { applicationUrl, createDatabase, startPostgres } from '@/scripts/lib/postgres';
import { postgresHome } from '@/scripts/lib/postgres-home';
import { StepFailed } from '@/scripts/lib/processes';
import { dim, duration } from '@/scripts/lib/progress';
import { makeEncryptionKey, makeSecret } from '@/scripts/lib/secrets';

// Real processes that are killed at the worst moments. Every effect must happen exactly once, and the work
// must go on by itself.

const ARTIFACTS = 'e2e/artifacts-chaos';

/**
 * Where an import and a sync stand still when the worker is killed: at a table that they write next, or at an
 * answer of the bank.
 */
const MOMENTS: [
  title: string,
  importTable: string | null,
  sync: { table: string } | { request: RegExp } | null,
][] = [
  ['an import reads its file, a sync waits for the first page', 'import_file', { request: /\/transactions/ }],
  ['both are about to take the ledger', 'household', { table: 'household' }],
  ['both write transactions', 'transaction', { table: 'transaction' }],
  ['an import remembers its rows, a sync the bank’s', 'import_row', { table: 'bank_posting' }],
  ['an import writes totals, a sync keeps the bank’s answers', 'month_total', { table: 'bank_response' }],
  ['an import is all but done, a sync stores the balance', 'import_mapping', { table: 'bank_balance' }],
  ['a sync waits for the second page', null, { request: /page=2/ }],
  ['a sync is all but done', null, { table: 'bank_account' }],
];

/**
 * Runs the checks whose titles contain one of the words given on the command line; all of them when there is
 * none.
 */
export async function runChecks(run: Run): Promise<void> {
  const results = process.argv.find((arg) => arg.startsWith('--results='))?.slice('--results='.length);
  await rm(ARTIFACTS, { recursive: true, force: true });
  await mkdir(ARTIFACTS, { recursive: true });

  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-chaos-'));
  const home = { ...(await postgresHome(run.root, folder)), base: folder };
  if (home.user) await chmod(folder, 0o711);
  run.atEnd(() => rm(folder, { recursive: true, force: true }));
  const options = {
    home,
    name: 'postgres',
    password: makeSecret(),
    logFile: path.join(folder, 'postgres.log'),
    port: await freePort(),
  };
  let server = await startPostgres(options);
  run.atEnd((hard) => server.stop(hard));
  await createDatabase(server, 'saldo');
  const url = applicationUrl(server.url('saldo'), makeSecret());
  await setUpDatabase({ ownerUrl: server.url('saldo'), url });

  const bank = await startMockBank({ secret: 'chaos', pageSize: 10 });
  const gate = await startGate(bank);
  run.atEnd(() => Promise.resolve(gate.close()));
  const smtpPort = await freePort();
  const env = {
    DATABASE_URL: url,
    DB_ENCRYPTION_KEY: makeEncryptionKey(),
    NEXTAUTH_SECRET: makeSecret(),
    NEXTAUTH_URL: 'http://localhost:3000',
    MOCK_BANK_URL: gate.url,
    NODE_ENV: 'production',
    CNB_URL: '',
    ECB_URL: '',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(smtpPort),
    SMTP_FROM: 'saldo@example.com',
  };
  Object.assign(process.env, env);
  run.atEnd(async () => {
    await stopQueue();
    await closeDb();
  });
  // The mail server of the beginning takes connections and says nothing.
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(smtpPort, '127.0.0.1', resolve));

  const workers = new Set<Awaited<ReturnType<typeof startWorker>>>();
  const addWorker = async () => {
    const worker = await startWorker(env, path.join(ARTIFACTS, 'worker.log'));
    workers.add(worker);
    return worker;
  };
  const killAll = async () => {
    await Promise.all([...workers].map((worker) => worker.kill()));
    workers.clear();
  };
  run.atEnd(killAll);

  const counts = { passed: 0, failed: 0 };
  const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const check = async (title: string, work: () => Promise<string | undefined>) => {
    if (wanted.length > 0 && !wanted.some((part) => title.includes(part))) return;
    const started = performance.now();
    const remark = await work().then(
      (said) => ({ said }),
      (error: unknown) => ({ error }),
    );
    run.signal.throwIfAborted();
    const failed = 'error' in remark;
    if (failed)
      await writeFile(
        path.join(ARTIFACTS, `${title.replaceAll(/\W+/g, '-')}.json`),
        JSON.stringify(await whoDoesWhat(), null, 2),
      );
    counts[failed ? 'failed' : 'passed'] += 1;
    console.log(
      `  ${failed ? '✗' : '✓'} ${title} ${dim(`(${'said' in remark && remark.said ? `${remark.said}, ` : ''}${duration(performance.now() - started)})`)}`,
    );
    if (failed)
      console.log(
        String(remark.error instanceof Error ? remark.error.stack : remark.error).replaceAll(/^/gm, '      '),
      );
  };

  await addWorker();
  const world = await connectWorld(bank, gate.url);

  for (const [title, importTable, sync] of MOMENTS) {
    await check(`kill -9 while ${title}`, () =>
      killAt({ world, importTable, sync, url: env.DATABASE_URL, gate, killAll, addWorker }),
    );
  }
  await check('PostgreSQL is restarted in the middle of an import', async () => {
    const held = await holdTable(env.DATABASE_URL, 'import_row');
    const id = await world.startImport();
    await held.untilWaitedFor(1);
    await server.stop(true);
    server = await startPostgres(options);
    const since = performance.now();
    await held.release();
    await world.untilImported(id);
    return `went on after ${duration(performance.now() - since)}`;
  });
  await check('two workers with the same schedule start a due sync once', async () => {
    await addWorker();
    const before = await world.countSyncs();
    await world.makeDue();
    await until('the sync that is due', async () => (await world.countSyncs()) > before, 150_000);
    await sleep(3_000);
    const started = (await world.countSyncs()) - before;
    if (started !== 1) throw new Error(`The due sync was started ${started} times.`);
    await world.untilSynced();
    return undefined;
  });
  await check(
    'a mail server that hangs holds nothing but mail, and every mail arrives once when it is back',
    async () => {
      const { rows: before } = await db().query<{ state: string }>('SELECT state FROM mail');
      if (before.some(({ state }) => state !== 'QUEUED'))
        throw new Error('A mail went somewhere while its server was silent.');
      await world.untilImported(await world.startImport());
      silent.close();
      const received: string[] = [];
      const smtp = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData: (stream, session, done) => {
          stream.resume();
          stream.on('end', () => {
            received.push(...session.envelope.rcptTo.map(({ address }) => address));
            done();
          });
        },
      });
      await new Promise<void>((resolve) => smtp.listen(smtpPort, '127.0.0.1', resolve));
      await until('the mails', async () => {
        // Its next try may be minutes away by now: that is what the retry button is for.
        await db().query(`UPDATE pgboss.job SET start_after = now() WHERE name = 'mail' AND state = 'retry'`);
        return received.length >= before.length;
      });
      await sleep(3_000);
      await new Promise<void>((resolve) => smtp.close(resolve));
      if (received.length !== before.length)
        throw new Error(`${before.length} mails were due and ${received.length} arrived.`);
      return undefined;
    },
  );
  await check('nothing was lost, nothing doubled, and every total is right', () => world.verify());

  if (results) await writeFile(results, JSON.stringify(counts));
  if (counts.failed > 0)
    throw new StepFailed(
      `${counts.failed} of ${counts.passed + counts.failed} checks failed; see ${ARTIFACTS}.`,
    );
}

/** What every connection, job and sync was at when a check failed; statements and ids only, no values. */
async function whoDoesWhat(): Promise<unknown> {
  const { rows } = await db().query<{ seen: unknown }>(
    `SELECT jsonb_build_object(
        'connections', (SELECT jsonb_agg(jsonb_build_object('pid', pid, 'name', application_name, 'state',
          state, 'waits', wait_event, 'behind', pg_blocking_pids(pid), 'since', query_start, 'statement',
          left(query, 200))) FROM pg_stat_activity WHERE datname = current_database()),
        'jobs', (SELECT jsonb_agg(jsonb_build_object('name', name, 'state', state, 'tries', retry_count,
          'started', started_on, 'next', start_after, 'data', data) ORDER BY created_on) FROM pgboss.job
          WHERE state <> 'completed'),
        'syncs', (SELECT jsonb_agg(to_jsonb(s) - 'sealed' ORDER BY id) FROM bank_sync s)) AS seen`,
  );
  return rows[0]?.seen;
}

type Attack = {
  world: ChaosWorld;
  importTable: string | null;
  sync: { table: string } | { request: RegExp } | null;
  url: string;
  gate: Awaited<ReturnType<typeof startGate>>;
  killAll: () => Promise<void>;
  addWorker: () => Promise<unknown>;
};

/**
 * Lets an import and a sync run until both stand still, kills their worker, lets go, and waits for another
 * worker to finish both.
 */
async function killAt({ world, importTable, sync, url, gate, killAll, addWorker }: Attack): Promise<string> {
  await world.untilIdle();
  const syncTable = sync && 'table' in sync ? sync.table : null;
  const tables = [...new Set([importTable, syncTable].filter((table) => table !== null))];
  const held = await Promise.all(tables.map(async (table) => ({ table, ...(await holdTable(url, table)) })));
  const request = sync && 'request' in sync ? gate.hold(sync.request) : null;
  const letGo = async () => {
    for (const { release } of held) await release();
    request?.open();
  };
  // Whatever goes wrong in here must not stand in the way of the checks that follow.
  try {
    // Both are asked for by plain inserts, which a held table must not stop; see world.ts.
    const importId = importTable ? await world.startImport() : null;
    if (sync) await world.startSync();
    const together = importTable !== null && importTable === syncTable;
    for (const { untilWaitedFor } of held) await untilWaitedFor(together ? 2 : 1);
    await request?.reached;
    await killAll();
    const since = performance.now();
    await letGo();
    await addWorker();
    if (importId) await world.untilImported(importId);
    if (sync) await world.untilSynced();
    return `went on and done after ${duration(performance.now() - since)}`;
  } finally {
    await letGo();
  }
}
