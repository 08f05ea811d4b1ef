import { accountOf, domesticAccount } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor } from '@/lib/intake/text/amount';
import { bankIdOf, newRow, StatementCollector, type ReadOptions } from '../collector';
import { dottedDate, leadingDate } from '../dates';
import { noStatement } from '../errors';
import { setSymbol } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import { readXml } from '../xml';
import type { ImportRow, SkipReason, StatedBalance, Statement, StatementFile } from '../../types';

type Fields = ReadonlyMap<string, string>;

/**
 * Reads FINSTA, the XML statements of ČSOB: FINSTA03 is a statement, FINSTA05 an entry. Throws
 * ImportFileError BROKEN, NO_STATEMENT.
 */
export function readCsobXml(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const collector = new StatementCollector('CSOB_XML', options);
  const fallback = options.fallbackCurrency ?? null;
  let statement: Statement | null = null;
  let head = new Map<string, string>();
  let entry = new Map<string, string>();
  let start = 0;
  readXml(bytes, {
    open(path, _attribute, line) {
      const name = path.at(-1);
      if (name === 'FINSTA03') {
        statement = collector.open();
        head = new Map();
      } else if (name === 'FINSTA05') {
        // Balances may stand behind the entries, the currency that entries without one take over never does.
        if (statement) setHead(statement, head, fallback);
        entry = new Map();
        start = line;
      }
    },
    close(path, text) {
      const name = path.at(-1)!;
      const parent = path.at(-2);
      if (!statement) return;
      if (parent === 'FINSTA05') entry.set(name, text);
      else if (name === 'FINSTA05')
        collector.add(statement, start, readEntry(entry, start, statement, fallback), () =>
          [...entry.values()].join(' '),
        );
      else if (parent === 'FINSTA03') head.set(name, text);
      else if (name === 'FINSTA03') setHead(statement, head, fallback);
    },
  });
  if (collector.statements.length === 0) throw noStatement('The file holds no part FINSTA03 of a statement');
  return collector.finish();
}

function setHead(statement: Statement, head: Fields, fallback: string | null): void {
  statement.account = accountOf(head.get('S25_CISLO_UCTU'));
  statement.currency = knownCurrency(head.get('S60_MENA') || head.get('S62_MENA')) ?? null;
  statement.opening = balanceOf(head, 'S60', statement.currency ?? fallback);
  statement.closing = balanceOf(head, 'S62', statement.currency ?? fallback);
}

function balanceOf(head: Fields, prefix: string, currency: string | null): StatedBalance | null {
  const date = csobDate(head.get(`${prefix}_DATUM`) ?? '');
  const amount = csobAmount(head.get(`${prefix}_CASTKA`), currency);
  return date === null || typeof amount === 'string'
    ? null
    : { date, amountMinor: head.get(`${prefix}_CD_INDIK`) === 'D' ? -amount : amount };
}

function readEntry(
  fields: Fields,
  line: number,
  statement: Statement,
  fallback: string | null,
): ImportRow | SkipReason {
  const stated = fields.get('DPROCD') || fields.get('S61_DATUM') || fields.get('DPROCOTHER') || '';
  if (stated === '') return 'NO_DATE';
  const date = csobDate(stated);
  if (date === null) return 'BAD_DATE';
  const currency = knownCurrency(fields.get('S61_MENA') || statement.currency);
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  const amount = csobAmount(fields.get('S61_CASTKA'), currency ?? fallback);
  if (typeof amount === 'string') return amount;
  // As in MT940: C adds to the account, D takes from it, and an R turns either around.
  const mark = fields.get('S61_CD_INDIK') ?? '';
  const isCredit = mark === 'C' || mark === 'RD' || mark === 'DR';
  if (!isCredit && mark !== 'D' && mark !== 'RC' && mark !== 'CR') return 'UNKNOWN_MARK';
  const row = newRow(line, date, isCredit ? amount : -amount, currency);
  row.payee = tidy(fields.get('PART_ACC_ID'));
  row.description =
    joinTexts(
      ['PART_ID1_1', 'PART_ID1_2', 'PART_ID2_1', 'PART_ID2_2', 'PART_MSG_1', 'PART_MSG_2', 'REMARK'].map(
        (name) => fields.get(name),
      ),
    ) ?? tidy(fields.get('S61_POST_NAR'));
  row.counterpartyAccount = domesticAccount(fields.get('PART_ACCNO'), fields.get('PART_BANK_ID'));
  row.bankId = bankIdOf(fields.get('REF_TRANS_SYS'));
  setSymbol(row.symbols, 'variable', fields.get('S86_VARSYMOUR') || fields.get('S86_VARSYMPAR'));
  setSymbol(row.symbols, 'constant', fields.get('S86_KONSTSYM'));
  setSymbol(row.symbols, 'specific', fields.get('S86_SPECSYMOUR') || fields.get('S86_SPECSYMPAR'));
  return row;
}

/** The bank pads amounts with signs ("+400,00", "=400,00") that say nothing beside the mark. */
function csobAmount(text: string | undefined, currency: string | null): bigint | SkipReason {
  return parseMinor((text ?? '').replace(/^[+=]/, ''), currency);
}

function csobDate(text: string): string | null {
  return dottedDate(text) ?? leadingDate(text);
}
