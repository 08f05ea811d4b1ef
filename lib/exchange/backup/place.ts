import { tmpdir } from 'node:os';
import { env } from '@/lib/platform/env';
import { folderPlace } from './folder-place';
import type { BackupKind } from './retention';
import { s3Place } from './s3-place';
import { BackupError } from './sealed-file';

/** Where the files of backups are kept, by names such as "dumps/2026-11-26T01-30-00Z.saldo". */
export interface BackupPlace {
  /** What it is called in a sentence. */
  readonly called: string;
  /** Takes a whole file over; it appears under its name only when all of it is there. */
  put(name: string, file: string): Promise<void>;
  get(name: string, file: string): Promise<void>;
  list(kind: BackupKind): Promise<string[]>;
  remove(name: string): Promise<void>;
}

/**
 * The place that the environment names, and a folder to make files ready in. Throws one sentence when it
 * names none.
 */
export function backupPlace(): { place: BackupPlace; workshop: string } {
  const { BACKUP_FOLDER, S3_BUCKET } = env();
  if (S3_BUCKET) return { place: s3Place(S3_BUCKET), workshop: BACKUP_FOLDER ?? tmpdir() };
  if (!BACKUP_FOLDER)
    throw new BackupError('Say where backups go: set BACKUP_FOLDER to a folder, or S3_BUCKET to a bucket.');
  return { place: folderPlace(BACKUP_FOLDER), workshop: BACKUP_FOLDER };
}
