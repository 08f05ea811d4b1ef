import { addDays } from '@/lib/core/dates/local-date';
import { accountOf } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor } from '@/lib/intake/text/amount';
import { CamtEntry, isAccountNumber } from './entry';
import { StatementCollector, type ReadOptions } from '../collector';
import { leadingDate } from '../dates';
import { noStatement } from '../errors';
import { readXml, type XmlHandler } from '../xml';
import type { Statement, StatementFile } from '../../types';

/** The account part of a camt.053, camt.052 and camt.054 message. */
const STATEMENTS: ReadonlySet<string> = new Set(['Stmt', 'Rpt', 'Ntfctn']);

type Balance = { type: string; amount: string; currency: string | null; indicator: string; date: string };

/**
 * Reads CAMT.052, .053 and .054 of every version: what differs between them is names that are looked for at
 * any of their places. Throws ImportFileError BROKEN, NO_STATEMENT.
 */
export function readCamt(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const reader = new CamtReader(options);
  readXml(bytes, reader);
  return reader.finish();
}

class CamtReader implements XmlHandler {
  private readonly collector: StatementCollector;
  private readonly fallback: string | null;
  private statement: Statement | null = null;
  private entry: CamtEntry | null = null;
  private balance: Balance | null = null;
  private hasOpening = false;
  /** How many names lead to the statement, the entry or the balance that is being read. */
  private statementDepth = 0;

  constructor(options: ReadOptions) {
    this.collector = new StatementCollector('CAMT', options);
    this.fallback = options.fallbackCurrency ?? null;
  }

  open(path: readonly string[], attribute: (name: string) => string | undefined, line: number): void {
    const name = path[path.length - 1]!;
    if (!this.statement) {
      if (STATEMENTS.has(name) && path[path.length - 2]?.startsWith('BkToCstmr')) {
        this.statement = this.collector.open();
        this.statementDepth = path.length;
        this.hasOpening = false;
      }
      return;
    }
    const depth = path.length - this.statementDepth;
    if (depth === 1 && name === 'Ntry') this.entry = new CamtEntry(line);
    else if (depth === 1 && name === 'Bal')
      this.balance = { type: '', amount: '', currency: null, indicator: '', date: '' };
    else if (depth === 2 && name === 'Amt') {
      if (this.entry) this.entry.currency = attribute('Ccy') ?? null;
      else if (this.balance) this.balance.currency = attribute('Ccy') ?? null;
    } else if (name === 'TxDtls' && depth <= 3 && this.entry) this.entry.details++;
  }

  close(path: readonly string[], text: string): void {
    const { statement } = this;
    if (!statement) return;
    const depth = path.length - this.statementDepth;
    if (depth === 0) this.statement = null;
    else if (depth === 1 && this.entry) this.endEntry(statement, this.entry);
    else if (depth === 1 && this.balance) this.endBalance(statement, this.balance);
    else if (text === '') return;
    else if (this.entry) this.entry.take(path.slice(this.statementDepth + 1), text);
    else if (this.balance) takeBalance(this.balance, path.slice(this.statementDepth + 1), text);
    else if (path[this.statementDepth] === 'Acct') takeAccount(statement, path, this.statementDepth, text);
  }

  finish(): StatementFile {
    if (this.collector.statements.length === 0) throw noStatement('The file holds no account statement');
    return this.collector.finish();
  }

  private endEntry(statement: Statement, entry: CamtEntry): void {
    this.entry = null;
    const row = entry.toRow(statement.currency, entry.hasDate ? null : onlyDayOf(statement), this.fallback);
    if (typeof row !== 'string') statement.currency ??= row.currency;
    this.collector.add(statement, entry.line, row, () =>
      [entry.booked ?? entry.valued, entry.amount, entry.currency, entry.reference, entry.information].join(
        ' ',
      ),
    );
  }

  /**
   * OPBD opens and CLBD closes; where OPBD is missing, what was closed before (PRCD) opens. Available and
   * forward balances are others.
   */
  private endBalance(statement: Statement, balance: Balance): void {
    this.balance = null;
    const currency = knownCurrency(balance.currency) ?? null;
    statement.currency ??= currency;
    const date = leadingDate(balance.date);
    const amount = parseMinor(balance.amount, currency ?? statement.currency ?? this.fallback);
    if (date === null || typeof amount === 'string') return;
    const stated = { date, amountMinor: balance.indicator === 'DBIT' ? -amount : amount };
    // A statement in pages states interim balances of the same types; the first opens and the last closes.
    if (balance.type === 'CLBD') statement.closing = stated;
    else if (balance.type === 'OPBD' && !this.hasOpening) {
      statement.opening = stated;
      this.hasOpening = true;
    } else if (balance.type === 'PRCD') statement.opening ??= stated;
  }
}

/**
 * The day of a statement of a single day, for entries without a date; an opening balance may be dated the
 * evening before.
 */
function onlyDayOf({ opening, closing }: Statement): string | null {
  return opening && closing && (opening.date === closing.date || addDays(opening.date, 1) === closing.date)
    ? closing.date
    : null;
}

/**
 * `path` leads from the balance to the element. Credit lines and availabilities have types, amounts and days
 * of their own.
 */
function takeBalance(balance: Balance, path: readonly string[], text: string): void {
  const [first] = path;
  if (first === 'Amt') balance.amount = text;
  else if (first === 'CdtDbtInd') balance.indicator = text;
  else if (first === 'Tp' && path.at(-1) === 'Cd' && !path.includes('SubTp')) balance.type ||= text;
  else if (first === 'Dt') balance.date ||= text;
}

function takeAccount(statement: Statement, path: readonly string[], depth: number, text: string): void {
  const name = path[path.length - 1];
  if (path[depth + 1] === 'Id' && isAccountNumber(path)) statement.account ??= accountOf(text);
  else if (path.length === depth + 2 && name === 'Ccy') statement.currency = knownCurrency(text) ?? null;
}
