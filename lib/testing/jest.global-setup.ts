import { migrate } from '../db/migrate';
import { queue, stopQueue } from '../jobs/queue';
import { startScratchPostgres } from '../../scripts/lib/scratch-postgres';
import { createFreshDatabase, databaseUrl, TEMPLATE } from './server';

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
  process.env.DATABASE_URL = databaseUrl(server, TEMPLATE);
  await migrate(process.env.DATABASE_URL);
  // The queue makes its tables at first use, which takes a second; made here, every copy has them.
  await queue();
  await stopQueue();
  delete process.env.DATABASE_URL;
}
