import { db } from '@/lib/platform/db/pool';
import { readMigrations } from '@/lib/platform/db/migration-files';
import { closeObserver } from '@/lib/platform/db/observer';
import { forgetReadiness } from '@/lib/platform/health/data';
import { startDraining } from '@/lib/platform/health/drain';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { listen } from '@/lib/testing/http-server';
import { checkMasterKeys } from '@/lib/platform/vault/canary';
import { answerOperations, isOperations } from './operations';

setUpTestDatabase();

let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  // Copies of the template know their migrations and have no canary yet, as a database before its first
  // start.
  await checkMasterKeys();
  server = await listen((request, response) => void answerOperations(request.url ?? '/', request, response));
});
// What was found is kept for a second, which no test may inherit from the one before.
beforeEach(forgetReadiness);
afterAll(async () => {
  await server.close();
  await closeObserver();
});

const ask = async (path: string, init?: RequestInit) => {
  const response = await fetch(server.url + path, init);
  return {
    status: response.status,
    body: await response.text(),
    cache: response.headers.get('cache-control'),
  };
};
/** Status and reason. */
const ready = async () => {
  const { status, body } = await ask('/api/health/ready');
  return [status, (JSON.parse(body) as { reason?: string }).reason];
};

test('is live and ready on a database of its own', async () => {
  expect(await ask('/api/health/live')).toEqual({
    status: 200,
    body: '{"status":"live"}',
    cache: 'no-store',
  });
  expect(await ask('/api/health/ready')).toEqual({
    status: 200,
    body: '{"status":"ready"}',
    cache: 'no-store',
  });
});

test('is live and not ready while the database does not answer', async () => {
  await asOwner(async (client) => {
    await client.query('BEGIN; LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE');
    expect(await ready()).toEqual([503, 'the database does not answer']);
    expect((await ask('/api/health/live')).status).toBe(200);
  });
  forgetReadiness();
  expect(await ready()).toEqual([200, undefined]);
});

test('is not ready where a migration is missing, and is where a later version has applied one of its own', async () => {
  const newest = (await readMigrations()).migrationDirectories.at(-1)?.path;
  await asOwner((client) =>
    client.query('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1', [newest]),
  );
  expect(await ready()).toEqual([503, 'migrations are missing']);
  await asOwner(async (client) => {
    await client.query('UPDATE _prisma_migrations SET finished_at = now() WHERE migration_name = $1', [
      newest,
    ]);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at)
        VALUES ('later', '', '20990101000000_later', now(), now())`,
    );
  });
  forgetReadiness();
  expect(await ready()).toEqual([200, undefined]);
});

test('is not ready with a key that is not the one of the database, and does not name either', async () => {
  await db().query(`UPDATE master_key_canary SET sealed = '\\x01'`);
  expect(await ready()).toEqual([503, 'the encryption key is not the one of this database']);
  await db().query(`UPDATE master_key_canary SET master_key_id = 'another'`);
  forgetReadiness();
  expect(await ready()).toEqual([503, 'the encryption key is not the one of this database']);
  await db().query('DELETE FROM master_key_canary');
  await checkMasterKeys();
});

test('asks the database once a second however many ask', async () => {
  const at = Date.now();
  const clock = jest.spyOn(Date, 'now').mockReturnValue(at);
  expect(await ready()).toEqual([200, undefined]);
  await db().query(`UPDATE master_key_canary SET sealed = '\\x01'`);
  clock.mockReturnValue(at + 999);
  expect(await ready()).toEqual([200, undefined]);
  clock.mockReturnValue(at + 1_000);
  expect((await ready())[0]).toBe(503);
  clock.mockRestore();
  await db().query('DELETE FROM master_key_canary');
  await checkMasterKeys();
});

test('ASVS 13.4.5: tells no metrics where nobody has chosen a token for them', async () => {
  expect((await ask('/api/metrics', { headers: { authorization: 'Bearer ' } })).status).toBe(404);
});

test('answers questions only, and knows no other address', async () => {
  expect((await ask('/api/health/ready', { method: 'POST' })).status).toBe(405);
  expect((await ask('/api/health/live', { method: 'HEAD' })).body).toBe('');
  expect(['/api/health', '/api/health/', '/api/health/ready/x', 'constructor'].filter(isOperations)).toEqual(
    [],
  );
});

test('is not ready from the moment on when it is told to stop', async () => {
  expect(await ready()).toEqual([200, undefined]);
  startDraining();
  expect(await ready()).toEqual([503, 'stopping']);
  expect((await ask('/api/health/live')).status).toBe(200);
});
