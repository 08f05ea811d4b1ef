import { book } from '@/lib/ledger/door/door';
import { type Ledger, lockLedger } from '@/lib/ledger/cells/mutations';
import { detailsOf } from '@/lib/intake/row';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { copyBytes, copyInto } from '@/lib/platform/db/copy';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { loadReference } from '@/lib/ledger/reference/data';
import { storeBalance } from '@/lib/intake/postings/mutations';
import { enqueue } from '@/lib/platform/jobs/queue';
import { queueImportDone } from './import-done';
import { metrics } from '@/lib/platform/metrics/metrics';
import { draftTransaction, type Transaction } from '@/lib/ledger/rows/types';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { contentKey } from '../content-key';
import type { SealedImport } from '../record';
import { type AccountRows, divideRows, type ImportMapping, readFile, targetOf } from '../targets';
import {
  type FileFormat,
  ImportFileError,
  type ImportRow,
  type SkippedRow,
  type StatementFile,
} from '../types';
import { bookPending } from './booked';
import { type FileSource, type FreshRow, sortRows } from './known';
import { sortByContent, type SortedByContent } from './renumbered';

const MAX_SKIPPED_KEPT = 500;

/**
 * Brings a committed file into its account, whole or not at all.
 *
 * Safe to repeat: everything, the status included, is one transaction, and an import that is not waiting any
 * more is left alone. A file that cannot be read ends as FAILED with its sentence; any other failure is
 * thrown, for the queue to try again.
 */
export async function runImport(householdIdText: string, id: string): Promise<void> {
  const householdId = proveHousehold(householdIdText);
  try {
    const rows = await inTransaction((tx) => importFile(tx, householdId, id));
    for (const [outcome, count] of Object.entries(rows ?? {})) metrics().importRows.inc({ outcome }, count);
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    await fail(householdId, id, error);
  }
}

type WaitingImport = {
  account_id: string;
  format: FileFormat;
  header_fingerprint: string;
  mapping: ImportMapping;
  sealed: Buffer;
  file: Buffer;
};

/** Returns how many rows came to what; null when there was nothing to do. */
async function importFile(
  tx: Queryable,
  householdId: HouseholdId,
  id: string,
): Promise<Record<string, number> | null> {
  const { rows } = await tx.query<WaitingImport>(
    `SELECT i.account_id, i.format, i.header_fingerprint, i.mapping, i.sealed, f.sealed AS file FROM import i
      JOIN import_file f ON f.import_id = i.id
      WHERE i.id = $1 AND i.household_id = $2 AND i.status IN ('QUEUED', 'RUNNING')`,
    [id, householdId],
  );
  const waiting = rows[0];
  if (!waiting) return null;
  const vault = await householdVault(householdId, tx);
  // Reading is done before the lock is taken: the household's other writers wait for the writing only.
  const { file, parts, skipped } = await readRows(
    tx,
    householdId,
    waiting,
    vault.openBytes('import_file', id, waiting.file),
  );
  const total = parts.reduce((sum, part) => sum + part.rows.length, 0);
  await reportProgress(id, { status: 'RUNNING', total, done: 0 });

  const ledger = await lockLedger(tx, householdId);
  if (!(await isWaiting(tx, id))) return null;
  const done = { added: 0, known: 0, waiting: 0 };
  for (const { account, rows: fileRows } of parts) {
    const before = done.added + done.known + done.waiting;
    const part = await importRows(
      ledger,
      { importId: id, account, format: waiting.format, headerFingerprint: waiting.header_fingerprint },
      fileRows,
      (written) => reportProgress(id, { status: 'RUNNING', total, done: before + written }),
    );
    for (const key of Object.keys(done) as (keyof typeof done)[]) done[key] += part[key];
  }
  await storeClosingBalances(ledger, file, waiting);

  const { fileName, statements } = ledger.vault.open<SealedImport>('import', id, waiting.sealed);
  const sealed: SealedImport = {
    fileName,
    statements,
    skipped: skipped.slice(0, MAX_SKIPPED_KEPT),
    waiting: done.waiting,
  };
  await tx.query(
    `UPDATE import SET status = 'DONE', finished_at = clock_timestamp(), rows_total = $2, rows_done = $2,
      rows_added = $3, rows_known = $4, rows_skipped = $5, sealed = $6 WHERE id = $1`,
    [id, total, done.added, done.known, skipped.length, ledger.vault.seal('import', id, sealed)],
  );
  if (waiting.format === 'CSV') await rememberMapping(tx, id);
  await enqueueTransferSearch(ledger, parts);
  await queueImportDone(tx, householdId, id);
  return { ...done, skipped: skipped.length };
}

/**
 * Whether nobody has brought it in meanwhile: a worker that was taken for dead may be at it still. Asked
 * under the household's lock.
 */
async function isWaiting(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM import WHERE id = $1 AND status IN ('QUEUED', 'RUNNING')`,
    [id],
  );
  return rowCount === 1;
}

/** Only a mapping that worked is worth remembering. */
async function rememberMapping(tx: Queryable, id: string): Promise<void> {
  await tx.query(
    `INSERT INTO import_mapping (household_id, header_fingerprint, mapping)
      SELECT household_id, header_fingerprint, mapping FROM import WHERE id = $1
      ON CONFLICT (household_id, header_fingerprint) DO UPDATE
        SET mapping = excluded.mapping, updated_at = now()`,
    [id],
  );
}

async function enqueueTransferSearch(ledger: Ledger, parts: readonly AccountRows[]): Promise<void> {
  const days = parts.flatMap(({ rows }) => rows.map(({ date }) => date)).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from !== undefined && to !== undefined)
    await enqueue(ledger.tx, 'transfers', { householdId: ledger.householdId, from, to });
}

async function readRows(
  tx: Queryable,
  householdId: HouseholdId,
  waiting: WaitingImport,
  bytes: Buffer,
): Promise<{ file: StatementFile; parts: AccountRows[]; skipped: SkippedRow[] }> {
  const { rows } = await tx.query<{ reference_version: number }>(
    'SELECT reference_version FROM household WHERE id = $1',
    [householdId],
  );
  const { accounts } = await loadReference(householdId, rows[0]?.reference_version ?? 0, tx);
  const account = accounts.get(waiting.account_id);
  if (!account)
    throw new ImportFileError(
      'MAPPING',
      'The account of this file has been removed: upload the file again and choose another account.',
    );
  const file = readFile(bytes, waiting.format, waiting.mapping, account.currency);
  return { file, ...divideRows(file, waiting.mapping, account, accounts) };
}

/** Brings the rows of one account in: what it has already stays as it is. */
async function importRows(
  ledger: Ledger,
  target: FileSource,
  fileRows: ImportRow[],
  progress: (done: number) => Promise<void>,
): Promise<{ added: number; known: number; waiting: number }> {
  const { fresh, seen } = await unknownRows(ledger, target.account.id, fileRows);
  const pending = await bookPending(ledger, target, fresh, seen);
  const byContent = await sortByContent(ledger, target, fileRows, pending.added);
  const others = await sortRows(ledger, target, byContent.added);
  const sorted = {
    added: others.added,
    known: [...pending.known, ...others.known],
    waiting: [...pending.waiting, ...byContent.waiting, ...others.waiting],
  };
  await book(
    ledger,
    {
      added: sorted.added.map(({ row }) => fileTransaction(target, row)),
      changed: others.claims,
      cause: { by: 'IMPORT', userId: null, sourceId: target.importId },
    },
    (done) => progress(fileRows.length - fresh.length + done),
  );
  const remembered = [...sorted.added, ...sorted.waiting].map((item) => ({ ...item, claimedId: null }));
  await remember(ledger, target, [...remembered, ...sorted.known], byContent);
  return {
    added: sorted.added.length,
    known: fileRows.length - sorted.added.length - sorted.waiting.length,
    waiting: sorted.waiting.length,
  };
}

/** Keeps by what the rows of this file are recognised in the next one. */
async function remember(
  { tx }: Ledger,
  { account, importId }: FileSource,
  rows: readonly (FreshRow & { claimedId: string | null })[],
  { known, contents, days }: SortedByContent,
): Promise<void> {
  const cells = (fingerprint: Buffer, owner = importId, claimedId: string | null = null) => [
    account.id,
    copyBytes(fingerprint),
    owner,
    claimedId,
  ];
  await copyInto(tx, 'import_row (account_id, fingerprint, import_id, claimed_id)', [
    ...rows.flatMap(({ row, fingerprint, claimedId }) =>
      [fingerprint, contents.get(row) ?? []].flat().map((each) => cells(each, importId, claimedId)),
    ),
    // Of the file that brought the row: it is forgotten under all its ids when that one is taken back.
    ...known.map((row) => cells(row.fingerprint, row.importId)),
    ...days.map((day) => cells(day)),
  ]);
}

/** What a statement says an account held at its end is compared with Saldo's balance from then on. */
async function storeClosingBalances(
  ledger: Ledger,
  file: StatementFile,
  { mapping, account_id }: WaitingImport,
): Promise<void> {
  const { accounts } = ledger.reference;
  for (const [index, statement] of file.statements.entries()) {
    const account = targetOf(mapping, index, accounts.get(account_id) ?? null, accounts);
    // Several accounts of a file in one of ours have no balance in common.
    const shared = file.statements.some(
      (other, place) =>
        other.account !== statement.account &&
        targetOf(mapping, place, accounts.get(account_id) ?? null, accounts)?.id === account?.id,
    );
    if (account && statement.closing && !shared)
      await storeBalance(ledger, account, {
        ...statement.closing,
        currency: statement.currency ?? account.currency,
      });
  }
}

/**
 * The rows of the file that no file of this layout has brought into the account, and those that one has seen
 * there.
 *
 * A row's identity is its content and how many rows of the same content stand before it in the file: an
 * overlapping export adds nothing twice, while two real identical purchases of one day stay two.
 */
async function unknownRows(
  ledger: Ledger,
  accountId: string,
  rows: ImportRow[],
): Promise<{ fresh: FreshRow[]; seen: ImportRow[] }> {
  const counts = new Map<string, number>();
  const all = rows.map((row) => {
    const key = contentKey(row);
    const occurrence = counts.get(key) ?? 0;
    counts.set(key, occurrence + 1);
    return { row, fingerprint: ledger.vault.fingerprint(`${key}|${occurrence}`) };
  });
  const { rows: known } = await ledger.tx.query<{ fingerprint: Buffer }>(
    'SELECT fingerprint FROM import_row WHERE account_id = $1 AND fingerprint = ANY($2::bytea[])',
    [accountId, all.map(({ fingerprint }) => fingerprint)],
  );
  const knownSet = new Set(known.map(({ fingerprint }) => fingerprint.toString('hex')));
  const fresh = all.filter(({ fingerprint }) => !knownSet.has(fingerprint.toString('hex')));
  // Rows of one day are listed by the order they were recorded in; a file that begins with the newest is
  // taken from its end.
  const newestFirst = (fresh[0]?.row.date ?? '') > (fresh.at(-1)?.row.date ?? '');
  const seen = all
    .filter(({ fingerprint }) => knownSet.has(fingerprint.toString('hex')))
    .map(({ row }) => row);
  if (newestFirst) fresh.reverse();
  // By day, whatever the file's order, so that indexes grow at one end; the order within a day stays.
  fresh.sort((a, b) => (a.row.date < b.row.date ? -1 : a.row.date > b.row.date ? 1 : 0));
  return { fresh, seen };
}

function fileTransaction({ importId, account }: FileSource, row: ImportRow): Transaction {
  const { date, amountMinor, status, payee, description } = row;
  return draftTransaction({
    account,
    date,
    amountMinor,
    status,
    payee,
    description,
    origin: 'FILE',
    bank: detailsOf(row),
    importId,
  });
}

/** Outside of the import's own transaction, so that people see it move. */
async function reportProgress(
  id: string,
  { status, total, done }: { status: string; total: number; done: number },
): Promise<void> {
  await db().query(
    `UPDATE import SET status = $2::import_status, rows_total = $3, rows_done = $4 WHERE id = $1
      AND status IN ('QUEUED', 'RUNNING')`,
    [id, status, total, done],
  );
}

async function fail(householdId: HouseholdId, id: string, error: ImportFileError): Promise<void> {
  const vault = await householdVault(householdId);
  const { rows } = await db().query<{ sealed: Buffer }>(
    'SELECT sealed FROM import WHERE id = $1 AND household_id = $2',
    [id, householdId],
  );
  if (!rows[0]) return;
  const { fileName } = vault.open<SealedImport>('import', id, rows[0].sealed);
  await db().query(
    `UPDATE import SET status = 'FAILED', finished_at = now(), sealed = $2 WHERE id = $1
      AND status IN ('QUEUED', 'RUNNING')`,
    [
      id,
      vault.seal('import', id, {
        fileName,
        problem: error.message,
        problemCode: error.code,
      } satisfies SealedImport),
    ],
  );
}
