import { main } from './lib/main';
import { hasData } from './lib/postgres';
import { postgresHome } from './lib/postgres-home';
import { runNode } from './lib/processes';
import { joinDatabase } from './lib/runtime';
import { openState } from './lib/secrets';

// Runs one of the maintenance scripts, which the image has as dist/*.js, on the database of this checkout: the one of DATABASE_URL, or
// the embedded one, started when no Saldo runs here.
await main(async (run) => {
  const script = process.argv.slice(2);
  const state = await openState(run.root);
  if (!process.env.DATABASE_URL && !hasData(await postgresHome(run.root, state), 'postgres')) throw new Error('There is no database here yet: run npm start first, or set DATABASE_URL.');
  const env = await joinDatabase(run, state);
  await runNode(script, { env, signal: run.signal, show: true, flags: ['--import', 'tsx'] });
});
