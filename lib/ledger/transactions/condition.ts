import type { Posting } from '@/lib/ledger/postings/postings';
import type { Transaction } from '@/lib/ledger/rows/types';

/** Where a posting stands. A month cell knows this of all that it sums, but the day. */
export type Place = Pick<Posting, 'accountId' | 'categoryId' | 'date'>;

/** Takes a value into a statement and returns its place there, "$3". */
export type Parameter = (value: unknown) => string;

/**
 * One condition of a filter, told in every way that it is asked: by SQL over `transaction t`, by a test of
 * where a posting stands, which month cells can answer too, or by a test of an opened row.
 */
export type Condition = {
  /** What PostgreSQL can tell; null, or an empty text, when that is nothing. */
  sql: ((parameter: Parameter) => string) | null;
  /** Whether SQL tells all; otherwise the rows that it lets through have to be opened and tested. */
  decides: boolean;
} & (
  | { posting: (place: Place) => boolean; row?: undefined }
  | { row: (transaction: Transaction) => boolean; posting?: undefined }
);
