import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onDatabase } from '@/lib/platform/db/pool';
import { databaseOwnerUrl, databaseUrl, env } from '@/lib/platform/env';
import { removeUnreadable } from '@/lib/exchange/erasure/erase/mutations';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { type BackupFiles, checkFiles, checkRestored, restoreInto } from './check';
import {
  databaseExists,
  dropDatabase,
  makeDatabase,
  nameOf,
  onSameServer,
  swapDatabases,
  withClient,
} from './databases';
import { folderPlace } from './folder-place';
import type { Say } from './mutations';
import { type BackupPlace, backupPlace } from './place';
import { BackupError } from './sealed-file';

export type RestoreOptions = {
  /** The file of keys to open it with; the newest one beside it by default, which opens older dumps too. */
  keys?: string | undefined;
  /** Whether Saldo's database may be one that holds something. It is kept under another name. */
  replace?: boolean;
  signal?: AbortSignal;
  now?: Date;
};

/**
 * Restores a backup, a file or a name in the place where backups are kept. It becomes Saldo's database only
 * when it was restored into one of its own, migrated and proved; until then nothing is touched.
 *
 * @throws one sentence: a wrong key, a file that is not whole, a database that holds something.
 */
export async function restoreBackup(
  which: string,
  say: Say,
  { keys, replace = false, signal, now = new Date() }: RestoreOptions = {},
): Promise<void> {
  const target = databaseOwnerUrl();
  const workshop = env().BACKUP_FOLDER ?? tmpdir();
  await mkdir(workshop, { recursive: true });
  const folder = await mkdtemp(path.join(workshop, '.saldo-restore-'));
  try {
    const files = await fetchFiles(which, keys, folder);
    const manifest = await checkFiles(files);
    say(`The keys open it. It is of ${manifest.at}.`);
    await refuseUsedDatabase(target, replace);
    const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    const made = onSameServer(target, `${nameOf(target)}_restoring`);
    await makeDatabase(made);
    try {
      const { unreadable } = await restoreInto(made, files, signal);
      await setUpDatabase({ ownerUrl: made, url: onSameServer(databaseUrl(), nameOf(made)) });
      await onDatabase(made, () => removeUnreadable(unreadable));
      const found = await checkRestored(made);
      say(
        `Restored and checked: ${found.households} households, ${found.transactions} transactions, every total as a recount gives.`,
      );
      if (unreadable.length > 0)
        say(
          `${unreadable.length === 1 ? '1 household was' : `${unreadable.length} households were`} erased since, and what the dump held of them was removed again: ${unreadable.join(', ')}.`,
        );
      const kept = `${nameOf(target)}_before_${stamp}`;
      const existed = await databaseExists(target);
      await swapDatabases(made, target, kept);
      say(
        `${nameOf(target)} is the backup now.${existed ? ` What it was is kept as ${kept}: DROP DATABASE "${kept}" when it is not needed any more.` : ''}`,
      );
    } catch (error) {
      await dropDatabase(made);
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchFiles(which: string, keys: string | undefined, folder: string): Promise<BackupFiles> {
  const found = [which, path.join(env().BACKUP_FOLDER ?? '', which)].find(existsSync);
  const place: BackupPlace = found
    ? folderPlace(path.dirname(path.dirname(path.resolve(found))))
    : backupPlace().place;
  const files = { dump: found ?? path.join(folder, 'dump'), keys: keys ?? path.join(folder, 'keys') };
  if (!found) await place.get(which, files.dump);
  if (keys) return files;
  const newest = (await place.list('keys')).at(-1);
  if (!newest)
    throw new BackupError(`There is no file of keys in ${place.called}: name one with --keys FILE.`);
  await place.get(newest, files.keys);
  return files;
}

/** An empty database is as good as none. One with something in it has to be Saldo's, and meant. */
async function refuseUsedDatabase(url: string, replace: boolean): Promise<void> {
  if (!(await databaseExists(url))) return;
  const {
    rows: [found],
  } = await withClient(url, (client) =>
    client.query<{ used: boolean; ours: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))
        AS used, to_regclass('public.master_key_canary') IS NOT NULL AS ours`,
    ),
  );
  if (!found?.used) return;
  if (!found.ours)
    throw new BackupError(
      `The database ${nameOf(url)} belongs to another program; name one for Saldo in DATABASE_URL.`,
    );
  if (!replace)
    throw new BackupError(
      `The database ${nameOf(url)} holds something. Add --replace when the backup is to take its place; what is there is kept under another name.`,
    );
}
