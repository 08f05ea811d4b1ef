import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { env } from '@/lib/platform/env';
import { BackupError } from './sealed-file';

type Program = 'pg_dump' | 'pg_restore';

/**
 * Refuses, with what to install, programs that are missing or older than the server: PostgreSQL's own would
 * refuse it halfway.
 */
export function checkClient(serverVersion: number): void {
  for (const name of ['pg_dump', 'pg_restore'] as const) {
    const { stdout } = spawnSync(programPath(name), ['--version'], { encoding: 'utf8' });
    const version = Number(/\b(\d+)(?:\.\d+|beta\d+|rc\d+|devel)/.exec(stdout)?.[1] ?? 0);
    if (version < serverVersion) {
      const found = version ? `${name} is ${version}` : `there is no ${name}`;
      throw new BackupError(
        `The database is PostgreSQL ${serverVersion}, and ${found}: install the client of version ${serverVersion} (Debian: postgresql-client-${serverVersion}), or name the folder of its programs in POSTGRES_CLIENT.`,
      );
    }
  }
}

function programPath(name: Program): string {
  const { POSTGRES_CLIENT } = env();
  return POSTGRES_CLIENT ? path.join(POSTGRES_CLIENT, name) : name;
}

/**
 * Dumps a database as others see it in an exported snapshot, in PostgreSQL's custom format. Throws when the
 * program fails, whatever came before.
 */
export async function* dumpDatabase(
  url: string,
  {
    snapshot,
    withoutRowsOf,
    signal,
  }: { snapshot: string; withoutRowsOf: string; signal?: AbortSignal | undefined },
): AsyncGenerator<Buffer> {
  const program = start(
    'pg_dump',
    url,
    [
      '--format=custom',
      '--compress=3',
      '--no-owner',
      '--no-privileges',
      `--snapshot=${snapshot}`,
      `--exclude-table-data=${withoutRowsOf}`,
    ],
    signal,
  );
  yield* program.output as AsyncIterable<Buffer>;
  await program.done;
}

/** Restores a dump into an empty database, all or nothing. */
export async function restoreDatabase(
  url: string,
  dump: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  const program = start(
    'pg_restore',
    url,
    ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction'],
    signal,
  );
  program.output.resume();
  // A program that failed closes its end, and what it said is the better reason; a dump that does not open is
  // the better one of all.
  const [fed, done] = await Promise.allSettled([pipeline(Readable.from(dump), program.input), program.done]);
  if (fed.status === 'rejected' && fed.reason instanceof BackupError) throw fed.reason;
  if (done.status === 'rejected') throw done.reason;
  if (fed.status === 'rejected') throw fed.reason;
}

function start(
  name: Program,
  url: string,
  args: string[],
  signal?: AbortSignal,
): { input: Writable; output: Readable; done: Promise<void> } {
  const address = new URL(url);
  // Everybody on the machine can read a command line; nobody else reads a process's environment.
  const password = decodeURIComponent(address.password);
  address.password = '';
  // Handed on as it is: our own secrets are none of the program's business.
  const { env: ours } = process;
  const inherited = Object.fromEntries(
    Object.entries(ours).filter(([key]) => key === 'PATH' || key === 'HOME' || key.startsWith('PG')),
  );
  const child = spawn(programPath(name), [...args, `--dbname=${address.href}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    env: { ...inherited, PGPASSWORD: password, LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on('error', () => undefined);
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `${name} failed: ${said.trim().split('\n').slice(0, 3).join(' ') || `it ended with ${code}`}`,
            ),
          ),
    );
  });
  done.catch(() => undefined);
  return { input: child.stdin, output: child.stdout, done };
}
