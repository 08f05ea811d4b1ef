import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PostgresServer, startPostgres } from '@/scripts/lib/postgres';
import { postgresHome } from '@/scripts/lib/postgres-home';
import { makeSecret } from '@/scripts/lib/secrets';

const VERSIONS = '/usr/lib/postgresql';
const ADVICE =
  'Backups are tested with a PostgreSQL whose server and client are of one version; npm has the server only. Install the package postgresql of this system.';

/**
 * The newest installed PostgreSQL that has server and client; Debian's package is installed where we may and
 * none is there.
 */
function findInstalled(): string {
  const found = () => {
    const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
    return versions
      .map((version) => path.join(VERSIONS, version))
      .find((native) =>
        ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) =>
          existsSync(path.join(native, 'bin', name)),
        ),
      );
  };
  if (!found() && process.getuid?.() === 0) {
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', 'postgresql'],
    ])
      spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  const native = found();
  if (!native) throw new Error(ADVICE);
  return native;
}

/**
 * A server of the system's own PostgreSQL, with `client` the folder of programs that fit it. What it holds is
 * not worth a disk's wait.
 */
export async function startDebianPostgres(): Promise<PostgresServer & { client: string }> {
  const native = findInstalled();
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-debian-'));
  const { user } = await postgresHome(process.cwd(), folder);
  await chmod(folder, 0o711);
  const password = makeSecret();
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) for (const file of [passwordFile, folder]) await chown(file, user.uid, user.gid);
  const data = path.join(folder, 'postgres');
  const made = spawnSync(
    path.join(native, 'bin/initdb'),
    [
      '-D',
      data,
      '-U',
      'saldo',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startPostgres({
    home: { native, base: folder, user, moved: false },
    name: 'postgres',
    password,
    logFile: path.join(folder, 'postgres.log'),
    settings,
  });
  return {
    ...server,
    client: path.join(native, 'bin'),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
