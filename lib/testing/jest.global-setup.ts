import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { startScratchPostgres } from '@/scripts/lib/scratch-postgres';
import { applicationUrl, createFreshDatabase, databaseUrl, TEMPLATE } from './server';

/** One PostgreSQL for the whole run, with one migrated database that every test file copies. */
export default async function setup(): Promise<void> {
  let server = process.env.SALDO_TEST_DATABASE_URL;
  if (!server) {
    const scratch = await startScratchPostgres(process.cwd());
    globalThis.stopTestServer = () => scratch.stop();
    server = scratch.url('postgres');
  }
  // Workers are started after this and inherit it.
  process.env.SALDO_TEST_SERVER = server;
  await createFreshDatabase(server, TEMPLATE);
  // Every copy has the schema, the queues and the rights; tests use it as processes do, with a role that owns
  // nothing.
  await setUpDatabase({ ownerUrl: databaseUrl(server, TEMPLATE), url: applicationUrl(server, TEMPLATE) });
}
