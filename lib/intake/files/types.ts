import type { BankRow } from '@/lib/intake/row';
import type { AmountProblem } from '@/lib/intake/text/amount';

/**
 * A row of a file. `line` is the 1-based physical line of the file where the record starts; of XML and JSON,
 * the line of the element or its number.
 */
export type ImportRow = BankRow & { line: number };

/**
 * A balance as a statement states it: `amountMinor` in minor units of the statement's currency at the end of
 * `date`, or before it for an opening one.
 */
export type StatedBalance = { date: string; amountMinor: bigint };

/**
 * The transactions of one account in a file. `account` is what the file calls the account (IBAN, number/bank
 * code, card), null when it does not say; `currency` likewise. Opening and closing balances are the booked
 * ones; null when not stated.
 */
export type Statement = {
  account: string | null;
  currency: string | null;
  opening: StatedBalance | null;
  closing: StatedBalance | null;
  rows: ImportRow[];
};

export type FileFormat =
  'CSV' | 'OFX' | 'QIF' | 'CAMT' | 'MT940' | 'GPC' | 'FIO_JSON' | 'FIO_XML' | 'CSOB_XML' | 'GEORGE_JSON';

/** What a file of any format holds, in its own order. */
export type StatementFile = { format: FileFormat; statements: Statement[]; skipped: SkippedRow[] };

export type SkipReason =
  | 'NO_DATE'
  | 'BAD_DATE'
  | AmountProblem
  | 'UNKNOWN_CURRENCY'
  | 'UNKNOWN_MARK'
  | 'BALANCE_ROW'
  | 'FAILED_PAYMENT'
  | 'REPEATED_HEADING'
  | 'NOT_A_TRANSACTION'
  | 'OTHER_CURRENCY'
  | 'WRONG_COLUMNS';

/**
 * A record that is not imported, with the reason and its first 120 characters so that a person can find it.
 */
export type SkippedRow = { line: number; reason: SkipReason; text: string };

export type ImportFileErrorCode =
  | 'EMPTY'
  | 'BINARY'
  | 'TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'TOO_MANY_COLUMNS'
  | 'LINE_TOO_LONG'
  | 'NO_ROWS'
  | 'NO_DATE_COLUMN'
  | 'NO_AMOUNT_COLUMN'
  | 'MIXED_COLUMNS'
  | 'ENCODING'
  | 'MAPPING'
  | 'BROKEN'
  | 'NO_STATEMENT'
  | 'BANK_ERROR'
  | 'UNKNOWN_FORMAT';

/** The file as a whole cannot be imported. `message` is one English sentence that says what to do. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';

  constructor(
    readonly code: ImportFileErrorCode,
    message: string,
    readonly line?: number,
  ) {
    super(message);
  }
}
