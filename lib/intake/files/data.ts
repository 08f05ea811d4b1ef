import type { HouseholdId } from '@/lib/platform/scope';
import type { Account } from '@/lib/ledger/reference/account';
import { db } from '@/lib/platform/db/pool';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { isLost } from '@/lib/platform/jobs/data';
import type { Reference } from '@/lib/ledger/reference/data';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { CsvMapping, CsvRecognition } from './csv/mapping';
import type { ImportStatus, SealedImport, SealedStatement } from './record';
import { divideRows, type ImportMapping, LEFT_OUT, readFile } from './targets';
import { type FileFormat, ImportFileError, type ImportRow, type SkippedRow } from './types';

/** A statement file on its way into an account, or what became of it. */
export type Import = {
  id: string;
  status: ImportStatus;
  format: FileFormat;
  fileName: string;
  account: Account | null;
  createdAt: Date;
  finishedAt: Date | null;
  rowsTotal: number;
  rowsDone: number;
  rowsAdded: number;
  rowsKnown: number;
  rowsSkipped: number;
  /** Rows that wait in the review inbox. */
  rowsWaiting: number;
  skipped: SkippedRow[];
  problem: string | null;
  problemCode: string | null;
  mapping: ImportMapping;
  questions: string[];
  remembered: boolean;
  columns: CsvRecognition['columns'];
  statements: ImportStatement[];
};

/** An account statement in a file: what it says of itself, and where it goes. */
export type ImportStatement = SealedStatement & { index: number; target: Account | null; leftOut: boolean };

type ImportTableRow = {
  id: string;
  account_id: string | null;
  status: ImportStatus;
  format: FileFormat;
  mapping: ImportMapping;
  sealed: Buffer;
  rows_total: number;
  rows_done: number;
  rows_added: number;
  rows_known: number;
  rows_skipped: number;
  created_at: Date;
  finished_at: Date | null;
  lost: boolean;
};

/** One under way says how it goes on by its job, not by itself. */
const SELECT = `SELECT *, status IN ('QUEUED', 'RUNNING') AND ${isLost('import', 'import')} AS lost
  FROM import`;

/** The household's imports, the newest first. */
export async function listImports(
  householdId: HouseholdId,
  reference: Reference,
  first: number,
): Promise<Import[]> {
  const { rows } = await db().query<ImportTableRow>(
    `${SELECT} WHERE household_id = $1 AND ${SEEN} ORDER BY created_at DESC, id DESC LIMIT $4`,
    [...seenBy(householdId, reference), first],
  );
  const vault = await householdVault(householdId);
  return rows.map((row) => toImport(row, vault.open<SealedImport>('import', row.id, row.sealed), reference));
}

export async function findImport(
  householdId: HouseholdId,
  reference: Reference,
  id: string,
): Promise<Import | null> {
  const { rows } = await db().query<ImportTableRow>(
    `${SELECT} WHERE household_id = $1 AND ${SEEN} AND id = $4`,
    [...seenBy(householdId, reference), isUuid(id) ? id : null],
  );
  const row = rows[0];
  if (!row) return null;
  return toImport(
    row,
    (await householdVault(householdId)).open<SealedImport>('import', row.id, row.sealed),
    reference,
  );
}

/**
 * Where some accounts are private, a file that is still on its way may be for one of them: only who uploaded
 * it sees it.
 */
const SEEN = `($2::uuid IS NULL OR user_id = $2 OR status <> 'PREVIEW') AND (account_id IS NULL OR account_id <> ALL($3::uuid[]))`;

function seenBy(householdId: HouseholdId, { reader, hidden }: Reference): unknown[] {
  return [householdId, reader, [...hidden]];
}

function toImport(row: ImportTableRow, sealed: SealedImport, reference: Reference): Import {
  return {
    id: row.id,
    status: row.lost ? 'FAILED' : row.status,
    format: row.format,
    fileName: sealed.fileName,
    account: row.account_id === null ? null : (reference.accounts.get(row.account_id) ?? null),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    rowsTotal: row.rows_total,
    rowsDone: row.rows_done,
    rowsAdded: row.rows_added,
    rowsKnown: row.rows_known,
    rowsSkipped: row.rows_skipped,
    rowsWaiting: sealed.waiting ?? 0,
    skipped: sealed.skipped ?? [],
    problem: sealed.problem ?? null,
    problemCode: sealed.problemCode ?? null,
    mapping: row.mapping,
    questions: sealed.questions ?? [],
    remembered: sealed.remembered ?? false,
    columns: sealed.columns ?? [],
    statements: (sealed.statements ?? []).map((statement, index) =>
      toStatement(statement, index, row, reference),
    ),
  };
}

function toStatement(
  statement: SealedStatement,
  index: number,
  { mapping, account_id }: ImportTableRow,
  { accounts }: Reference,
): ImportStatement {
  const target = 'targets' in mapping ? mapping.targets[index] : null;
  const leftOut = target === LEFT_OUT;
  return {
    ...statement,
    index,
    leftOut,
    target: leftOut ? null : (accounts.get(target ?? account_id ?? '') ?? null),
  };
}

export type ImportPreview = {
  /** Null for formats that say themselves what is what. */
  mapping: CsvMapping | null;
  columns: CsvRecognition['columns'];
  rows: ImportRow[];
  skipped: SkippedRow[];
  questions: string[];
  remembered: boolean;
  /** Currency of rows that state none. */
  fallbackCurrency: string;
  problem: string | null;
  problemCode: string | null;
};

/**
 * How a file would be read with its mapping; null when its file is gone because it has been committed or
 * discarded.
 */
export async function previewImport(
  householdId: HouseholdId,
  reference: Reference,
  found: Import,
): Promise<ImportPreview | null> {
  if (found.status !== 'PREVIEW') return null;
  const { rows } = await db().query<{ sealed: Buffer }>(
    'SELECT sealed FROM import_file WHERE import_id = $1 AND household_id = $2',
    [found.id, householdId],
  );
  const file = rows[0];
  if (!file) return null;
  const bytes = (await householdVault(householdId)).openBytes('import_file', found.id, file.sealed);
  const fallbackCurrency = found.account?.currency ?? reference.household.baseCurrency;
  const { mapping, questions, remembered, columns } = found;
  const common = {
    mapping: 'targets' in mapping ? null : mapping,
    questions,
    remembered,
    columns,
    fallbackCurrency,
  };
  try {
    const read = readFile(bytes, found.format, mapping, fallbackCurrency);
    const whole = { rows: read.statements.flatMap(({ rows }) => rows), skipped: read.skipped };
    return {
      ...common,
      ...(found.account ? partsFor(divideRows(read, mapping, found.account, reference.accounts)) : whole),
      problem: null,
      problemCode: null,
    };
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    return { ...common, rows: [], skipped: [], problem: error.message, problemCode: error.code };
  }
}

function partsFor({ parts, skipped }: ReturnType<typeof divideRows>): {
  rows: ImportRow[];
  skipped: SkippedRow[];
} {
  return { rows: parts.flatMap(({ rows }) => rows), skipped };
}
