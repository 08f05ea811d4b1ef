import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { HouseholdId } from '../auth/scope';
import { db, inTransaction, type Queryable } from '../db/pool';
import { domainError } from '../errors/domain-error';
import { idField, isUuid, parseInput } from '../errors/parse-input';
import { enqueue } from '../jobs/queue';
import { applyPostings, lockLedger } from '../ledger/mutations';
import type { SealedTransaction, TransactionKind } from '../transactions/types';
import { householdVault } from '../vault/household-vault';
import { adaptMapping, csvMappingSchema, type CsvMapping } from './csv/mapping';
import { recogniseCsv } from './csv/recognise';
import { type CsvMappingChanges, mergeMapping, openQuestions } from './merge-mapping';
import type { SealedImport } from './record';

const MAX_FILE_NAME = 200;

/**
 * Takes an uploaded file in: recognises it and keeps it, sealed, until somebody commits or discards it.
 * A mapping that was confirmed for the same headings before is used again.
 * Returns the import's id. Throws ImportFileError for a file that cannot be a CSV statement; nothing is kept then.
 */
export async function startImport(householdId: HouseholdId, userId: string, file: { name: string; bytes: Uint8Array }, accountId: string | null): Promise<string> {
  const recognition = recogniseCsv(file.bytes);
  const vault = await householdVault(householdId);
  const id = uuidv7();
  // Only the last part of a path is a name, and only its printable letters.
  const fileName = [...(file.name.split(/[/\\]/).at(-1) ?? '')].filter((letter) => !/\p{C}/u.test(letter)).slice(0, MAX_FILE_NAME).join('') || 'statement.csv';
  const sealed: SealedImport = { fileName, questions: recognition.questions, columns: recognition.columns };
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    if (accountId !== null && !ledger.reference.accounts.has(accountId)) throw domainError('NOT_FOUND', 'There is no such account.', 'accountId');
    const { rows } = await tx.query<{ mapping: CsvMapping }>('SELECT mapping FROM import_mapping WHERE household_id = $1 AND header_fingerprint = $2', [householdId, recognition.headerFingerprint]);
    const remembered = rows[0] && csvMappingSchema.safeParse(adaptMapping(rows[0].mapping, recognition));
    if (remembered?.success) {
      sealed.remembered = true;
      sealed.questions = [];
    }
    await tx.query(
      `INSERT INTO import (id, household_id, account_id, user_id, status, header_fingerprint, mapping, sealed) VALUES ($1, $2, $3, $4, 'PREVIEW', $5, $6, $7)`,
      [id, householdId, accountId, userId, recognition.headerFingerprint, JSON.stringify(remembered?.success ? remembered.data : recognition.mapping), vault.seal('import', id, sealed)],
    );
    await tx.query('INSERT INTO import_file (import_id, household_id, sealed) VALUES ($1, $2, $3)', [id, householdId, vault.sealBytes('import_file', id, Buffer.from(file.bytes))]);
  });
  return id;
}

const updateSchema = z.object({ accountId: idField.optional(), mapping: z.custom<CsvMappingChanges>().optional() });

/** Chooses the account or corrects the mapping of a file that is not committed yet. */
export async function updateImport(householdId: HouseholdId, id: string, rawInput: unknown): Promise<void> {
  const input = parseInput(updateSchema, rawInput);
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const row = await importInPreview(tx, householdId, id);
    if (input.accountId !== undefined && !ledger.reference.accounts.has(input.accountId)) throw domainError('NOT_FOUND', 'There is no such account.', 'input', 'accountId');
    const mapping = input.mapping ? parseInput(csvMappingSchema, mergeMapping(row.mapping, input.mapping), ['input', 'mapping']) : row.mapping;
    const sealed = ledger.vault.open<SealedImport>('import', id, row.sealed);
    if (input.mapping) sealed.questions = openQuestions(sealed.questions ?? [], input.mapping);
    await tx.query('UPDATE import SET account_id = coalesce($3, account_id), mapping = $4, sealed = $5 WHERE id = $1 AND household_id = $2', [
      id,
      householdId,
      input.accountId ?? null,
      JSON.stringify(mapping),
      ledger.vault.seal('import', id, sealed),
    ]);
  });
}

/** Hands a file to the worker. The job is enqueued in the same transaction. */
export async function commitImport(householdId: HouseholdId, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const row = await importInPreview(tx, householdId, id);
    if (row.account_id === null) throw domainError('REQUIRED', 'Choose the account that the file is of.', 'input', 'accountId');
    const account = ledger.reference.accounts.get(row.account_id);
    if (!account || account.closedOn !== null) throw domainError('NOT_ALLOWED', 'The account is closed: reopen it before importing into it.', 'input', 'accountId');
    await tx.query(`UPDATE import SET status = 'QUEUED' WHERE id = $1`, [id]);
    await enqueue(tx, 'import', { householdId, importId: id });
  });
}

/** Forgets a file that was not committed, or one that failed. */
export async function discardImport(householdId: HouseholdId, id: string): Promise<void> {
  const { rowCount } = await db().query(`DELETE FROM import WHERE id = $1 AND household_id = $2 AND status IN ('PREVIEW', 'FAILED')`, [isUuid(id) ? id : null, householdId]);
  if (rowCount === 0) throw domainError('NOT_FOUND', 'There is no uncommitted import of this id.', 'id');
}

/**
 * Takes an import back: removes its transactions, also those that were edited or moved since, and forgets its rows, so that
 * the same file can be imported anew.
 */
export async function revertImport(householdId: HouseholdId, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const { rows: found } = await tx.query<{ status: string }>('SELECT status FROM import WHERE id = $1 AND household_id = $2', [isUuid(id) ? id : null, householdId]);
    if (!found[0]) throw domainError('NOT_FOUND', 'There is no such import.', 'id');
    if (found[0].status !== 'DONE') throw domainError('CONFLICT', 'Only an import that is done can be taken back.', 'id');
    const { rows } = await tx.query<{ id: string; account_id: string; category_id: string | null; date: string; kind: TransactionKind; sealed: Buffer }>(
      'DELETE FROM transaction WHERE import_id = $1 AND household_id = $2 RETURNING id, account_id, category_id, date, kind, sealed',
      [id, householdId],
    );
    const postings = rows.map((row) => ({
      accountId: row.account_id,
      categoryId: row.category_id,
      date: row.date,
      kind: row.kind,
      amountMinor: BigInt(ledger.vault.open<SealedTransaction>('transaction', row.id, row.sealed).a),
    }));
    await applyPostings(ledger, postings, []);
    await tx.query('DELETE FROM import_row WHERE import_id = $1', [id]);
    await tx.query(`UPDATE import SET status = 'REVERTED', finished_at = now() WHERE id = $1`, [id]);
  });
}

type PreviewRow = { account_id: string | null; header_fingerprint: string; mapping: CsvMapping; sealed: Buffer };

async function importInPreview(tx: Queryable, householdId: HouseholdId, id: string): Promise<PreviewRow> {
  const { rows } = await tx.query<PreviewRow & { status: string }>('SELECT status, account_id, header_fingerprint, mapping, sealed FROM import WHERE id = $1 AND household_id = $2', [
    isUuid(id) ? id : null,
    householdId,
  ]);
  const row = rows[0];
  if (!row) throw domainError('NOT_FOUND', 'There is no such import.', 'id');
  if (row.status !== 'PREVIEW') throw domainError('CONFLICT', 'This import has been committed before.', 'id');
  return row;
}

/** Removes files that were uploaded more than a week ago and never committed. Returns how many. */
export async function removeAbandonedImports(): Promise<number> {
  const { rowCount } = await db().query("DELETE FROM import WHERE status = 'PREVIEW' AND created_at < now() - interval '7 days'");
  return rowCount ?? 0;
}
