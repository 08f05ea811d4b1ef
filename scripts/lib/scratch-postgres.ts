import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSecret } from './secrets';
import { startPostgres, type PostgresServer } from './postgres';
import { postgresHome } from './postgres-home';

/**
 * A PostgreSQL that lives as long as a run of tests, in the temporary folder. What it holds is not worth a
 * disk's wait.
 */
export async function startScratchPostgres(root: string): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-scratch-'));
  const home = await postgresHome(root, folder);
  // Where binaries must live elsewhere, the data may still stay here: the temporary folder is open to
  // everyone.
  if (home.user) await chmod(folder, 0o711);
  const server = await startPostgres({
    home: { ...home, base: folder },
    name: 'postgres',
    password: makeSecret(),
    logFile: path.join(folder, 'postgres.log'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const keeper = fileURLToPath(new URL('./scratch-keeper.mjs', import.meta.url));
  spawn(process.execPath, [keeper, String(server.pid), folder], { detached: true, stdio: 'ignore' }).unref();
  return {
    ...server,
    async stop(hard) {
      await server.stop(hard);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
