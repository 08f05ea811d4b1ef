import type { CsvQuestion, CsvRecognition } from './csv/mapping';
import type { ImportFileErrorCode, SkippedRow } from './types';

/** What the sealed column of an import holds. */
export type SealedImport = {
  fileName: string;
  questions?: CsvQuestion[];
  /** The file's columns with samples, for the preview. */
  columns?: CsvRecognition['columns'];
  remembered?: boolean;
  skipped?: SkippedRow[];
  problem?: string;
  problemCode?: ImportFileErrorCode;
};

export type ImportStatus = 'PREVIEW' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'REVERTED';
