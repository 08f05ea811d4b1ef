import { StatementCollector, type ReadOptions } from '../collector';
import { broken, noStatement } from '../errors';
import { linesOf } from '../lines';
import { qifConventions, qifRow, securityRow, type QifRecord } from './transaction';
import { decodeText } from '../text';
import { tidy } from '@/lib/intake/text/tidy';
import type { Statement, StatementFile } from '../../types';

/**
 * Lists that Quicken writes beside the accounts: names, rules and prices, none of them a movement of money.
 */
const LISTS = /^(?:cat|class|memorized|security|prices|budget|tag|template|invitem|invoice|tax)/;

type Section = { kind: 'account' | 'list' | 'investment' | 'transactions'; statement: Statement | null };
type SectionRecord = { section: Section; record: QifRecord };

/**
 * Reads QIF: one statement per section of transactions, named by the `!Account` before it.
 *
 * Neither the order of day and month nor the decimal mark is stated in a file, so both are found from all of
 * its records before the first row is made. Movements of securities are rows without an amount. Throws
 * ImportFileError BROKEN, NO_STATEMENT.
 */
export function readQif(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const collector = new StatementCollector('QIF', options);
  const found: SectionRecord[] = [];
  for (const entry of qifRecords(decodeText(bytes), collector)) found.push(entry);
  if (collector.statements.length === 0)
    throw noStatement('The file holds no section of transactions, such as !Type:Bank');
  const fallback = options.fallbackCurrency ?? null;
  const conventions = qifConventions(found.map(({ record }) => record));
  for (const { section, record } of found) {
    const row =
      section.kind === 'investment'
        ? securityRow(record, conventions)
        : qifRow(record, conventions, fallback);
    collector.add(section.statement!, record.line, row, () => record.lines.join(', '));
  }
  return collector.finish();
}

function* qifRecords(text: string, collector: StatementCollector): Generator<SectionRecord> {
  let section: Section | null = null;
  let account: string | null = null;
  let record: QifRecord | null = null;
  for (const { line, text: raw } of linesOf(text)) {
    const content = raw.replace(/^\ufeff/, '').trimEnd();
    if (content.trim() === '') continue;
    if (content.startsWith('!')) {
      if (record)
        throw broken(
          'The file is damaged: a record before the next section does not end with ^',
          record.line,
        );
      section = sectionOf(content, account, collector) ?? section;
    } else if (!section) {
      // Comments may stand before the first section, and only there.
      if (!content.startsWith('#'))
        throw broken('The file is damaged: a record stands before the first section', line);
    } else if (content.startsWith('^')) {
      if (record && section.kind === 'account')
        account = tidy(record.lines.find((item) => item.startsWith('N'))?.slice(1)) ?? account;
      else if (record && section.statement) yield { section, record };
      record = null;
    } else {
      record ??= { line, lines: [] };
      // Prices come as thousands of lines without an end, and are not read.
      if (section.kind !== 'list') record.lines.push(content);
      else record = null;
    }
  }
  if (record) throw broken('The file is cut off: its last record does not end with ^', record.line);
}

function sectionOf(heading: string, account: string | null, collector: StatementCollector): Section | null {
  const name = heading.slice(1).trim().toLowerCase();
  if (name.startsWith('option') || name.startsWith('clear')) return null;
  if (name.startsWith('account')) return { kind: 'account', statement: null };
  if (!name.startsWith('type:')) return { kind: 'list', statement: null };
  const type = name.slice('type:'.length).trim();
  if (LISTS.test(type)) return { kind: 'list', statement: null };
  return {
    kind: /^inv|^port/.test(type) ? 'investment' : 'transactions',
    statement: collector.open(account),
  };
}
