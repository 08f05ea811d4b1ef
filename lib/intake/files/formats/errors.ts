import { ImportFileError } from '../types';

/** The file is cut off or damaged, so it is impossible to say what is missing from it. */
export function broken(what: string, line?: number): ImportFileError {
  return new ImportFileError(
    'BROKEN',
    `${what}${line === undefined ? '' : ` at line ${line}`}; download the file again from your bank and import it whole.`,
    line,
  );
}

/** The file is sound but has no part that holds transactions. */
export function noStatement(what: string): ImportFileError {
  return new ImportFileError(
    'NO_STATEMENT',
    `${what}; choose a statement with transactions in your bank’s export.`,
  );
}
