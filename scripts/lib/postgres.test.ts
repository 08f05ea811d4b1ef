import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createDatabase, hasData, startPostgres, type PostgresServer } from './postgres';
import { postgresHome, type PostgresHome } from './postgres-home';

// A space in the path, as a checkout may have.
let base: string;
let home: PostgresHome;
const running: PostgresServer[] = [];

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'saldo postgres '));
  home = { ...(await postgresHome(process.cwd(), base)), base };
  await chmod(base, 0o711);
});
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(base, { recursive: true, force: true });
});

async function start(password = 'pass:word/1'): Promise<PostgresServer> {
  const server = await startPostgres({
    home,
    name: 'data',
    password,
    logFile: path.join(base, 'log'),
    settings: { fsync: 'off', shared_buffers: '16MB' },
  });
  running.push(server);
  return server;
}

async function ask(server: PostgresServer, sql: string, database = 'saldo') {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

const lock = () => path.join(base, 'data', 'postmaster.pid');
const pidOf = async () => Number((await readFile(lock(), 'utf8')).split('\n')[0]);

test('the first start makes a server that speaks UTF-8 and lets nobody in without the password', async () => {
  expect(hasData(home, 'data')).toBe(false);
  const server = await start();
  await createDatabase(server, 'saldo');
  await createDatabase(server, 'saldo');
  expect(
    await ask(server, "SELECT current_setting('server_encoding') AS encoding, lower('ČAJ') AS lower"),
  ).toEqual({ encoding: 'UTF8', lower: 'čaj' });
  const stranger = new Client({ connectionString: server.url('saldo').replace('pass', 'fail') });
  await expect(stranger.connect()).rejects.toThrow('password authentication failed');
  await ask(server, 'CREATE TABLE kept AS SELECT 7 AS n');
  await server.stop();
  await expect(readFile(lock())).rejects.toThrow('ENOENT');
  expect(hasData(home, 'data')).toBe(true);
});

test('a server that a killed start left running is taken over', async () => {
  await start();
  const orphan = await pidOf();
  const server = await start();
  expect(await pidOf()).not.toBe(orphan);
  expect(await ask(server, 'SELECT n FROM kept')).toEqual({ n: 7 });
  await server.stop();
});

test('a server that was killed itself recovers', async () => {
  const server = await start();
  process.kill(await pidOf(), 'SIGKILL');
  await server.ended;
  const again = await start();
  expect(await ask(again, 'SELECT n FROM kept')).toEqual({ n: 7 });
  await again.stop();
});

test('a lock file whose number belongs to another program now does not stop the start', async () => {
  await writeFile(lock(), `${process.pid}\n${path.join(base, 'data')}\n`);
  const server = await start();
  expect(await ask(server, 'SELECT n FROM kept')).toEqual({ n: 7 });
  await server.stop();
});

test('a password that does not belong to the data is one sentence, and no server stays behind', async () => {
  await expect(start('another')).rejects.toThrow('refuses the password in .saldo/postgres-password');
  await expect(readFile(lock())).rejects.toThrow('ENOENT');
});
