import { accountOf } from '@/lib/intake/text/accounts';
import { knownCurrency } from '@/lib/intake/text/amount';
import { bankIdOf, newRow, StatementCollector, type ReadOptions } from '../collector';
import { broken, noStatement } from '../errors';
import { addDetails } from './details';
import { swiftFields, type SwiftField } from './fields';
import { parseBalance, parseStatementLine, statedBalance } from './statement-line';
import { decodeText } from '../text';
import { tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason, Statement, StatementFile } from '../../types';

/** Reads MT940 and MT942 messages. Throws ImportFileError BROKEN, NO_STATEMENT. */
export function readMt940(bytes: Uint8Array, options: ReadOptions): StatementFile {
  const reader = new Mt940Reader(options);
  for (const field of swiftFields(decodeText(bytes))) reader.field(field);
  return reader.finish();
}

type Message = {
  line: number;
  statement: Statement | null;
  account: string | null;
  currency: string | null | undefined;
  opened: boolean;
  closed: 'F' | 'M' | null;
};
type Entry = { line: number; row: ImportRow | SkipReason; text: string; details: string[] };

class Mt940Reader {
  private readonly collector: StatementCollector;
  private readonly fallback: string | null;
  private message: Message | null = null;
  private entry: Entry | null = null;
  /** The statement whose last page closed with an interim balance. */
  private unfinished: Statement | null = null;

  constructor(options: ReadOptions) {
    this.collector = new StatementCollector('MT940', options);
    this.fallback = options.fallbackCurrency ?? null;
  }

  field(field: SwiftField): void {
    const { tag, lines, line } = field;
    if (tag === '-') return this.endMessage();
    if (tag === '20') {
      this.endMessage();
      this.message = { line, statement: null, account: null, currency: null, opened: false, closed: null };
      return;
    }
    const { message } = this;
    if (!message) {
      // A transaction report may begin with other fields; an entry without a message belongs to nobody.
      if (tag === '61' || tag.startsWith('62'))
        throw broken('The file is damaged: an entry stands outside of a statement', line);
      return;
    }
    if (tag === '86') this.details(lines);
    else if (tag !== 'NS') this.endEntry();
    if (tag === '25' || tag === '25P') message.account = statedAccount(lines[0]!);
    else if (tag === '60F' || tag === '60M') this.openBalance(message, field);
    else if (tag === '62F' || tag === '62M') this.closeBalance(message, field);
    else if (tag === '34F' && message.currency === null)
      message.currency = knownCurrency(lines[0]!.slice(0, 3));
    else if (tag === '61') this.startEntry(message, field);
    else if (tag === '90D' || tag === '90C') this.statementOf(message);
  }

  finish(): StatementFile {
    this.endMessage();
    if (this.collector.statements.length === 0) throw noStatement('The file holds no account statement');
    return this.collector.finish();
  }

  /** A message that is a further page (:60M:) of the statement before it goes on with that one. */
  private statementOf(message: Message, isPage = false): Statement {
    if (message.statement) return message.statement;
    const goesOn =
      isPage &&
      this.unfinished?.account === message.account &&
      this.unfinished.currency === (message.currency ?? null);
    message.statement = goesOn
      ? this.unfinished!
      : this.collector.open(message.account, message.currency ?? null);
    return message.statement;
  }

  private openBalance(message: Message, { tag, lines, line }: SwiftField): void {
    const balance = parseBalance(lines[0]!);
    if (!balance) throw broken('The file is damaged: the opening balance cannot be read', line);
    message.currency = knownCurrency(balance.currency);
    message.opened = true;
    const statement = this.statementOf(message, tag === '60M');
    statement.opening ??= statedBalance(balance, message.currency ?? this.fallback);
  }

  private closeBalance(message: Message, { tag, lines, line }: SwiftField): void {
    const balance = parseBalance(lines[0]!);
    if (!balance) throw broken('The file is damaged: the closing balance cannot be read', line);
    message.closed = tag === '62M' ? 'M' : 'F';
    message.currency ??= knownCurrency(balance.currency);
    const statement = this.statementOf(message);
    statement.currency ??= message.currency ?? null;
    statement.closing = statedBalance(balance, message.currency ?? this.fallback);
  }

  private startEntry(message: Message, { lines, line, ended }: SwiftField): void {
    this.statementOf(message);
    const parsed =
      message.currency === undefined
        ? 'UNKNOWN_CURRENCY'
        : parseStatementLine(lines, message.currency ?? this.fallback);
    if (!ended) throw broken('The file is cut off in an entry', line);
    this.entry = {
      line,
      row:
        typeof parsed === 'string'
          ? parsed
          : newRow(line, parsed.date, parsed.amountMinor, message.currency ?? null),
      text: lines.join(' '),
      details: [],
    };
    if (typeof parsed === 'string' || typeof this.entry.row === 'string') return;
    const { row } = this.entry;
    row.status = parsed.pending ? 'PENDING' : 'CLEARED';
    row.bankId = bankIdOf(parsed.bankReference);
    row.counterpartyAccount = parsed.counterpartyAccount;
    row.payee = tidy(parsed.name);
    row.description = tidy(parsed.text);
  }

  /**
   * An :86: belongs to the entry before it; without one it tells about the account. Some banks write several
   * for one entry.
   */
  private details(lines: string[]): void {
    if (this.entry) this.entry.details.push(...lines);
  }

  private endEntry(): void {
    const { entry, message } = this;
    this.entry = null;
    if (!entry || !message?.statement) return;
    if (typeof entry.row !== 'string' && entry.details.length > 0) addDetails(entry.row, entry.details);
    this.collector.add(message.statement, entry.line, entry.row, () => entry.text);
  }

  private endMessage(): void {
    this.endEntry();
    const { message } = this;
    this.message = null;
    if (!message) return;
    if (message.opened && !message.closed)
      throw broken('The file is cut off: a statement has no closing balance', message.line);
    this.unfinished = message.closed === 'M' ? message.statement : null;
  }
}

/**
 * "50880050/0194774600888", "NL50RABO0123456789", "9914.30.727EUR": the account, without the currency that
 * some banks glue to it.
 */
function statedAccount(text: string): string | null {
  const plain = text.trim().replace(/(?<=\d)\s?[A-Z]{3}$/, '');
  return accountOf(plain);
}
