import { accountOf } from '@/lib/intake/text/accounts';
import { knownCurrency, parseMinor } from '@/lib/intake/text/amount';
import { StatementCollector, type ReadOptions } from '../collector';
import { leadingDate } from '../dates';
import { broken, noStatement } from '../errors';
import { ofxTokens, ofxValue, type OfxToken } from './tokens';
import { ofxRow } from './transaction';
import { decodeText } from '../text';
import { tidy } from '@/lib/intake/text/tidy';
import { ImportFileError, type Statement, type StatementFile } from '../../types';

const STATEMENTS: ReadonlySet<string> = new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS']);
const TRANSACTIONS: ReadonlySet<string> = new Set(['STMTTRN', 'STMTTRNP']);
/**
 * Movements of securities: named as left out, since they are no money in or out of the account by themselves.
 */
const INVESTMENT =
  /^(?:BUY|SELL)(?:STOCK|MF|DEBT|OPT|OTHER)$|^(?:INCOME|REINVEST|RETOFCAP|SPLIT|INVEXPENSE|MARGININTEREST|JRNLFUND|JRNLSEC|CLOSUREOPT)$/;
/**
 * The aggregates whose values mean something here. In SGML nothing but the standard tells an aggregate from a
 * value without an end tag, so tags of other names are taken for values.
 */
const AGGREGATES: ReadonlySet<string> = new Set([
  'OFX',
  'SONRS',
  'STATUS',
  'STMTTRNRS',
  'CCSTMTTRNRS',
  'INVSTMTTRNRS',
  ...STATEMENTS,
  ...TRANSACTIONS,
  'BANKACCTFROM',
  'CCACCTFROM',
  'INVACCTFROM',
  'BANKACCTTO',
  'CCACCTTO',
  'CURRENCY',
  'ORIGCURRENCY',
  'PAYEE',
  'LEDGERBAL',
  'AVAILBAL',
  'BAL',
]);

/** Reads OFX 1 and 2, also as QFX and QBO. Throws ImportFileError BANK_ERROR, BROKEN, NO_STATEMENT. */
export function readOfx(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const text = decodeText(
    bytes,
    /CHARSET\s*:\s*([\w-]{2,20})/.exec(
      new TextDecoder('windows-1252').decode(bytes.subarray(0, 1000)),
    )?.[1] ?? null,
  );
  const reader = new OfxReader(options);
  for (const token of ofxTokens(text)) reader.token(token);
  return reader.finish();
}

class OfxReader {
  private readonly collector: StatementCollector;
  private readonly fallback: string | null;
  private readonly stack: { name: string; line: number }[] = [];
  private statement: Statement | null = null;
  private currency: string | null | undefined = null;
  private fields = new Map<string, string>();
  private values = new Map<string, string>();
  private problem: { message: string; line: number } | null = null;

  constructor(options: ReadOptions) {
    this.collector = new StatementCollector('OFX', options);
    this.fallback = options.fallbackCurrency ?? null;
  }

  token({ name, end, empty, text, line }: OfxToken): void {
    if (!end && INVESTMENT.test(name) && this.statement)
      this.collector.add(this.statement, line, 'NOT_A_TRANSACTION', () => name);
    // What ends itself holds nothing, and what follows it does not stand inside it.
    if (empty && AGGREGATES.has(name)) return;
    // Some banks write a value where the standard has an aggregate: <PAYEE>Name.
    if (AGGREGATES.has(name) && (end || text.trim() === '')) {
      if (end) this.close(name, line);
      else this.open(name, line);
    } else if (!end) this.value(name, ofxValue(text));
  }

  finish(): StatementFile {
    const unclosed = this.stack.find(({ name }) => name === 'OFX');
    if (unclosed) throw broken('The file is cut off before its end tag </OFX>');
    if (this.collector.statements.length === 0) {
      if (this.problem) throw bankError(this.problem.message);
      throw noStatement('The file holds no statement of a bank account or card');
    }
    // A response for several accounts may fail for one of them only: that one is named as left out.
    if (this.problem) this.collector.skip(this.problem.line, 'NOT_A_TRANSACTION', this.problem.message);
    return this.collector.finish();
  }

  private open(name: string, line: number): void {
    if (TRANSACTIONS.has(name) && this.stack.some((open) => TRANSACTIONS.has(open.name)))
      throw broken('The file is damaged: a transaction begins inside another one', line);
    if (name !== 'OFX' && this.stack.length === 0)
      throw broken('The file is damaged: its parts stand outside of <OFX>', line);
    if (STATEMENTS.has(name)) {
      this.statement = this.collector.open();
      this.currency = null;
    } else if (TRANSACTIONS.has(name)) this.fields = new Map();
    else if (name === 'STATUS' || name.endsWith('BAL') || name.endsWith('ACCTFROM')) this.values = new Map();
    // Only damage makes more of them stand open at once.
    if (this.stack.push({ name, line }) > 50)
      throw broken('The file is damaged: its tags are not closed', line);
  }

  /**
   * Ends the aggregate and what was left open inside it: some banks forget the end tag of a list, but never
   * of a transaction.
   */
  private close(name: string, line: number): void {
    const index = this.stack.findLastIndex((open) => open.name === name);
    if (index === -1) {
      if (name !== 'OFX' && !TRANSACTIONS.has(name) && !STATEMENTS.has(name)) return;
      throw broken('The file is damaged: a tag is closed that was never opened', line);
    }
    const forgotten = this.stack.slice(index + 1);
    if (forgotten.some((open) => TRANSACTIONS.has(open.name)))
      throw broken('The file is damaged: a transaction is not closed', line);
    const { line: start } = this.stack[index]!;
    this.stack.length = index;
    if (TRANSACTIONS.has(name)) this.addTransaction(start, name === 'STMTTRNP');
    else if (name === 'LEDGERBAL') this.setClosing();
    else if (name === 'STATUS') this.noteStatus(start);
    else if (name.endsWith('ACCTFROM') && this.statement) this.setAccount(this.statement);
    else if (STATEMENTS.has(name)) this.statement = null;
  }

  private value(name: string, value: string): void {
    const parent = this.stack.at(-1)?.name;
    if (parent === undefined || value === '') return;
    if (TRANSACTIONS.has(parent)) keepFirst(this.fields, name, value);
    else if (this.stack.some((open) => TRANSACTIONS.has(open.name)))
      keepFirst(this.fields, `${parent}.${name}`, value);
    else if (name === 'CURDEF' && this.statement) {
      this.currency = knownCurrency(value);
      this.statement.currency = this.currency ?? null;
    } else keepFirst(this.values, name, value);
  }

  private addTransaction(line: number, pending: boolean): void {
    if (!this.statement)
      throw broken('The file is damaged: a transaction stands outside of a statement', line);
    const { fields } = this;
    const row = ofxRow(fields, line, pending, this.currency, this.fallback);
    this.collector.add(this.statement, line, row, () =>
      [...fields].map(([name, value]) => `${name} ${value}`).join(', '),
    );
  }

  private setAccount(statement: Statement): void {
    const account = accountOf(this.values.get('ACCTID'));
    const bank = this.values.get('BANKID') ?? '';
    // Czech accounts are told apart by their bank only, and people write them so.
    statement.account =
      account !== null && /^\d{4}$/.test(bank) && /^(?:\d{1,6}-)?\d{2,10}$/.test(account)
        ? `${account}/${bank}`
        : account;
  }

  private setClosing(): void {
    if (!this.statement) return;
    const date = leadingDate(this.values.get('DTASOF') ?? '');
    const amountMinor = parseMinor(this.values.get('BALAMT') ?? '', this.currency ?? this.fallback);
    if (date !== null && typeof amountMinor !== 'string') this.statement.closing = { date, amountMinor };
  }

  private noteStatus(line: number): void {
    if (this.values.get('SEVERITY')?.toUpperCase() !== 'ERROR') return;
    const message = tidy(this.values.get('MESSAGE')) ?? `code ${this.values.get('CODE') ?? 'unknown'}`;
    this.problem ??= { message, line };
  }
}

function keepFirst(map: Map<string, string>, name: string, value: string): void {
  if (!map.has(name)) map.set(name, value);
}

function bankError(message: string): ImportFileError {
  const said = message
    .replace(/[.\s]+$/, '')
    .replace(/\.\s+/g, '; ')
    .slice(0, 200);
  return new ImportFileError(
    'BANK_ERROR',
    `The bank put an error instead of a statement into the file (“${said}”); sign in to your bank and download the statement again.`,
  );
}
