import type { Ledger } from '@/lib/ledger/cells/mutations';
import { findTransactions, listOfImport } from '@/lib/ledger/rows/data';
import type { Transaction } from '@/lib/ledger/rows/types';
import { rowOf } from '@/lib/intake/row';
import { sourceOfFile } from '@/lib/intake/match/data';
import { contentKey } from '../content-key';
import type { ImportRow } from '../types';
import { ask, type FileSource, type FreshRow } from './known';

/** A row as an earlier file brought it: `claimedId` is the transaction that it turned out to be, if any. */
type Brought = { importId: string; claimedId: string | null };

export type SortedByContent = {
  added: FreshRow[];
  /** Rows that the import `importId` brought with another id. */
  known: (FreshRow & { importId: string })[];
  waiting: FreshRow[];
  /** By what the next file will recognise each row whatever its id is then, where nothing does yet. */
  contents: Map<ImportRow, Buffer>;
  /** The same for whole days. */
  days: Buffer[];
};

/**
 * Some banks give every row a new id at each download. A row of a new id whose content an earlier file of
 * this layout brought, as many times as it occurs there, is known where an earlier file showed exactly the
 * same rows for its whole day. On any other day it may also be a second purchase of the same: a person is
 * asked, as long as there is a transaction that it may be.
 *
 * `rows` is the whole file, `left` those of its rows that nothing has recognised so far.
 */
export async function sortByContent(
  ledger: Ledger,
  from: FileSource,
  rows: readonly ImportRow[],
  left: readonly FreshRow[],
): Promise<SortedByContent> {
  const result: SortedByContent = { added: [], known: [], waiting: [], contents: new Map(), days: [] };
  // Without ids a row is recognised by its content anyway.
  if (rows.every(({ bankId }) => bankId === null)) return { ...result, added: [...left] };

  const { contents, days } = fingerprintsOf(ledger, from, rows, left);
  const brought = await findBrought(ledger, from.account.id, [...contents.values(), ...days.values()]);
  const isNew = (fingerprint: Buffer) => !brought.has(fingerprint.toString('hex'));
  result.contents = new Map([...contents].filter(([, fingerprint]) => isNew(fingerprint)));
  result.days = [...days.values()].filter(isNew);

  const unclear: { item: FreshRow; before: Brought }[] = [];
  for (const item of left) {
    const before = brought.get(contents.get(item.row)?.toString('hex') ?? '');
    const day = days.get(item.row.date);
    if (item.row.bankId === null || !before) result.added.push(item);
    else if (day && !isNew(day)) result.known.push({ ...item, importId: before.importId });
    else unclear.push({ item, before });
  }
  const candidatesOf = await readCandidates(ledger, from, rows, unclear);
  const questions = unclear.map(({ item, before }) => ({
    item,
    row: { ...item.row, currency: from.account.currency },
    alive: candidatesOf(item.row, before),
  }));
  result.waiting = await ask(
    ledger,
    from,
    questions.filter(({ alive }) => alive.length > 0),
  );
  result.added.push(...questions.filter(({ alive }) => alive.length === 0).map(({ item }) => item));
  return result;
}

/**
 * Of each row its content and how many of the same stand before it, of each day all its contents. Rows that
 * are known count first: what is left of the same content is what nobody has shown before.
 */
function fingerprintsOf(
  { vault }: Ledger,
  from: FileSource,
  rows: readonly ImportRow[],
  left: readonly FreshRow[],
): { contents: Map<ImportRow, Buffer>; days: Map<string, Buffer> } {
  const source = sourceOfFile(from.format, from.headerFingerprint);
  const isLeft = new Set(left.map(({ row }) => row));
  const counts = new Map<string, number>();
  const contents = new Map<ImportRow, Buffer>();
  const ofDay = new Map<string, string[]>();
  for (const row of [...rows.filter((each) => !isLeft.has(each)), ...isLeft]) {
    const key = wordsKey(row, from);
    const occurrence = counts.get(key) ?? 0;
    counts.set(key, occurrence + 1);
    contents.set(row, vault.fingerprint(`content|${source}|${key}|${occurrence}`));
    const others = ofDay.get(row.date);
    if (others) others.push(key);
    else ofDay.set(row.date, [key]);
  }
  const days = new Map(
    [...ofDay].map(([date, keys]) => [
      date,
      vault.fingerprint(`day|${source}|${date}|${keys.sort().join('\n')}`),
    ]),
  );
  return { contents, days };
}

function wordsKey(row: Omit<ImportRow, 'line'>, { account }: FileSource): string {
  return contentKey({ ...row, line: 0, currency: account.currency, bankId: null });
}

async function findBrought(
  { tx }: Ledger,
  accountId: string,
  fingerprints: readonly Buffer[],
): Promise<Map<string, Brought>> {
  const { rows } = await tx.query<Brought & { fingerprint: Buffer }>(
    `SELECT fingerprint, import_id AS "importId", claimed_id AS "claimedId" FROM import_row
      WHERE account_id = $1 AND fingerprint = ANY($2::bytea[])`,
    [accountId, fingerprints],
  );
  return new Map(rows.map(({ fingerprint, ...brought }) => [fingerprint.toString('hex'), brought]));
}

/**
 * Which transactions a row may be: those of its content that the earlier file brought, wherever people have
 * moved them, without those that this file shows by their ids.
 */
async function readCandidates(
  ledger: Ledger,
  from: FileSource,
  rows: readonly ImportRow[],
  unclear: readonly { before: Brought }[],
): Promise<(row: ImportRow, before: Brought) => string[]> {
  const brought: Transaction[] = [];
  for (const importId of new Set(unclear.map(({ before }) => before.importId)))
    brought.push(...(await listOfImport(ledger, importId)));
  const claimed = await findTransactions(
    ledger.householdId,
    ledger.reference,
    unclear.flatMap(({ before }) => before.claimedId ?? []),
    ledger.tx,
  );
  const shown = new Set(rows.map(({ bankId }) => bankId));
  const byContent = new Map<string, string[]>();
  for (const transaction of brought) {
    const row = rowOf(transaction);
    if (row.bankId !== null && shown.has(row.bankId)) continue;
    const key = wordsKey(row, from);
    byContent.set(key, [...(byContent.get(key) ?? []), transaction.id]);
  }
  return (row, { claimedId }) => {
    const alive = claimed.filter(({ id }) => id === claimedId).map(({ id }) => id);
    return [...new Set([...alive, ...(byContent.get(wordsKey(row, from)) ?? [])])];
  };
}
