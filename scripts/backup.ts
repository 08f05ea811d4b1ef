import { setTimeout as sleep } from 'node:timers/promises';
import { lastBackupAt } from '@/lib/exchange/backup/data';
import { runBackup } from '@/lib/exchange/backup/mutations';
import { nextBackup, nextNight } from '@/lib/exchange/backup/nightly';
import { closeDb } from '@/lib/platform/db/pool';

// `node dist/backup.js` makes one backup, `node dist/backup.js --nightly` one each night until it is stopped.
const RETRY_MS = 60 * 60_000;

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => stopping.abort());
const { signal } = stopping;
const say = (sentence: string) => console.log(`${new Date().toISOString()} ${sentence}`);

async function attempt(): Promise<boolean> {
  try {
    await runBackup(say, { signal });
    return true;
  } catch (error) {
    if (!signal.aborted)
      console.error(
        `${new Date().toISOString()} The backup failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    return false;
  }
}

async function nightly(): Promise<void> {
  // A database that does not answer says nothing about its backups; the attempt will say that it does not.
  let next = nextBackup(new Date(), await lastBackupAt().catch(() => null));
  do {
    say(`The next backup begins at ${next.toISOString()}.`);
    await sleep(Math.max(0, next.getTime() - Date.now()), undefined, { signal }).catch(() => undefined);
    // What failed is tried again within the hour: a bucket or a disk may be back by then.
    if (!signal.aborted) next = (await attempt()) ? nextNight(new Date()) : new Date(Date.now() + RETRY_MS);
  } while (!signal.aborted);
}

if (process.argv.includes('--nightly')) await nightly();
else if (!(await attempt())) process.exitCode = 1;
await closeDb();
process.exit();
