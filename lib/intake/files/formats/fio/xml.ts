import { StatementCollector, type ReadOptions } from '../collector';
import { noStatement } from '../errors';
import { fioRow, setFioInfo } from './columns';
import { readXml } from '../xml';
import type { Statement, StatementFile } from '../../types';

/** Reads the XML of Fio's API. Throws ImportFileError BROKEN, NO_STATEMENT. */
export function readFioXml(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const collector = new StatementCollector('FIO_XML', options);
  const fallback = options.fallbackCurrency ?? null;
  let statement: Statement | null = null;
  let info = new Map<string, string>();
  let columns = new Map<number, string>();
  let start = 0;
  readXml(bytes, {
    open(path, _attribute, line) {
      const name = path.at(-1);
      if (name === 'AccountStatement') {
        statement = collector.open();
        info = new Map();
      } else if (name === 'Transaction') {
        columns = new Map();
        start = line;
      }
    },
    close(path, text) {
      const name = path.at(-1)!;
      const parent = path.at(-2);
      if (!statement) return;
      if (parent === 'Info') info.set(name, text);
      else if (name === 'Info') setFioInfo(statement, (key) => info.get(key) ?? null, fallback);
      else if (parent === 'Transaction' && name.startsWith('column_'))
        columns.set(Number(name.slice('column_'.length)), text);
      else if (name === 'Transaction') {
        const row = fioRow((column) => columns.get(column) || null, start, statement, fallback);
        collector.add(statement, start, row, () => [...columns.values()].join(' '));
      }
    },
  });
  if (collector.statements.length === 0) throw noStatement('The file holds no account statement');
  return collector.finish();
}
