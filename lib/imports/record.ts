import type { CsvRecognition } from './csv/mapping';
import type { SkippedRow } from './types';

/** What the sealed column of an import holds. */
export type SealedImport = {
  fileName: string;
  questions?: string[];
  /** The file's columns with samples, for the preview. */
  columns?: CsvRecognition['columns'];
  remembered?: boolean;
  skipped?: SkippedRow[];
  problem?: string;
};

export type ImportStatus = 'PREVIEW' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'REVERTED';
