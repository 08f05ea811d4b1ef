import { isSameNumber } from '@/lib/ledger/accounts/same-number';
import type { Account } from '@/lib/ledger/reference/account';
import { readCsv } from './csv/read';
import type { CsvMapping } from './csv/mapping';
import { readStatements } from './formats/read';
import type { FileFormat, ImportRow, SkippedRow, Statement, StatementFile } from './types';

/**
 * Where the statements of a file go, by their place in it: an account's id, OUT for one that is left out,
 * null for the account that was chosen for the file.
 */
export type StatementTargets = { targets: (string | null)[] };
export const LEFT_OUT = 'OUT';
export type ImportMapping = CsvMapping | StatementTargets;

/** Reads a file of any format; a CSV file is one statement that names no account. Throws ImportFileError. */
export function readFile(
  bytes: Uint8Array,
  format: FileFormat,
  mapping: ImportMapping,
  fallbackCurrency: string,
): StatementFile {
  if (format !== 'CSV') return readStatements(bytes, format, { fallbackCurrency });
  const { rows, skipped } = readCsv(bytes, mapping as CsvMapping, { fallbackCurrency });
  return {
    format,
    statements: [{ account: null, currency: null, opening: null, closing: null, rows }],
    skipped,
  };
}

/** The account that a statement goes into; null when it is left out or none has been chosen. */
export function targetOf(
  mapping: ImportMapping,
  index: number,
  chosen: Account | null,
  accounts: ReadonlyMap<string, Account>,
): Account | null {
  const target = 'targets' in mapping ? mapping.targets[index] : null;
  if (target === LEFT_OUT) return null;
  return target ? (accounts.get(target) ?? null) : chosen;
}

/** The one open account whose number, and currency where it states one, a statement names. */
export function accountOfStatement(statement: Statement, accounts: Iterable<Account>): Account | null {
  const fitting = [...accounts].filter(
    ({ number, currency, closedOn }) =>
      closedOn === null &&
      isSameNumber(number, statement.account) &&
      (statement.currency === null || statement.currency === currency),
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

export type AccountRows = { account: Account; rows: ImportRow[] };

/**
 * What of a file goes into which account. An account takes rows in its own currency; others are named as left
 * out.
 */
export function divideRows(
  file: StatementFile,
  mapping: ImportMapping,
  chosen: Account,
  accounts: ReadonlyMap<string, Account>,
): { parts: AccountRows[]; skipped: SkippedRow[] } {
  const parts = new Map<string, AccountRows>();
  const skipped = [...file.skipped];
  for (const [index, statement] of file.statements.entries()) {
    const account = targetOf(mapping, index, chosen, accounts);
    if (!account) continue;
    const part = parts.get(account.id) ?? { account, rows: [] };
    parts.set(account.id, part);
    for (const row of statement.rows) {
      if ((row.currency ?? account.currency) === account.currency) part.rows.push(row);
      else
        skipped.push({
          line: row.line,
          reason: 'OTHER_CURRENCY',
          text: [row.date, row.currency, row.payee ?? row.description ?? ''].join(' ').slice(0, 120),
        });
    }
  }
  return { parts: [...parts.values()], skipped: skipped.sort((a, b) => a.line - b.line) };
}

/**
 * How far a statement's closing balance is from its opening balance and its rows, in minor units; null when
 * it does not state both.
 */
export function statementDifference({ opening, closing, rows, currency }: Statement): bigint | null {
  if (!opening || !closing) return null;
  const sum = rows
    .filter(
      (row) =>
        row.status === 'CLEARED' && (row.currency === null || currency === null || row.currency === currency),
    )
    .reduce((total, row) => total + row.amountMinor, 0n);
  return opening.amountMinor + sum - closing.amountMinor;
}
