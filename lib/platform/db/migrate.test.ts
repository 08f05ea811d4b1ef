import { Client } from 'pg';
import { createFreshDatabase, databaseUrl, dropDatabase } from '@/lib/testing/server';
import { migrate } from './migrate';
import { readMigrations } from './migration-files';

const server = process.env.SALDO_TEST_SERVER ?? '';
const name = `saldo_test_migrate_${process.pid}`;
const url = databaseUrl(server, name);

async function query(sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(() => createFreshDatabase(server, name));
afterAll(() => dropDatabase(server, name));

test('an empty database gets every migration once, in order, and Prisma can read which', async () => {
  const names = (await readMigrations()).migrationDirectories.map(({ path }) => path);
  const lines: string[] = [];
  await expect(migrate(url, { log: (line) => lines.push(line) })).resolves.toEqual({ applied: names });
  expect(lines).toEqual(names.map((migration) => `applied ${migration}`));
  await expect(migrate(url)).resolves.toEqual({ applied: [] });
  const rows = await query(
    'SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY started_at',
  );
  expect(rows).toEqual(names.map((migration) => ({ migration_name: migration, finished: true })));
});

test('of two starts at once, one migrates and the other finds it done', async () => {
  const results = await Promise.all([migrate(url), migrate(url)]);
  expect(results.map(({ applied }) => applied.length > 0).sort()).toEqual([false, true]);
});

test("another program's database is refused in one sentence and left alone", async () => {
  await query('CREATE TABLE guestbook (entry text)');
  await expect(migrate(url)).rejects.toThrow(
    /^The database of DATABASE_URL belongs to another program \(it has public\.guestbook\); give Saldo an empty one\.$/,
  );
  await expect(query("SELECT to_regclass('_prisma_migrations') AS found")).resolves.toEqual([
    { found: null },
  ]);
});

test("a database with another program's Prisma migrations is refused too", async () => {
  await migrate(url);
  await query("UPDATE _prisma_migrations SET migration_name = '20200101000000_init'");
  await expect(migrate(url)).rejects.toThrow(/belongs to another program/);
});

test('tables of an extension and of the job queue do not make a database foreign', async () => {
  await query('CREATE SCHEMA pgboss; CREATE TABLE pgboss.job (id int)');
  await expect(migrate(url)).resolves.toMatchObject({ applied: expect.any(Array) });
});

test('a server that does not answer is one sentence', async () => {
  await expect(migrate('postgresql://127.0.0.1:1/saldo')).rejects.toThrow(
    /^The database cannot be reached \(.+\); check DATABASE_URL\.$/,
  );
});
