import { forgetImport } from './forget';
import { listOfImport } from '@/lib/ledger/rows/data';
import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { HouseholdId } from '@/lib/platform/scope';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Row } from '@/lib/platform/db/row';
import type { Import } from '@/prisma/__generated__/client';
import { domainError } from '@/lib/platform/errors/domain-error';
import { idField, isUuid, parseInput } from '@/lib/platform/errors/parse-input';
import { referenceFor } from '@/lib/ledger/reference/data';
import { isLost } from '@/lib/platform/jobs/data';
import { enqueue } from '@/lib/platform/jobs/queue';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { adaptMapping, csvMappingSchema, type CsvMapping, type CsvRecognition } from './csv/mapping';
import { recogniseCsv } from './csv/recognise';
import { readStatements } from './formats/read';
import { recogniseFormat } from './formats/recognise';
import { refuseKnownStrangers } from './formats/refuse';
import { type CsvMappingChanges, mergeMapping, openQuestions } from './merge-mapping';
import type { SealedImport, SealedStatement } from './record';
import { accountOfStatement, type ImportMapping, LEFT_OUT, statementDifference } from './targets';
import { type FileFormat, ImportFileError, type StatementFile } from './types';

const MAX_FILE_NAME = 200;
const ABANDONED_AFTER_DAYS = 7;

/**
 * Stores an uploaded file: recognises it by its content and keeps it, sealed and as it came, until its import
 * is discarded. A CSV mapping that was confirmed for the same headings before is used again; a statement that
 * names an account's number goes into that account. Returns the import's id. Throws ImportFileError for a
 * file that is no statement; nothing is kept then.
 */
export async function startImport(
  householdId: HouseholdId,
  userId: string,
  file: { name: string; bytes: Uint8Array },
  accountId: string | null,
): Promise<string> {
  const recognised = recogniseFile(file.bytes);
  const vault = await householdVault(householdId);
  const id = uuidv7();
  await inTransaction(async (tx) => {
    // Only accounts that this person sees can be meant, however well a number fits.
    const whole = await lockLedger(tx, householdId);
    const ledger = { ...whole, reference: referenceFor(whole.reference, userId) };
    if (accountId !== null && !ledger.reference.accounts.has(accountId))
      throw domainError('NOT_FOUND', 'There is no such account.', 'accountId');
    const { mapping, sealed, target } =
      recognised.format === 'CSV'
        ? await csvPlan(ledger, recognised.csv)
        : statementPlan(ledger, recognised.file, accountId);
    await prisma().import.create({
      data: {
        id,
        householdId,
        accountId: accountId ?? target,
        userId,
        status: 'PREVIEW',
        format: recognised.format,
        headerFingerprint: recognised.headerFingerprint,
        mapping,
        sealed: vault.seal('import', id, { ...sealed, fileName: printableName(file.name) }),
        file: {
          create: { householdId, sealed: vault.sealBytes('import_file', id, Buffer.from(file.bytes)) },
        },
      },
    });
  });
  return id;
}

/** Only the last part of a path is a name, and only its printable letters. */
function printableName(name: string): string {
  return (
    [...(name.split(/[/\\]/).at(-1) ?? '')]
      .filter((letter) => !/\p{C}/u.test(letter))
      .slice(0, MAX_FILE_NAME)
      .join('') || 'statement'
  );
}

type Recognised =
  | { format: 'CSV'; headerFingerprint: string; csv: CsvRecognition }
  | { format: Exclude<FileFormat, 'CSV'>; headerFingerprint: string; file: StatementFile };

function recogniseFile(bytes: Uint8Array): Recognised {
  const format = recogniseFormat(bytes);
  if (format === null || format === 'CSV') {
    refuseKnownStrangers(bytes);
    const csv = recogniseCsv(bytes);
    return { format: 'CSV', headerFingerprint: csv.headerFingerprint, csv };
  }
  const file = readStatements(bytes, format);
  if (file.statements.every(({ rows }) => rows.length === 0) && file.skipped.length === 0)
    throw new ImportFileError('NO_ROWS', 'The statement has no transactions: there is nothing to import.');
  // Formats that banks fill in alike are one source: their rows are recognised in the next file by what the
  // format states.
  return { format, headerFingerprint: format.toLowerCase(), file };
}

type Plan = { mapping: ImportMapping; sealed: Omit<SealedImport, 'fileName'>; target: string | null };

async function csvPlan({ householdId }: Ledger, recognition: CsvRecognition): Promise<Plan> {
  const { headerFingerprint } = recognition;
  const known = await prisma().importMapping.findFirst({ where: { householdId, headerFingerprint } });
  const remembered =
    known && csvMappingSchema.safeParse(adaptMapping(known.mapping as CsvMapping, recognition));
  const { columns } = recognition;
  if (remembered?.success)
    return { mapping: remembered.data, sealed: { columns, questions: [], remembered: true }, target: null };
  return {
    mapping: recognition.mapping,
    sealed: { columns, questions: recognition.questions },
    target: null,
  };
}

function statementPlan({ reference }: Ledger, file: StatementFile, chosenId: string | null): Plan {
  const named = file.statements.map(
    (statement) => accountOfStatement(statement, reference.accounts.values())?.id ?? null,
  );
  const [first, ...others] = [...new Set(named)];
  // One account for the whole file is the file's account; several are named statement by statement.
  const target = others.length === 0 ? (first ?? null) : null;
  const targets = named.map((accountId) => (accountId === (chosenId ?? target) ? null : accountId));
  const statements = file.statements.map((statement): SealedStatement => {
    const { account, currency, opening, closing, rows } = statement;
    const balance = (stated: typeof opening) =>
      stated && { date: stated.date, amount: stated.amountMinor.toString() };
    return {
      account,
      currency,
      count: rows.length,
      sum: rows.reduce((sum, row) => sum + row.amountMinor, 0n).toString(),
      opening: balance(opening),
      closing: balance(closing),
      difference: statementDifference(statement)?.toString() ?? null,
    };
  });
  return { mapping: { targets }, sealed: { statements }, target };
}

const updateSchema = z.object({
  accountId: idField.optional(),
  mapping: z.custom<CsvMappingChanges>().optional(),
  statements: z
    .array(z.object({ index: z.int().min(0), accountId: idField.nullish(), leaveOut: z.boolean().nullish() }))
    .max(10_000)
    .optional(),
});
type UpdateImport = z.output<typeof updateSchema>;

/**
 * Chooses the account, corrects the mapping, or says where single statements go, of a file that is not
 * committed yet.
 */
export async function updateImport(householdId: HouseholdId, id: string, rawInput: unknown): Promise<void> {
  const input = parseInput(updateSchema, rawInput);
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const row = await importInPreview(tx, householdId, id);
    if (input.accountId !== undefined && !ledger.reference.accounts.has(input.accountId))
      throw domainError('NOT_FOUND', 'There is no such account.', 'input', 'accountId');
    const mapping = changedMapping(ledger, row.mapping, input);
    const sealed = ledger.vault.open<SealedImport>('import', id, row.sealed);
    if (input.mapping) sealed.questions = openQuestions(sealed.questions ?? [], input.mapping);
    await prisma().import.update({
      where: { id },
      data: {
        ...(input.accountId !== undefined && { accountId: input.accountId }),
        mapping,
        sealed: ledger.vault.seal('import', id, sealed),
      },
    });
  });
}

function changedMapping(ledger: Ledger, mapping: ImportMapping, input: UpdateImport): ImportMapping {
  if (!('targets' in mapping)) {
    if (input.statements)
      throw domainError('INVALID', 'This file is one table: choose its account.', 'input', 'statements');
    return input.mapping
      ? parseInput(csvMappingSchema, mergeMapping(mapping, input.mapping), ['input', 'mapping'])
      : mapping;
  }
  if (input.mapping)
    throw domainError(
      'INVALID',
      'Only CSV files have columns to choose: this format says itself what is what.',
      'input',
      'mapping',
    );
  const targets = [...mapping.targets];
  for (const [place, { index, accountId, leaveOut }] of (input.statements ?? []).entries()) {
    const path = ['input', 'statements', String(place)];
    if (index >= targets.length)
      throw domainError(
        'OUT_OF_RANGE',
        `The file has ${targets.length} statements: count them from 0.`,
        ...path,
        'index',
      );
    if (accountId && !ledger.reference.accounts.has(accountId))
      throw domainError('NOT_FOUND', 'There is no such account.', ...path, 'accountId');
    targets[index] = leaveOut ? LEFT_OUT : (accountId ?? null);
  }
  return { targets };
}

/** Hands a file to the worker. The job is enqueued in the same transaction. */
export async function commitImport(householdId: HouseholdId, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const row = await importInPreview(tx, householdId, id);
    if (row.account_id === null) row.account_id = soleTarget(row.mapping);
    if (row.account_id === null)
      throw domainError('REQUIRED', 'Choose the account that the file is of.', 'input', 'accountId');
    for (const target of targetIds(row.mapping, row.account_id)) {
      const account = ledger.reference.accounts.get(target);
      if (!account || account.closedOn !== null)
        throw domainError(
          'NOT_ALLOWED',
          'The account is closed: reopen it before importing into it.',
          'input',
          'accountId',
        );
    }
    await prisma().import.update({
      where: { id },
      data: { status: 'QUEUED', accountId: row.account_id },
    });
    await enqueue(tx, 'import', { householdId, importId: id });
  });
}

/** Every account that something of the file goes into. */
function targetIds(mapping: ImportMapping, chosen: string): Set<string> {
  if (!('targets' in mapping)) return new Set([chosen]);
  return new Set(mapping.targets.filter((target) => target !== LEFT_OUT).map((target) => target ?? chosen));
}

/** Where every statement has an account of its own, the first of them stands for the file. */
function soleTarget(mapping: ImportMapping): string | null {
  if (!('targets' in mapping) || mapping.targets.includes(null)) return null;
  return mapping.targets.find((target) => target !== LEFT_OUT) ?? null;
}

/** Forgets a file that was not committed, or one that failed. */
export async function discardImport(householdId: HouseholdId, id: string): Promise<void> {
  const known = [isUuid(id) ? id : null, householdId];
  await inTransaction(async (tx) => {
    // Locked first, so that the next statement sees the job of a commit that this one had to wait for.
    await tx.query('SELECT FROM import WHERE id = $1 AND household_id = $2 FOR UPDATE', known);
    const { rowCount } = await tx.query(
      `DELETE FROM import WHERE id = $1 AND household_id = $2 AND (status IN ('PREVIEW', 'FAILED')
        OR status IN ('QUEUED', 'RUNNING') AND ${isLost('import', 'import')})`,
      known,
    );
    if (rowCount === 0) throw domainError('NOT_FOUND', 'There is no uncommitted import of this id.', 'id');
  });
}

/**
 * Takes an import back: removes its transactions, also those that were edited or moved since, and forgets its
 * rows, so that the same file can be imported again. What a bank connection has shown too stays: without the
 * file it would have brought it.
 */
export async function revertImport(
  householdId: HouseholdId,
  id: string,
  userId: string | null = null,
): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const found = isUuid(id) && (await prisma().import.findFirst({ where: { id, householdId } }));
    if (!found) throw domainError('NOT_FOUND', 'There is no such import.', 'id');
    if (found.status !== 'DONE')
      throw domainError('CONFLICT', 'Only an import that is done can be taken back.', 'id');
    const { rows: shown } = await tx.query<{ id: string }>(
      `SELECT DISTINCT p.transaction_id AS id FROM bank_posting p
        JOIN transaction t ON t.id = p.transaction_id
        WHERE t.import_id = $1 AND p.household_id = $2 AND p.bank_account_id IS NOT NULL`,
      [id, householdId],
    );
    const stays = new Set(shown.map((row) => row.id));
    const brought = await listOfImport(ledger, id);
    const { removed } = await book(ledger, {
      changed: brought
        .filter((row) => stays.has(row.id))
        .map((row): Edit => [row, { ...row, importId: null, origin: 'BANK' }]),
      removed: brought.filter((row) => !stays.has(row.id)),
      cause: { by: 'IMPORT', userId, sourceId: id },
    });
    await forgetImport(ledger, id, removed);
  });
}

type PreviewRow = Row<Import, 'accountId' | 'headerFingerprint' | 'sealed'> & { mapping: ImportMapping };

async function importInPreview(tx: Queryable, householdId: HouseholdId, id: string): Promise<PreviewRow> {
  const { rows } = await tx.query<PreviewRow & { status: string }>(
    `SELECT status, account_id, header_fingerprint, mapping, sealed FROM import WHERE id = $1
      AND household_id = $2 FOR UPDATE`,
    [isUuid(id) ? id : null, householdId],
  );
  const row = rows[0];
  if (!row) throw domainError('NOT_FOUND', 'There is no such import.', 'id');
  if (row.status !== 'PREVIEW') throw domainError('CONFLICT', 'This import has been committed before.', 'id');
  return row;
}

/** Removes files that were uploaded more than a week ago and never committed. Returns how many. */
export async function removeAbandonedImports(): Promise<number> {
  const createdAt = { lt: new Date(Date.now() - ABANDONED_AFTER_DAYS * 86_400_000) };
  return (await prisma().import.deleteMany({ where: { status: 'PREVIEW', createdAt } })).count;
}
