import { type HouseholdId, proveHousehold } from '../../auth/scope';
import type { Account } from '../../accounts/types';
import { copyBytes, copyInto } from '../../db/copy';
import { db, inTransaction, type Queryable } from '../../db/pool';
import { loadReference } from '../../households/data';
import { applyPostings, type Ledger, lockLedger, type Posting } from '../../ledger/mutations';
import { copyTransactions } from '../../ledger/copy';
import { kindOf } from '../../transactions/types';
import { householdVault } from '../../vault/household-vault';
import { contentKey } from '../content-key';
import { type CsvMapping } from '../csv/mapping';
import { readCsv } from '../csv/read';
import type { SealedImport } from '../record';
import { ImportFileError, type ImportRow, type SkippedRow } from '../types';

const MAX_SKIPPED_KEPT = 500;

/**
 * Brings a committed file into its account, whole or not at all.
 *
 * Safe to repeat: everything, the status included, is one transaction, and an import that is not waiting any more is left
 * alone. A file that cannot be read ends as FAILED with its sentence; any other failure is thrown, for the queue to try again.
 */
export async function runImport(householdIdText: string, id: string): Promise<void> {
  const householdId = proveHousehold(householdIdText);
  try {
    await inTransaction((tx) => bringIn(tx, householdId, id));
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    await fail(householdId, id, error);
  }
}

type WaitingImport = { account_id: string; mapping: CsvMapping; sealed: Buffer; file: Buffer };

async function bringIn(tx: Queryable, householdId: HouseholdId, id: string): Promise<void> {
  const { rows } = await tx.query<WaitingImport>(
    `SELECT i.account_id, i.mapping, i.sealed, f.sealed AS file FROM import i JOIN import_file f ON f.import_id = i.id
      WHERE i.id = $1 AND i.household_id = $2 AND i.status IN ('QUEUED', 'RUNNING')`,
    [id, householdId],
  );
  const waiting = rows[0];
  if (!waiting) return;
  const vault = await householdVault(householdId, tx);
  // Reading is done before the lock is taken: the household's other writers wait for the writing only.
  const { account, rows: fileRows, skipped } = await readFile(tx, householdId, waiting, vault.openBytes('import_file', id, waiting.file));
  await reportProgress(id, { status: 'RUNNING', total: fileRows.length, done: 0 });

  const ledger = await lockLedger(tx, householdId);
  const fresh = await unknownRows(ledger, account.id, fileRows);
  const postings = await copyRows(ledger, id, account, fresh, (done) => reportProgress(id, { status: 'RUNNING', total: fileRows.length, done: fileRows.length - fresh.length + done }));
  await applyPostings(ledger, [], postings);

  const sealed = ledger.vault.open<SealedImport>('import', id, waiting.sealed);
  await tx.query(
    `UPDATE import SET status = 'DONE', finished_at = now(), rows_total = $2, rows_done = $2, rows_added = $3, rows_known = $4, rows_skipped = $5, sealed = $6 WHERE id = $1`,
    [id, fileRows.length, fresh.length, fileRows.length - fresh.length, skipped.length, ledger.vault.seal('import', id, { fileName: sealed.fileName, skipped: skipped.slice(0, MAX_SKIPPED_KEPT) })],
  );
  // Only a mapping that worked is worth remembering.
  await tx.query(
    `INSERT INTO import_mapping (household_id, header_fingerprint, mapping) SELECT household_id, header_fingerprint, mapping FROM import WHERE id = $1
      ON CONFLICT (household_id, header_fingerprint) DO UPDATE SET mapping = excluded.mapping, updated_at = now()`,
    [id],
  );
  await tx.query('DELETE FROM import_file WHERE import_id = $1', [id]);
}

async function readFile(tx: Queryable, householdId: HouseholdId, waiting: WaitingImport, bytes: Buffer): Promise<{ account: Account; rows: ImportRow[]; skipped: SkippedRow[] }> {
  const { rows } = await tx.query<{ reference_version: number }>('SELECT reference_version FROM household WHERE id = $1', [householdId]);
  const account = (await loadReference(householdId, rows[0]?.reference_version ?? 0, tx)).accounts.get(waiting.account_id);
  if (!account) throw new ImportFileError('MAPPING', 'The account of this file has been removed: upload the file again and choose another account.');
  return { account, ...rowsForAccount(readCsv(bytes, waiting.mapping, { fallbackCurrency: account.currency }), account.currency) };
}

/** A file may hold several currencies; an account takes the rows in its own, and the others are named as left out. */
export function rowsForAccount(read: { rows: ImportRow[]; skipped: SkippedRow[] }, currency: string): { rows: ImportRow[]; skipped: SkippedRow[] } {
  const own = read.rows.filter((row) => row.currency === null || row.currency === currency);
  const others = read.rows.filter((row) => row.currency !== null && row.currency !== currency);
  const skipped = others.map((row): SkippedRow => ({ line: row.line, reason: 'OTHER_CURRENCY', text: [row.date, row.currency, row.payee ?? row.description ?? ''].join(' ').slice(0, 120) }));
  return { rows: own, skipped: [...read.skipped, ...skipped].sort((a, b) => a.line - b.line) };
}

type FreshRow = { row: ImportRow; fingerprint: Buffer };

/**
 * The rows of the file that the account does not have yet.
 *
 * A row's identity is its content and how many rows of the same content stand before it in the file: an overlapping export adds
 * nothing twice, while two real identical purchases of one day stay two.
 */
async function unknownRows(ledger: Ledger, accountId: string, rows: ImportRow[]): Promise<FreshRow[]> {
  const seen = new Map<string, number>();
  const all = rows.map((row) => {
    const key = contentKey(row);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return { row, fingerprint: ledger.vault.fingerprint(`${key}|${occurrence}`) };
  });
  const { rows: known } = await ledger.tx.query<{ fingerprint: Buffer }>('SELECT fingerprint FROM import_row WHERE account_id = $1 AND fingerprint = ANY($2::bytea[])', [
    accountId,
    all.map(({ fingerprint }) => fingerprint),
  ]);
  const knownSet = new Set(known.map(({ fingerprint }) => fingerprint.toString('hex')));
  const fresh = all.filter(({ fingerprint }) => !knownSet.has(fingerprint.toString('hex')));
  // Rows of one day are listed by the order they were recorded in; a file that begins with the newest is taken from its end.
  const newestFirst = (fresh[0]?.row.date ?? '') > (fresh.at(-1)?.row.date ?? '');
  return newestFirst ? fresh.reverse() : fresh;
}

/** Writes the rows and their fingerprints with COPY and returns what they add to the totals. */
async function copyRows(ledger: Ledger, importId: string, account: Account, fresh: FreshRow[], progress: (done: number) => Promise<void>): Promise<Posting[]> {
  const transactions = fresh.map(({ row }) => ({
    accountId: account.id,
    categoryId: null,
    date: row.date,
    amountMinor: row.amountMinor,
    kind: kindOf(row.amountMinor),
    status: row.status,
    payee: row.payee,
    description: row.description,
    bank: bankDetails(row),
  }));
  const postings = await copyTransactions(ledger, transactions, { importId, progress });
  await copyInto(ledger.tx, 'import_row (account_id, fingerprint, import_id)', fresh.map(({ fingerprint }) => [account.id, copyBytes(fingerprint), importId]));
  return postings;
}

function bankDetails(row: ImportRow) {
  return {
    ...(row.counterpartyAccount ? { account: row.counterpartyAccount } : {}),
    ...(row.bankId ? { id: row.bankId } : {}),
    ...row.symbols,
  };
}

/** Outside of the import's own transaction, so that people see it move. */
async function reportProgress(id: string, { status, total, done }: { status: string; total: number; done: number }): Promise<void> {
  await db().query('UPDATE import SET status = $2::import_status, rows_total = $3, rows_done = $4 WHERE id = $1', [id, status, total, done]);
}

async function fail(householdId: HouseholdId, id: string, error: ImportFileError): Promise<void> {
  const vault = await householdVault(householdId);
  const { rows } = await db().query<{ sealed: Buffer }>('SELECT sealed FROM import WHERE id = $1 AND household_id = $2', [id, householdId]);
  if (!rows[0]) return;
  const { fileName } = vault.open<SealedImport>('import', id, rows[0].sealed);
  await db().query(`UPDATE import SET status = 'FAILED', finished_at = now(), sealed = $2 WHERE id = $1`, [id, vault.seal('import', id, { fileName, problem: error.message, problemCode: error.code } satisfies SealedImport)]);
}
