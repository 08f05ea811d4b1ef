import type { AccountType } from '@/lib/ledger/reference/account';
import type { LocalDate } from '@/lib/core/dates/local-date';
import { groupBy } from '@/lib/core/group-by';
import type { Converter } from '@/lib/core/rates/convert';
import { type Evidence, evidenceOf, nameFinder } from './evidence';

/** A transaction as a side of a transfer that may be. `stated` is true where a person has said what it is. */
export type Side = {
  id: string;
  accountId: string;
  accountName: string;
  accountType: AccountType;
  accountNumber: string | null;
  currency: string;
  date: LocalDate;
  amountMinor: bigint;
  /** The other side's account number, where the bank tells it. */
  counterparty: string | null;
  payee: string | null;
  /** Payee and description. */
  text: string;
  stated: boolean;
};

export type Pair = { out: Side; in: Side };
type Edge = Pair & { evidence: Evidence };
/**
 * `certain` pairs are linked, `possible` ones wait for a person: the outgoing side and everything that may be
 * the other.
 */
export type FoundTransfers = { certain: Pair[]; possible: { side: Side; candidates: Side[] }[] };

const MOST_DAYS_APART = 4;
/** Banks and cards take their margin on the middle rate; a tenth covers it. */
const RATE_TOLERANCE_PERCENT = 10n;

/**
 * Finds pairs that may be one transfer: different accounts, opposite signs, at most four days apart, the same
 * amount or, between currencies, within a tenth of the day's rate. Without a rate two currencies are never
 * paired.
 *
 * Equal amounts and nearness only make a question: a rent and a lodger's share meet as well. A pair is
 * certain when one side names the other's account or both name one of `ownNames`, neither side has another
 * candidate as good, and no person has said what a side is. Where people have said what both are, or a side
 * names somebody else or is a purchase, nothing is offered. Where several fit, those go first that name the
 * other account, then those whose words tell, those of one currency, and those of the same day.
 */
export function findTransfers(
  sides: readonly Side[],
  refused: ReadonlySet<string>,
  converter: Converter,
  ownNames: readonly string[],
): FoundTransfers {
  const isOwnName = nameFinder(ownNames);
  const incoming = sides
    .filter(({ amountMinor }) => amountMinor > 0n)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const edges = sides
    .filter(({ amountMinor }) => amountMinor < 0n)
    .flatMap((out) =>
      within(incoming, out.date)
        .filter(
          (side) =>
            !(out.stated && side.stated) &&
            !refused.has(`${out.id}|${side.id}`) &&
            fits(out, side, converter),
        )
        .map((side): Edge => ({ out, in: side, evidence: evidenceOf(out, side, isOwnName) })),
    )
    .filter(
      ({ out, in: into, evidence }) =>
        evidence !== 'AGAINST' && (evidence !== 'SILENT' || out.currency === into.currency),
    );
  const qualities: ((edge: Edge) => boolean)[] = [
    ({ evidence }) => evidence === 'NAMED',
    ({ evidence }) => evidence !== 'SILENT',
    ({ out, in: into }) => out.currency === into.currency,
    ({ out, in: into }) => out.date === into.date,
  ];
  const preferred = qualities.reduce(prefer, edges);

  const found: FoundTransfers = { certain: [], possible: [] };
  const [byOut, byIn] = [groupBy(preferred, ({ out }) => out.id), groupBy(preferred, (pair) => pair.in.id)];
  const told = new Set<string>();
  for (const pair of preferred) {
    const [outs, ins] = [byIn.get(pair.in.id) ?? [], byOut.get(pair.out.id) ?? []];
    const isClear = outs.length === 1 && ins.length === 1 && !pair.out.stated && !pair.in.stated;
    if (isClear && pair.evidence === 'NAMED') found.certain.push(pair);
    else if (!told.has(pair.out.id)) {
      told.add(pair.out.id);
      found.possible.push({ side: pair.out, candidates: ins.map((candidate) => candidate.in) });
    }
  }
  return found;
}

/** Incoming sides near a day; they are sorted by date. */
function within(incoming: readonly Side[], date: LocalDate): Side[] {
  let [low, high] = [0, incoming.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (daysBetween(incoming[middle]?.date ?? date, date) > MOST_DAYS_APART) low = middle + 1;
    else high = middle;
  }
  const found: Side[] = [];
  for (let index = low; index < incoming.length; index++) {
    const side = incoming[index];
    if (!side || daysBetween(date, side.date) > MOST_DAYS_APART) break;
    found.push(side);
  }
  return found;
}

function fits(out: Side, into: Side, converter: Converter): boolean {
  if (out.accountId === into.accountId) return false;
  if (out.currency === into.currency) return -out.amountMinor === into.amountMinor;
  const sent = converter.convert(-out.amountMinor, out.currency, out.date);
  const received = converter.convert(into.amountMinor, into.currency, out.date);
  if (sent === null || received === null || sent === 0n) return false;
  const difference = sent > received ? sent - received : received - sent;
  return difference * 100n <= sent * RATE_TOLERANCE_PERCENT;
}

/** Drops pairs without a quality from sides that have a pair with it. */
function prefer(pairs: Edge[], has: (pair: Edge) => boolean): Edge[] {
  const better = new Set(pairs.filter(has).flatMap((pair) => [pair.out.id, pair.in.id]));
  return pairs.filter((pair) => has(pair) || (!better.has(pair.out.id) && !better.has(pair.in.id)));
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
