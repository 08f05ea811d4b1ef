import '@/lib/wiring';
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { closeDb } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { applicationUrl, databaseUrl, dropDatabase, TEMPLATE, withServer } from './server';

export interface TestDatabase {
  /** The connection string of the copy, for the application's role. */
  url: string;
  /** The same for the role that owns its tables. */
  ownerUrl: string;
  drop(): Promise<void>;
}

/** Copies the migrated template into a database of its own: empty tables, nobody else in it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.SALDO_TEST_SERVER;
  if (!server)
    throw new Error('There is no test server: run the tests with Jest, whose global setup starts one.');
  const name = `saldo_test_${randomUUID().replaceAll('-', '')}`;
  await withServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`));
  return {
    url: applicationUrl(server, name),
    ownerUrl: databaseUrl(server, name),
    drop: () => dropDatabase(server, name),
  };
}

/**
 * Gives a test file its own database: call it once at the top of the file, outside of any test. The pool and
 * Prisma's client read DATABASE_URL at first use, so they find this one, and so does the queue; all are
 * closed at the end.
 */
export function setUpTestDatabase(): void {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
    process.env.DATABASE_URL = database.url;
    process.env.DATABASE_OWNER_URL = database.ownerUrl;
  });
  afterAll(async () => {
    await stopQueue();
    await closeDb();
    await database?.drop();
  });
}

/**
 * Works in the test file's own database as who owns its tables: for breaking them on purpose, emptying one,
 * standing in for a dump.
 */
export async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const [server, own] = [process.env.SALDO_TEST_SERVER, process.env.DATABASE_URL];
  if (!server || !own) throw new Error('There is no test database: call setUpTestDatabase first.');
  return withServer(databaseUrl(server, new URL(own).pathname.slice(1)), work);
}
