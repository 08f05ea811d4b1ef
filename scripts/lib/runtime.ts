import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMigrations } from '@/lib/platform/db/migration-files';
import { variable } from '@/lib/platform/env';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { acquireLock } from './instance-lock';
import type { Run } from './main';
import { watchNpm } from './npm-parent';
import { isPortFree } from './ports';
import { applicationUrl, createDatabase, hasData, runningUrl, startPostgres } from './postgres';
import { postgresHome } from './postgres-home';
import {
  exitOf,
  lastLines,
  runNode,
  signalGroup,
  startLogged,
  StepFailed,
  stopProcess,
  type Variables,
} from './processes';
import { step } from './progress';
import { makeEncryptionKey, makeSecret, openState, secret } from './secrets';

// What `npm start` and `npm run dev` have in common: everything below the two processes.

const DATABASE = 'saldo';

/** What every process on this database is told. */
export interface Environment extends Record<string, string> {
  DATABASE_URL: string;
  /**
   * Only for what prepares the database; empty where the operator's own DATABASE_URL owns its tables. Web and
   * worker are not told.
   */
  DATABASE_OWNER_URL: string;
  DB_ENCRYPTION_KEY: string;
  NEXTAUTH_SECRET: string;
  /** Signs what the mock bank gives out, so that its consents outlive a restart. */
  MOCK_BANK_SECRET: string;
}

export interface Demo {
  email: string;
  password: string;
}

/** The folder for state, locked for this process, with the port free to serve on. */
export async function claimCheckout({ root, signal, atEnd, stop }: Run, port: number): Promise<string> {
  const state = await openState(root);
  const url = `http://localhost:${port}`;
  const orphaned = watchNpm();
  setInterval(() => orphaned() && stop(), 500).unref();

  const lock = await acquireLock(state, () => {
    if (orphaned()) stop();
    return { pid: process.pid, url, stopping: signal.aborted };
  });
  atEnd(() => lock.release());
  // Processes of a killed start end by themselves within some seconds (guard.mjs), and then so does their
  // hold on the port.
  for (
    const patience = Date.now() + (lock.unclean ? 15_000 : 0);
    !(await isPortFree(port));
    await sleep(200)
  ) {
    if (Date.now() >= patience)
      throw new Error(
        `Port ${port} is taken by another program; stop it, or choose another port: PORT=${port + 1} npm start`,
      );
  }
  return state;
}

/**
 * Starts the embedded PostgreSQL, unless the operator has one, and makes the secrets.
 * @returns the environment for everything that runs on this database, and a promise that rejects when the
 *   server ends by itself.
 */
export async function openDatabase(
  { root, atEnd }: Run,
  state: string,
): Promise<{ env: Environment; failed: Promise<never> }> {
  let ownerUrl = '';
  let dataExists = false;
  let failed = new Promise<never>(() => undefined);
  if (!variable('DATABASE_URL')) {
    await step('PostgreSQL', async () => {
      const home = await postgresHome(root, state);
      dataExists = hasData(home, 'postgres');
      const logFile = path.join(state, 'logs/postgres.log');
      const password = await secret(state, 'postgres-password', makeSecret, dataExists);
      const server = await startPostgres({ home, name: 'postgres', password, logFile });
      atEnd((hard) => server.stop(hard));
      failed = server.ended.then(async () => {
        throw new StepFailed(
          `The embedded PostgreSQL ended. It said last:\n${lastLines(await readFile(logFile, 'utf8'), 10)}`,
        );
      });
      failed.catch(() => undefined);
      await createDatabase(server, DATABASE);
      ownerUrl = server.url(DATABASE);
      return home.moved
        ? `data in ${home.base}, as PostgreSQL refuses root and its own user cannot enter this folder`
        : undefined;
    });
  }
  return { env: await environment(ownerUrl, state, dataExists), failed };
}

/**
 * `embedded` is the address of the embedded server's owner, or empty where the operator has a server of their
 * own.
 */
async function environment(embedded: string, state: string, dataExists: boolean): Promise<Environment> {
  return {
    DATABASE_URL: embedded
      ? applicationUrl(embedded, await secret(state, 'postgres-app-password', makeSecret, false))
      : (variable('DATABASE_URL') ?? ''),
    DATABASE_OWNER_URL: embedded || (variable('DATABASE_OWNER_URL') ?? ''),
    DB_ENCRYPTION_KEY:
      variable('DB_ENCRYPTION_KEY') ||
      (await secret(state, 'DB_ENCRYPTION_KEY', makeEncryptionKey, dataExists)),
    NEXTAUTH_SECRET:
      variable('NEXTAUTH_SECRET') || (await secret(state, 'NEXTAUTH_SECRET', makeSecret, false)),
    MOCK_BANK_SECRET:
      variable('MOCK_BANK_SECRET') || (await secret(state, 'MOCK_BANK_SECRET', makeSecret, false)),
  };
}

/** For maintenance: the database of a Saldo that runs in this checkout, or else as openDatabase does. */
export async function joinDatabase(run: Run, state: string): Promise<Environment> {
  if (!variable('DATABASE_URL')) {
    const home = await postgresHome(run.root, state);
    if (hasData(home, 'postgres')) {
      const ownerUrl = await runningUrl(
        home,
        'postgres',
        await secret(state, 'postgres-password', makeSecret, true),
        DATABASE,
      );
      if (ownerUrl) return environment(ownerUrl, state, true);
    }
  }
  return (await openDatabase(run, state)).env;
}

/** Migrates, and fills the demo household where there is to be one. Returns its sign-in. */
export async function prepareData(
  { signal }: Run,
  state: string,
  env: Environment,
): Promise<Demo | undefined> {
  const embedded = !variable('DATABASE_URL');
  // Remembers for each database that it was asked to make the demo, and how to sign in to what it made.
  const name = embedded
    ? 'demo.json'
    : `demo-${createHash('sha256').update(env.DATABASE_URL).digest('hex').slice(0, 12)}.json`;
  const file = path.join(state, name);
  let demo = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as { signIn?: Demo },
    () => undefined,
  );

  await step('Database schema', async () => {
    const { applied } = await setUpDatabase({ url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL });
    if (applied.length === 0) return 'up to date';
    // The first of all migrations means an empty database: what the file says was about another one.
    const [first] = (await readMigrations()).migrationDirectories;
    if (first && applied.includes(first.path)) demo = undefined;
    return `${applied.length} migration${applied.length === 1 ? '' : 's'} applied`;
  });

  const wanted = embedded || process.env.SALDO_DEMO === '1';
  if (wanted && !demo) {
    await step('Demo household', async () => {
      signal.throwIfAborted();
      const signIn = await seed(env, signal);
      demo = { signIn };
      await writeFile(file, JSON.stringify(demo), { mode: 0o600 });
      return signIn ? undefined : 'not needed, there are people already';
    });
  }
  return demo?.signIn;
}

/** Runs prisma/seed.ts, which sends the sign-in over the channel between us, or null when it made none. */
async function seed(env: Environment, signal: AbortSignal): Promise<Demo | undefined> {
  let signIn: Demo | undefined;
  await runNode(['prisma/seed.ts'], {
    env,
    signal,
    flags: ['--import', 'tsx'],
    onMessage: (message) => (signIn = (message as Demo | null) ?? undefined),
  });
  return signIn;
}

/**
 * What the processes are told where there is no mail server: to keep mails for anyone who sits at this
 * computer.
 */
export function localInbox(): { MAIL_INBOX: 'local' } | undefined {
  return process.env.SMTP_HOST ? undefined : { MAIL_INBOX: 'local' };
}

/** Waits until the web process answers, and fails with its last words when it ends instead. */
export async function untilReady({ signal }: Run, port: number, failed: Promise<never>): Promise<void> {
  const answers = async () => {
    for (;;) {
      signal.throwIfAborted();
      const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
      if (response?.ok) return;
      await sleep(100);
    }
  };
  await Promise.race([answers(), failed]);
}

/**
 * Starts a process that is to run until the end, with its output in a file; the promise rejects when it ends
 * before.
 */
export function keepRunning(
  { signal, atEnd }: Run,
  name: string,
  args: string[],
  logFile: string,
  env: Variables,
): Promise<never> {
  const { child, tail } = startLogged(args, logFile, env);
  atEnd((hard) => (hard ? Promise.resolve(signalGroup(child, 'SIGKILL')) : stopProcess(child, 15_000)));
  const failed = exitOf(child).then((code): never => {
    signal.throwIfAborted();
    throw new StepFailed(`The ${name} process ended (${code}). It said last:\n${tail()}`);
  });
  failed.catch(() => undefined);
  return failed;
}

/** Resolves when a signal asks us to stop. */
export function untilStopped({ signal }: Run): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
