import { MAX_ROWS, tooManyRows } from '../csv/records';
import { tidy } from '@/lib/intake/text/tidy';
import type { FileFormat, ImportRow, SkipReason, Statement, StatementFile } from '../types';

const SHOWN_TEXT = 120;
const PLACEHOLDER =
  /^(?:NON-?REF|NOT ?PROVIDED|NOT ?SPECIFIED|NOT ?AVAILABLE|NONE|NULL|N\/?A|UNKNOWN|[0X.*\-/ ]*)$/i;

export type ReadOptions = {
  maxRows?: number;
  /** The account's currency: gives the number of decimals where the file names no currency. */
  fallbackCurrency?: string;
};

/** Gathers what a parser finds, in the order of the file, and refuses more of it than Saldo takes. */
export class StatementCollector {
  private readonly file: StatementFile;
  private readonly maxRows: number;
  private records = 0;

  constructor(format: FileFormat, options: ReadOptions) {
    this.file = { format, statements: [], skipped: [] };
    this.maxRows = options.maxRows ?? MAX_ROWS;
  }

  get statements(): readonly Statement[] {
    return this.file.statements;
  }

  open(account: string | null = null, currency: string | null = null): Statement {
    const statement: Statement = { account, currency, opening: null, closing: null, rows: [] };
    this.count();
    this.file.statements.push(statement);
    return statement;
  }

  /** Takes the row, or the reason why there is none. */
  add(statement: Statement, line: number, row: ImportRow | SkipReason, text: () => string): void {
    this.count();
    if (typeof row !== 'string') statement.rows.push(row);
    else this.skip(line, row, text());
  }

  skip(line: number, reason: SkipReason, text: string): void {
    this.file.skipped.push({ line, reason, text: (tidy(text) ?? '').slice(0, SHOWN_TEXT).toWellFormed() });
  }

  finish(): StatementFile {
    keepUniqueIds(this.file.statements);
    return this.file;
  }

  /** Throws ImportFileError TOO_MANY_ROWS. */
  private count(): void {
    if (++this.records > this.maxRows) throw tooManyRows(this.maxRows);
  }
}

/** A row with nothing but what every row has. */
export function newRow(line: number, date: string, amountMinor: bigint, currency: string | null): ImportRow {
  return {
    line,
    date,
    amountMinor,
    currency,
    payee: null,
    description: null,
    counterpartyAccount: null,
    bankId: null,
    symbols: {},
    status: 'CLEARED',
    balanceMinor: null,
  };
}

/** The bank's id, null when what stands in its place only fills the field. */
export function bankIdOf(text: string | null | undefined): string | null {
  const id = tidy(text);
  return id === null || PLACEHOLDER.test(id) ? null : id;
}

/**
 * An id that several rows of one account share identifies none of them. Rows of different accounts may share
 * one: both sides of a transfer within a bank often do.
 */
function keepUniqueIds(statements: readonly Statement[]): void {
  const accounts = new Map<string | null, Map<string, ImportRow>>();
  for (const { account, rows } of statements) {
    const known = accounts.get(account) ?? new Map<string, ImportRow>();
    accounts.set(account, known);
    for (const row of rows) {
      if (row.bankId === null) continue;
      const other = known.get(row.bankId);
      if (!other) known.set(row.bankId, row);
      else {
        other.bankId = null;
        row.bankId = null;
      }
    }
  }
}
