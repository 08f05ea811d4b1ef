import type { BankRow } from '@/lib/intake/row';
import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { groupBy } from '@/lib/core/group-by';
import type { KnownRow } from './match';
import { contentOf } from './words';

export type Assignment = {
  pairs: { incoming: BankRow; known: KnownRow }[];
  unsure: { incoming: BankRow; candidates: KnownRow[] }[];
};

/** How well two rows fit: 0 not at all, from 1 on well enough to be paired when nothing else fits as well. */
type Fit = (incoming: BankRow, known: KnownRow) => number;

type Edge = { row: BankRow; candidate: KnownRow; score: number };

/**
 * Pairs rows that fit each other best and nobody else as well. Rows of equal content are interchangeable:
 * among them it does not matter which is paired with which. What fits without being clear is unsure.
 *
 * Only rows at most `days` apart are looked at together: ten years of the same coffee must not be compared
 * with each other.
 */
export function assign(
  incoming: readonly BankRow[],
  known: readonly KnownRow[],
  fit: Fit,
  days: number,
): Assignment {
  const free = { incoming: new Set(incoming), known: new Set(known) };
  const edges = edgesOf(incoming, known, fit, days).sort((a, b) => b.score - a.score);
  const [ofRow, ofCandidate] = [
    groupBy(edges, ({ row }) => row),
    groupBy(edges, ({ candidate }) => candidate),
  ];
  const isFree = (edge: Edge) => free.incoming.has(edge.row) && free.known.has(edge.candidate);
  const pairs: Assignment['pairs'] = [];
  let open = edges.filter(({ score }) => score >= 1);
  for (let progress = true; progress; open = open.filter(isFree)) {
    progress = false;
    for (const edge of open) {
      const { row, candidate, score } = edge;
      if (!isFree(edge)) continue;
      const rivals = (others: readonly Edge[] | undefined) =>
        (others ?? []).filter((other) => other.score >= score && isFree(other));
      const clear =
        rivals(ofRow.get(row)).every(
          (other) =>
            other.candidate === candidate || contentOf(other.candidate.row) === contentOf(candidate.row),
        ) &&
        rivals(ofCandidate.get(candidate)).every(
          (other) => other.row === row || contentOf(other.row) === contentOf(row),
        );
      if (!clear) continue;
      pairs.push({ incoming: row, known: candidate });
      free.incoming.delete(row);
      free.known.delete(candidate);
      progress = true;
    }
  }
  const unsure = [...free.incoming].flatMap((row) => {
    const candidates = (ofRow.get(row) ?? [])
      .filter(({ candidate }) => free.known.has(candidate))
      .map(({ candidate }) => candidate);
    return candidates.length > 0 ? [{ incoming: row, candidates }] : [];
  });
  return { pairs, unsure };
}

function edgesOf(incoming: readonly BankRow[], known: readonly KnownRow[], fit: Fit, days: number): Edge[] {
  const byDate = groupBy(known, ({ row }) => row.date);
  const around = new Map<LocalDate, KnownRow[]>();
  const near = (date: LocalDate): KnownRow[] => {
    const found =
      around.get(date) ??
      Array.from(
        { length: 2 * days + 1 },
        (_, index) => byDate.get(addDays(date, index - days)) ?? [],
      ).flat();
    around.set(date, found);
    return found;
  };
  return incoming
    .flatMap((row) => near(row.date).map((candidate) => ({ row, candidate, score: fit(row, candidate) })))
    .filter(({ score }) => score > 0);
}
