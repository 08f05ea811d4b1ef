import path from 'node:path';
import { variable } from '@/lib/platform/env';
import { main } from './lib/main';
import { hasData } from './lib/postgres';
import { postgresHome } from './lib/postgres-home';
import { runNode } from './lib/processes';
import { joinDatabase } from './lib/runtime';
import { openState } from './lib/secrets';

// Runs one of the maintenance scripts, which the image has as dist/*.js, on the database of this checkout:
// the one of DATABASE_URL, or the embedded one, started when no Saldo runs here.
await main(async (run) => {
  const state = await openState(run.root);
  if (!variable('DATABASE_URL') && !hasData(await postgresHome(run.root, state), 'postgres'))
    throw new Error('There is no database here yet: run npm start first, or set DATABASE_URL.');
  const env = await joinDatabase(run, state);
  const [script, ...args] = process.argv.slice(2);
  // Backups of a checkout stay in it unless somebody says where else.
  const BACKUP_FOLDER = process.env.BACKUP_FOLDER || path.join(state, 'backups');
  await runNode([script ?? '', ...args], {
    env: { ...env, BACKUP_FOLDER },
    signal: run.signal,
    show: true,
    flags: ['--import', 'tsx'],
  });
});
