import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeDb } from '@/lib/platform/db/pool';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { proveHousehold } from '@/lib/platform/scope';
import { startSession } from '@/lib/people/sessions/mutations';
import { categoryId, createAccount, referenceOf } from '@/lib/testing/builders';
import { build } from '@/scripts/build';
import { generate } from '@/scripts/lib/generate';
import { main, type Run } from '@/scripts/lib/main';
import { createDatabase, startPostgres } from '@/scripts/lib/postgres';
import { postgresHome } from '@/scripts/lib/postgres-home';
import { step } from '@/scripts/lib/progress';
import { makeEncryptionKey, makeSecret, openState, secret } from '@/scripts/lib/secrets';
import { fill, type Filled } from './fill';
import {
  addTransactions,
  type Figure,
  importRows,
  overviewOfYear,
  pageOfTransactions,
  search,
} from './measures';
import { measurePages } from './pages';
import { startServer, NODE_24 } from './servers';

/**
 * Measures Saldo side by side with what it is to be compared with, in one run, on a million transactions. The
 * machine is noisy: ratios within the run are what counts. The filled database stays in .saldo/bench for the
 * next time. `npm run bench -- pages` measures the pages only, `-- hostile` what an attacker's requests cost.
 */
await main(async (run) => {
  const only = process.argv[2];
  const folder = path.join(await openState(run.root), 'bench');
  await mkdir(folder, { recursive: true });
  await step('Generate', () => generate(run.root, run.signal));
  await step('Build', () => build(run.root, run.signal));
  const postgres = await openPostgres(run, folder);
  const figures: Figure[] = [];
  if (only === 'hostile') {
    await postgres('hostile');
    // The API reads its limits from the environment as soon as it is there.
    const { hostileRequests } = await import('./hostile');
    await step('B7 hostile requests', async () => figures.push(...(await hostileRequests())));
  }
  if (only === undefined || only === 'servers')
    figures.push(...(await measureServers(run, folder, postgres)));
  if (only === undefined || only === 'pages')
    await step('B6 pages', async () => figures.push(...(await measureBrowser(run, postgres))));
  await closeDb();
  await report(figures);
});

type Environment = Record<string, string>;

async function measureServers(
  run: Run,
  folder: string,
  postgres: (database: string) => Promise<Environment>,
): Promise<Figure[]> {
  if (!existsSync(NODE_24))
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: 'bench', stdio: 'inherit' });
  const env = await postgres('bench');
  const filled = await fillOnce(folder);
  const token = async (household: { userId: string }) =>
    (await startSession(household.userId, 'bench')).token;
  const writer = async (household: { householdId: string; userId: string }) => {
    const [account] = (await referenceOf(proveHousehold(household.householdId))).accounts.values();
    return {
      token: await token(household),
      accountId: account?.id ?? '',
      categoryId: await categoryId(proveHousehold(household.householdId), 'Groceries'),
    };
  };
  const [large, small] = [await writer(filled.large), await writer(filled.small)];
  const writers = await Promise.all(filled.others.slice(0, 32).map(writer));
  // Into an account of its own, or rows of the run before would be recognised.
  const last = filled.others.at(-1) as Filled['large'];
  const importer = {
    ...(await writer(last)),
    accountId: (await createAccount(proveHousehold(last.householdId))).id,
  };

  const saldo = await startServer(run, 'saldo', ['dist/server.js'], env);
  const saldo24 = await startServer(run, 'saldo-24', ['dist/server.js'], env, NODE_24);
  const next = await startServer(run, 'next', ['bench/next-mount.mjs'], env);
  const postgraphile = await startServer(run, 'postgraphile', ['bench/postgraphile.mjs'], env, NODE_24);
  const raw = await startServer(run, 'raw', ['bench/raw.mjs'], env);
  await startWorker(run, env);

  const figures: Figure[] = [];
  const measure = (title: string, work: () => Promise<Figure[]>) =>
    step(title, async () => figures.push(...(await work())));
  const servers = {
    saldo: saldo.baseUrl,
    saldoNode24: saldo24.baseUrl,
    nextMount: next.baseUrl,
    postgraphile: postgraphile.baseUrl,
    raw: raw.baseUrl,
  };
  await measure('B1 page of 50', () =>
    pageOfTransactions(folder, servers, { householdId: filled.large.householdId, token: large.token }),
  );
  for (const server of [saldo24, next, postgraphile, raw]) await server.stop();
  await measure('B2 overview', () => overviewOfYear(saldo.baseUrl, large, small));
  await measure('B3 add', () => addTransactions(folder, saldo.baseUrl, writers));
  await measure('B4 import', () => importRows(saldo.baseUrl, importer));
  await measure('B5 search', () => search(saldo.baseUrl, large.token));
  return figures;
}

/** The pages are measured with the demonstration household, in a database of its own. */
async function measureBrowser(
  run: Run,
  postgres: (database: string) => Promise<Environment>,
): Promise<Figure[]> {
  const { baseUrl } = await startServer(run, 'pages', ['dist/server.js'], await postgres('pages'));
  return measurePages(baseUrl);
}

/** A server with the settings of `npm start`, fsync included: what is measured is what people get. */
async function openPostgres(run: Run, folder: string): Promise<(database: string) => Promise<Environment>> {
  const home = await postgresHome(run.root, folder);
  const server = await startPostgres({
    home,
    name: 'postgres',
    password: await secret(folder, 'postgres-password', makeSecret, false),
    logFile: path.join(folder, 'postgres.log'),
  });
  run.atEnd((hard) => server.stop(hard));
  const key = await secret(folder, 'DB_ENCRYPTION_KEY', makeEncryptionKey, false);
  return async (database) => {
    await createDatabase(server, database);
    const env = {
      DATABASE_URL: server.url(database),
      DB_ENCRYPTION_KEY: key,
      NEXTAUTH_SECRET: makeSecret(),
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    };
    await setUpDatabase({ url: env.DATABASE_URL });
    // This process fills the database too, with the very code that serves.
    await closeDb();
    Object.assign(process.env, env);
    return env;
  };
}

async function fillOnce(folder: string): Promise<Filled> {
  const file = path.join(folder, 'filled.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known) as Filled;
  let filled: Filled | undefined;
  await step('Fill (a million transactions, some minutes, once)', async () => {
    filled = await fill(() => undefined);
    await writeFile(file, JSON.stringify(filled));
  });
  return filled as Filled;
}

async function startWorker(run: Run, env: Record<string, string>): Promise<void> {
  const { startLogged, stopProcess } = await import('@/scripts/lib/processes');
  const { child } = startLogged(['dist/worker.js'], '.saldo/bench/worker.log', env);
  run.atEnd(() => stopProcess(child, 10_000));
}

async function report(figures: Figure[]): Promise<void> {
  const machine = {
    node: process.version,
    cpu: os.cpus()[0]?.model,
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  };
  console.log(`\n${JSON.stringify(machine)}\n`);
  const widths = [
    4,
    Math.max(...figures.map(({ what }) => what.length)),
    Math.max(...figures.map(({ value }) => value.length)),
  ];
  for (const { id, what, value, goal, holds } of figures) {
    console.log(
      `${id.padEnd(widths[0] ?? 0)} ${what.padEnd(widths[1] ?? 0)}  ${value.padEnd(widths[2] ?? 0)}  ${goal}${holds === null ? '' : holds ? '  holds' : '  FALLS SHORT'}`,
    );
  }
  await mkdir('bench/results', { recursive: true });
  const file = `bench/results/${new Date().toISOString().slice(0, 16).replaceAll(':', '')}.json`;
  await writeFile(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}
