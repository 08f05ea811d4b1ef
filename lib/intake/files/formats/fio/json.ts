import { StatementCollector, type ReadOptions } from '../collector';
import { noStatement } from '../errors';
import { fioRow, setFioInfo } from './columns';
import { isObject, objectAt, readJson, textAt, type JsonObject } from '../json';
import { decodeText } from '../text';
import type { StatementFile } from '../../types';

/** Reads the JSON of Fio's API. Throws ImportFileError BROKEN, NO_STATEMENT. */
export function readFioJson(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const collector = new StatementCollector('FIO_JSON', options);
  const fallback = options.fallbackCurrency ?? null;
  const statement = collector.open();
  // The head may stand behind the transactions, which state their currency themselves.
  const document = readJson(
    decodeText(bytes),
    (path) => path.length === 3 && path[1] === 'transactionList' && path[2] === 'transaction',
    (record, line) =>
      collector.add(
        statement,
        line,
        fioRow((column) => columnOf(record, column), line, statement, fallback),
        () => describe(record),
      ),
  );
  const root = isObject(document) ? objectAt(document, 'accountStatement') : null;
  if (!root || !('transactionList' in root)) throw noStatement('The file holds no list of transactions');
  const info = objectAt(root, 'info');
  setFioInfo(statement, (name) => (info ? textAt(info, name) : null), fallback);
  return collector.finish();
}

function columnOf(record: JsonObject, column: number): string | null {
  const cell = objectAt(record, `column${column}`);
  return cell && textAt(cell, 'value');
}

function describe(record: JsonObject): string {
  return [22, 0, 1, 14, 10, 16].map((column) => columnOf(record, column) ?? '').join(' ');
}
