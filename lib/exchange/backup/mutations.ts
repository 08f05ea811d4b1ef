import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { databaseOwnerUrl } from '@/lib/platform/env';
import { checkRestored, type BackupFiles, restoreInto } from './check';
import { dropDatabase, makeDatabase, nameOf, onSameServer, withClient } from './databases';
import { writeDump } from './dump';
import { type BackupPlace, backupPlace } from './place';
import { backupName, dumpsToRemove, keysToRemove } from './retention';
import { BackupError } from './sealed-file';

/** Any fixed number does; it only has to be the same in every process that backs up. */
const LOCK = 7_265_911_207;

const MAKING = '.saldo-backup-';

export type Say = (sentence: string) => void;

/**
 * Dumps the database, proves that the dump can be restored, puts it where backups are kept and removes those
 * that have had their time. The outcome stands in `backup_run`.
 *
 * @throws one sentence when anything of it fails; nothing is kept then that was not proved.
 */
export async function runBackup(
  say: Say,
  { signal, now = new Date() }: { signal?: AbortSignal; now?: Date } = {},
): Promise<void> {
  const url = databaseOwnerUrl();
  const { place, workshop } = backupPlace();
  await withClient(url, async (owner) => {
    const {
      rows: [lock],
    } = await owner.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    if (!lock?.mine) throw new BackupError('Another backup is under way; wait until it is done.');
    const id = uuidv7();
    await owner.query('INSERT INTO backup_run (id) VALUES ($1)', [id]);
    await mkdir(workshop, { recursive: true, mode: 0o700 });
    // What a run that was killed has left.
    for (const name of await readdir(workshop))
      if (name.startsWith(MAKING)) await rm(path.join(workshop, name), { recursive: true, force: true });
    const folder = await mkdtemp(path.join(workshop, MAKING));
    try {
      const names = { dump: backupName('dumps', now), keys: backupName('keys', now) };
      const files = { dump: path.join(folder, 'dump'), keys: path.join(folder, 'keys') };
      const bytes = await writeDump(
        owner,
        url,
        { dump: { name: names.dump, file: files.dump }, keys: { name: names.keys, file: files.keys } },
        signal,
      );
      say(`Dumped ${nameOf(url)}: ${megabytes(bytes)}.`);
      const found = await prove(url, files, signal);
      say(
        `Restored it and checked it: ${found.households} households, ${found.transactions} transactions, every count and total as it was.`,
      );
      // The keys first: a dump without them would be of no use.
      await place.put(names.keys, files.keys);
      await place.put(names.dump, files.dump);
      await owner.query(
        `UPDATE backup_run SET finished_at = now(), outcome = 'DONE', bytes = $2 WHERE id = $1`,
        [id, bytes],
      );
      say(`Wrote ${names.dump} and ${names.keys} to ${place.called}.`);
    } catch (error) {
      await owner
        .query(`UPDATE backup_run SET finished_at = now(), outcome = 'FAILED' WHERE id = $1`, [id])
        .catch(() => undefined);
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  await removeOld(place, now, say);
}

/** Restores the files into a database of their own, which is always dropped again. */
async function prove(
  url: string,
  files: BackupFiles,
  signal?: AbortSignal,
): Promise<{ households: number; transactions: number }> {
  const scratch = onSameServer(url, `${nameOf(url)}_backup_check`);
  await makeDatabase(scratch);
  try {
    const { unreadable } = await restoreInto(scratch, files, signal);
    if (unreadable.length > 0)
      throw new BackupError(
        `${unreadable.length} households have no data key: nobody can read what they recorded.`,
      );
    return await checkRestored(scratch);
  } finally {
    await dropDatabase(scratch);
  }
}

/**
 * A place that takes files and lets none be listed or removed, as is best for a stolen host, has to remove
 * old ones by itself.
 */
async function removeOld(place: BackupPlace, now: Date, say: Say): Promise<void> {
  try {
    const old = [...dumpsToRemove(await place.list('dumps')), ...keysToRemove(await place.list('keys'), now)];
    for (const name of old) await place.remove(name);
    if (old.length > 0) say(`Removed ${old.length} files that have had their time.`);
  } catch (error) {
    say(
      `Old backups were not removed, which ${place.called} has to do by itself: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}
