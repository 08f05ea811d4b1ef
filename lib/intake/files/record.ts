import type { CsvQuestion, CsvRecognition } from './csv/mapping';
import type { ImportFileErrorCode, SkippedRow } from './types';

/** What a statement says of itself, as it is kept with the import. Amounts in minor units. */
export type SealedStatement = {
  account: string | null;
  currency: string | null;
  count: number;
  sum: string;
  opening: SealedBalance | null;
  closing: SealedBalance | null;
  difference: string | null;
};
export type SealedBalance = { date: string; amount: string };

/** What the sealed column of an import holds. */
export type SealedImport = {
  fileName: string;
  questions?: CsvQuestion[];
  /** The file's columns with samples, for the preview. */
  columns?: CsvRecognition['columns'];
  remembered?: boolean;
  /** What a file of another format than CSV holds, in its order. */
  statements?: SealedStatement[];
  /** Rows that wait in the review inbox. */
  waiting?: number;
  skipped?: SkippedRow[];
  problem?: string;
  problemCode?: ImportFileErrorCode;
};

export type ImportStatus = 'PREVIEW' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'REVERTED';
