import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import { type BankRow, rowOf } from '@/lib/intake/row';
import { type KnownRow, matchRows } from '@/lib/intake/match/match';
import { BOOKED_EARLIER_DAYS, BOOKED_LATER_DAYS, takeOver } from '@/lib/intake/match/booked';
import { addDays } from '@/lib/core/dates/local-date';
import type { Transaction } from '@/lib/ledger/rows/types';
import { contentKey } from '../content-key';
import type { ImportRow } from '../types';
import { listPending } from './data';
import { ask, type FileSource, type FreshRow, type SortedRows } from './known';

/**
 * Finds what earlier files of this layout showed as pending and this one shows as booked, also with another
 * id, day, amount or text: it stays one transaction, and takes over what the bank has changed. What people
 * wrote stays.
 *
 * `seen` are the rows that an earlier file brought already: one that was pending then may be booked now. A
 * file does not say which days it is about, so a row that is not shown any more proves nothing: where the
 * words do not name the same shop somebody is asked.
 */
export async function bookPending(
  ledger: Ledger,
  from: FileSource,
  fresh: readonly FreshRow[],
  seen: readonly ImportRow[],
): Promise<SortedRows> {
  const none = { added: [...fresh], known: [], waiting: [], claims: [] };
  const days = [...fresh.map(({ row }) => row), ...seen].map(({ date }) => date).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return none;
  const pending = await listPending(ledger, from, {
    from: addDays(first, -BOOKED_LATER_DAYS),
    to: addDays(last, BOOKED_EARLIER_DAYS),
  });
  if (pending.length === 0) return none;

  const { currency } = from.account;
  const transactionOf = new Map<string, Transaction>(
    pending.map((transaction) => [transaction.id, transaction]),
  );
  const known = pending.map((transaction): KnownRow => ({
    key: transaction.id,
    source: PENDING_SOURCE,
    state: 'PENDING',
    row: rowOf(transaction),
  }));
  const keys = new Set(known.map(({ row }) => contentKey({ ...row, line: 0, currency })));
  const shownAgain = seen.filter((row) => keys.has(contentKey({ ...row, currency })));
  const freshOf = new Map<BankRow, FreshRow>(fresh.map((item) => [{ ...item.row, currency }, item]));
  // Rows that were shown before come first: a second purchase of the same must not take the place of the one
  // that is known.
  const matched = matchRows(
    { id: PENDING_SOURCE, complete: null },
    [...shownAgain.map((row) => ({ ...row, currency })), ...freshOf.keys()],
    known,
  );

  const result: SortedRows = { added: [], known: [], waiting: [], claims: [] };
  const taken = new Set<FreshRow>();
  const questions: Parameters<typeof ask>[2][number][] = [];
  const changed: Edit[] = [];
  for (const { incoming, candidates } of matched.unsure) {
    const item = freshOf.get(incoming);
    if (item) questions.push({ item, row: incoming, alive: candidates.map(({ key }) => key) });
  }
  for (const { incoming, known: found } of matched.same) {
    const transaction = transactionOf.get(found.key);
    if (!transaction) continue;
    const item = freshOf.get(incoming);
    if (item) {
      taken.add(item);
      result.known.push({ ...item, claimedId: transaction.id });
    }
    if (!item && incoming.status === 'PENDING') continue;
    const after = takeOver(transaction, found.row, incoming);
    // What this file told differently is its own from then on: taking it back takes it out whole.
    changed.push([transaction, item ? { ...after, importId: from.importId } : after]);
  }
  result.waiting = await ask(ledger, from, questions);
  for (const item of result.waiting) taken.add(item);
  result.added = fresh.filter((item) => !taken.has(item));
  await book(ledger, { changed, cause: { by: 'IMPORT', userId: null, sourceId: from.importId } });
  return result;
}

/** All pending rows looked at are of one source, that of the file. */
const PENDING_SOURCE = 'file';
