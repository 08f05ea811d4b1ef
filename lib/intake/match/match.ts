import type { BankRow } from '@/lib/intake/row';
import type { LocalDate } from '@/lib/core/dates/local-date';
import type { BankPostingState } from '@/lib/intake/postings/types';
import { type Assignment, assign } from './assign';
import { BOOKED_LATER_DAYS, daysBetween, fitOfBooked } from './booked';
import { compareWords, contentOf, type Likeness, textOf } from './words';

/**
 * What an account has already: a row that a bank showed before, or a transaction that a person recorded.
 * `source` tells who showed it; ids of different sources have nothing to do with each other. Null is a
 * person.
 */
export type KnownRow = { key: string; source: string | null; state: BankPostingState; row: BankRow };

/** The source of rows whose bank account was disconnected or whose file was taken back. */
export const DISCONNECTED = 'disconnected';

/**
 * Who shows rows, and of which days it shows everything; null when that cannot be said. A known row of these
 * days has to be among the incoming ones, one of another day need not.
 */
export type Source = { id: string; complete: { from: LocalDate; to: LocalDate } | null };

export type MatchResult = {
  /** Incoming rows that are known ones, perhaps changed. */
  same: { incoming: BankRow; known: KnownRow }[];
  fresh: BankRow[];
  /** Incoming rows that may be one of several known ones, or none: a person has to say. */
  unsure: { incoming: BankRow; candidates: KnownRow[] }[];
  /** Known rows of this source that it does not show any more. */
  missing: KnownRow[];
};

/** Another channel of the same bank may date a row so differently. */
const OTHER_SOURCE_DAYS = 3;
/** People write things down late, or the evening before. */
const PERSON_DAYS = 4;

/**
 * Tells which rows of a source's answer an account has already. Each rule only sees what the rules before it
 * left over, from certain to less so; what no rule can decide is unsure, never guessed.
 *
 * 1. The bank's id and the content agree.
 * 2. The content agrees, the n-th with the n-th: ids were renumbered, the account was linked again, or there
 *    are no ids. Identical twins stay as many as they are.
 * 3. The id agrees and either amount or words do: the bank has corrected a row.
 * 4. A pending row was booked with another id, date, amount or text; see booked.ts.
 * 5. Somebody else, a file or a person, recorded it before.
 * 6. It was pending when its bank was disconnected, and is booked by what feeds the account now.
 */
export function matchRows(
  { id: source, complete }: Source,
  incomingRows: readonly BankRow[],
  knownRows: readonly KnownRow[],
): MatchResult {
  const result: MatchResult = { same: [], fresh: [], unsure: [], missing: [] };
  const known = new Set(knownRows);
  const incoming = new Set(withoutRepeats(incomingRows));
  const take = (pairs: readonly { incoming: BankRow; known: KnownRow }[]) => {
    for (const pair of pairs) {
      incoming.delete(pair.incoming);
      known.delete(pair.known);
      result.same.push(pair);
    }
  };
  const likeness = compareWords([...incomingRows, ...knownRows.map(({ row }) => row)]);
  const isComplete = ({ date }: BankRow) => complete !== null && date >= complete.from && date <= complete.to;
  const own = () => [...known].filter((row) => row.source === source);

  take(pairBy(incoming, own(), (row) => idAndContent(row)));
  // Own rows first, so that a twin that a file brought does not take the place of the one this bank has
  // shown.
  take(pairBy(incoming, own(), contentOf));
  take(pairBy(incoming, known, contentOf));
  take(pairBy(incoming, own(), (row) => row.bankId).filter((pair) => isCorrection(pair, likeness)));
  const decide = (assignment: Assignment) => {
    take(assignment.pairs);
    for (const { incoming: row, candidates } of assignment.unsure) {
      incoming.delete(row);
      result.unsure.push({ incoming: row, candidates });
    }
  };
  const pendingOf = (from: string) =>
    [...known].filter((row) => row.source === from && row.row.status === 'PENDING');
  const booked = () => [...incoming].filter(({ status }) => status === 'CLEARED');
  const becameBooked = (row: BankRow, { row: pending }: KnownRow) =>
    fitOfBooked(row, pending, likeness(row, pending), isComplete(pending));
  const wasRecorded = (row: BankRow, candidate: KnownRow) =>
    fitOfRecorded(row, candidate, likeness(row, candidate.row), isComplete(candidate.row));
  decide(assign(booked(), pendingOf(source), becameBooked, BOOKED_LATER_DAYS));
  for (const [incomingOfAmount, knownOfAmount] of byAmount(
    incoming,
    [...known].filter((row) => row.source !== source),
  )) {
    decide(assign(incomingOfAmount, knownOfAmount, wasRecorded, PERSON_DAYS));
  }
  decide(assign(booked(), pendingOf(DISCONNECTED), becameBooked, BOOKED_LATER_DAYS));
  result.fresh = incomingRows.filter((row) => incoming.has(row));
  result.missing = own().filter(({ state }) => state !== 'GONE');
  return result;
}

/**
 * Pages overlap while new rows come in: what has the same id and content twice is one row. Rows without an id
 * are never dropped.
 */
function withoutRepeats(rows: readonly BankRow[]): BankRow[] {
  const seen = new Map<string, BankRow>();
  const kept: BankRow[] = [];
  for (const row of rows) {
    const key = idAndContent(row);
    const first = key === null ? undefined : seen.get(key);
    if (first && first.status === row.status) continue;
    if (first) {
      // Shown as pending and as booked in one answer: booked is the newer word.
      if (row.status === 'CLEARED') kept.splice(kept.indexOf(first), 1, row);
      continue;
    }
    if (key !== null) seen.set(key, row);
    kept.push(row);
  }
  return kept;
}

function idAndContent(row: BankRow): string | null {
  return row.bankId === null ? null : `${row.bankId}|${contentOf(row)}`;
}

/**
 * Rows that could have been recorded elsewhere, together with what could be their record: both move the same
 * amount.
 */
function byAmount(incoming: Iterable<BankRow>, known: readonly KnownRow[]): [BankRow[], KnownRow[]][] {
  const groups = new Map<bigint, [BankRow[], KnownRow[]]>();
  for (const candidate of known) {
    const group = groups.get(candidate.row.amountMinor);
    if (group) group[1].push(candidate);
    else groups.set(candidate.row.amountMinor, [[], [candidate]]);
  }
  for (const row of incoming) groups.get(row.amountMinor)?.[0].push(row);
  return [...groups.values()].filter(([rows]) => rows.length > 0);
}

/** Pairs rows of equal keys, the first with the first; a null key pairs with nothing. */
function pairBy(
  incoming: Iterable<BankRow>,
  known: Iterable<KnownRow>,
  keyOf: (row: BankRow) => string | null,
): { incoming: BankRow; known: KnownRow }[] {
  const waiting = new Map<string, KnownRow[]>();
  for (const candidate of known) {
    const key = keyOf(candidate.row);
    if (key === null) continue;
    const others = waiting.get(key);
    if (others) others.push(candidate);
    else waiting.set(key, [candidate]);
  }
  // Taken from the end, which costs the same however many there are.
  for (const candidates of waiting.values()) candidates.reverse();
  return [...incoming].flatMap((row) => {
    const key = keyOf(row);
    const match = key === null ? undefined : waiting.get(key)?.pop();
    return match ? [{ incoming: row, known: match }] : [];
  });
}

/** With everything different an id has only been given out again. */
function isCorrection(
  { incoming, known }: { incoming: BankRow; known: KnownRow },
  likeness: (a: BankRow, b: BankRow) => Likeness,
): boolean {
  if (incoming.currency !== known.row.currency) return false;
  if (incoming.amountMinor === known.row.amountMinor) return true;
  const unchanged = textOf(incoming) !== '' && textOf(incoming) === textOf(known.row);
  return unchanged || likeness(incoming, known.row) === 'SAME';
}

/**
 * How well a row fits what another source or a person recorded: 0 not at all, below 1 not enough to decide by
 * itself.
 *
 * Certain is only what no other purchase could be. The same shop takes the same amount again a day later, and
 * where one source ends and the other begins each tells of one of the two: another day is only explained
 * where the source shows everything of the known row's day (`isComplete`), because it would have shown that
 * row beside this one.
 */
function fitOfRecorded(
  incoming: BankRow,
  { source, row }: KnownRow,
  likeness: Likeness,
  isComplete: boolean,
): number {
  const days = Math.abs(daysBetween(row.date, incoming.date));
  if (incoming.currency !== row.currency || incoming.amountMinor !== row.amountMinor) return 0;
  if (days > (source === null ? PERSON_DAYS : OTHER_SOURCE_DAYS)) return 0;
  const nearer = 1 - days / 100;
  if (isSamePayment(incoming, row, likeness)) return 4 + nearer;
  if (likeness === 'SAME' && (days === 0 || isComplete)) return 3 + nearer;
  // People name what it was for rather than the shop.
  const mayBeNamedOtherwise = likeness === 'SILENT' || (likeness === 'OTHER' && source === null);
  return days === 0 && mayBeNamedOtherwise && isComplete ? 1 + nearer : 0.5 * nearer;
}

/**
 * Whether both carry the same mark of one payment: the other side's account with a variable symbol, or the
 * bank's id of it, which counts up from one in some files.
 */
function isSamePayment(a: BankRow, b: BankRow, likeness: Likeness): boolean {
  if (a.bankId !== null && a.bankId === b.bankId && likeness !== 'OTHER') return true;
  return (
    a.counterpartyAccount !== null &&
    a.counterpartyAccount === b.counterpartyAccount &&
    a.symbols.variable !== undefined &&
    a.symbols.variable === b.symbols.variable
  );
}
