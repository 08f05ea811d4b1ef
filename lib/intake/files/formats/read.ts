import { readCamt } from './camt/read';
import type { ReadOptions } from './collector';
import { readCsobXml } from './csob-xml/read';
import { readFioJson } from './fio/json';
import { readFioXml } from './fio/xml';
import { readGeorgeJson } from './george-json/read';
import { readGpc } from './gpc/read';
import { readMt940 } from './mt940/read';
import { readOfx } from './ofx/read';
import { readQif } from './qif/read';
import { assertSize } from './text';
import type { FileFormat, StatementFile } from '../types';

export type StatementFormat = Exclude<FileFormat, 'CSV'>;

const READERS: Readonly<Record<StatementFormat, (bytes: Uint8Array, options: ReadOptions) => StatementFile>> =
  {
    OFX: readOfx,
    QIF: readQif,
    CAMT: readCamt,
    MT940: readMt940,
    GPC: readGpc,
    FIO_JSON: readFioJson,
    FIO_XML: readFioXml,
    CSOB_XML: readCsobXml,
    GEORGE_JSON: readGeorgeJson,
  };

/**
 * Reads every account statement of a file, in its order: whole or not at all.
 *
 * A record that cannot be read is in `skipped` with its line and the reason. `fallbackCurrency`, the
 * account's currency, gives the number of decimals where the file names no currency; without it amounts are
 * taken to have two. An empty statement is a statement without rows. Throws ImportFileError: EMPTY, BINARY,
 * TOO_LARGE, TOO_MANY_ROWS, LINE_TOO_LONG; BROKEN for a file that is cut off or damaged; NO_STATEMENT when no
 * part of it holds transactions; BANK_ERROR when the bank answered with an error instead.
 */
export function readStatements(
  bytes: Uint8Array,
  format: StatementFormat,
  options: ReadOptions = {},
): StatementFile {
  assertSize(bytes);
  return READERS[format](bytes, options);
}
