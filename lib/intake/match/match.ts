import type { LocalDate } from '@/lib/core/dates/local-date';
import type { BankPostingState } from '@/lib/intake/banks/postings/types';
import type { BankRow } from '@/lib/intake/banks/provider';
import { type Assignment, assign } from './assign';
import { contentOf, similarity } from './words';

/**
 * What an account has already: a row that a bank showed before, or a transaction that a person recorded.
 * `source` tells who showed it; ids of different sources have nothing to do with each other. Null is a person.
 */
export type KnownRow = { key: string; source: string | null; state: BankPostingState; row: BankRow };

/** The source of rows whose bank account was disconnected or whose file was taken back. */
export const DISCONNECTED = 'disconnected';

export type MatchResult = {
  /** Incoming rows that are known ones, perhaps changed. */
  same: { incoming: BankRow; known: KnownRow }[];
  fresh: BankRow[];
  /** Incoming rows that may be one of several known ones, or none: a person has to say. */
  unsure: { incoming: BankRow; candidates: KnownRow[] }[];
  /** Known rows of this source that it does not show any more. */
  missing: KnownRow[];
};

/** A booked row may come so long after its pending one, and a day before it where time zones differ. */
const BOOKED_WITHIN_DAYS = 10;
/** Another channel of the same bank may date a row so differently. */
const OTHER_SOURCE_DAYS = 3;
/** People write things down late, or the evening before. */
const PERSON_DAYS = 4;

/**
 * Tells which rows of a source's answer an account has already. Each rule only sees what the rules before it left over, from
 * certain to less so; what no rule can decide is unsure, never guessed.
 *
 * 1. The bank's id and the content agree.
 * 2. The content agrees, the n-th with the n-th: ids were renumbered, the account was linked anew, or there are no ids.
 *    Identical twins stay as many as they are.
 * 3. The id agrees and either amount or words do: the bank has corrected a row.
 * 4. A pending row was booked with another id, date, amount or text.
 * 5. Somebody else, a file or a person, recorded it before.
 * 6. It was pending when its bank was disconnected, and is booked by whoever feeds the account now.
 */
export function matchRows(
  source: string,
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
  const own = () => [...known].filter((row) => row.source === source);

  take(pairBy(incoming, own(), (row) => idAndContent(row)));
  // Own rows first, so that a twin that a file brought does not take the place of the one this bank has shown.
  take(pairBy(incoming, own(), contentOf));
  take(pairBy(incoming, known, contentOf));
  take(pairBy(incoming, own(), (row) => row.bankId).filter(isCorrection));
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
  decide(assign(booked(), pendingOf(source), becameBooked, BOOKED_WITHIN_DAYS));
  for (const [incomingOfAmount, knownOfAmount] of byAmount(
    incoming,
    [...known].filter((row) => row.source !== source),
  )) {
    decide(assign(incomingOfAmount, knownOfAmount, recordedBefore, PERSON_DAYS));
  }
  decide(assign(booked(), pendingOf(DISCONNECTED), becameBooked, BOOKED_WITHIN_DAYS));
  result.fresh = incomingRows.filter((row) => incoming.has(row));
  result.missing = own().filter(({ state }) => state !== 'GONE');
  return result;
}

/** Pages overlap while new rows come in: what has the same id and content twice is one row. Rows without an id are never dropped. */
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

/** Rows that could have been recorded elsewhere, together with what could be their record: both move the same amount. */
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
function isCorrection({ incoming, known }: { incoming: BankRow; known: KnownRow }): boolean {
  if (incoming.currency !== known.row.currency) return false;
  return incoming.amountMinor === known.row.amountMinor || similarity(incoming, known.row) >= 0.5;
}

/** How well a booked row fits a pending one: 0 not at all, below 1 not enough to decide by itself. */
function becameBooked(incoming: BankRow, { row }: KnownRow): number {
  const days = daysBetween(row.date, incoming.date);
  if (incoming.currency !== row.currency || days < -1 || days > BOOKED_WITHIN_DAYS) return 0;
  const alike = similarity(incoming, row);
  const nearer = 1 - Math.abs(days) / 100;
  if (incoming.amountMinor === row.amountMinor) return alike >= 0.5 ? 3 + nearer : 1 + nearer;
  if (incoming.amountMinor < 0n !== row.amountMinor < 0n || alike < 0.5) return 0;
  return ratioWithin(incoming.amountMinor, row.amountMinor, 3n, 2n) ? 2 * nearer : 0.5 * nearer;
}

/** How well a row fits what another source or a person recorded. */
function recordedBefore(incoming: BankRow, { source, row }: KnownRow): number {
  const days = Math.abs(daysBetween(row.date, incoming.date));
  if (incoming.currency !== row.currency || incoming.amountMinor !== row.amountMinor) return 0;
  if (days > (source === null ? PERSON_DAYS : OTHER_SOURCE_DAYS)) return 0;
  const alike = similarity(incoming, row);
  const nearer = 1 - days / 100;
  if (alike >= 0.5) return 3 + nearer;
  return days === 0 ? 1 + nearer : 0.5 * nearer;
}

function ratioWithin(a: bigint, b: bigint, numerator: bigint, denominator: bigint): boolean {
  const [small, large] = a * a < b * b ? [a, b] : [b, a];
  return large * denominator * (large < 0n ? -1n : 1n) <= small * numerator * (small < 0n ? -1n : 1n);
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
