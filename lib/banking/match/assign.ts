import type { BankRow } from '../provider';
import type { KnownRow } from './match';
import { contentOf } from './words';

export type Assignment = {
  pairs: { incoming: BankRow; known: KnownRow }[];
  unsure: { incoming: BankRow; candidates: KnownRow[] }[];
};

/** How well two rows fit: 0 not at all, from 1 on well enough to be paired when nothing else fits as well. */
type Fit = (incoming: BankRow, known: KnownRow) => number;

/**
 * Pairs rows that fit each other best and nobody else as well. Rows of equal content are interchangeable: among them it does not
 * matter which is paired with which. What fits without being clear is unsure.
 */
export function assign(incoming: readonly BankRow[], known: readonly KnownRow[], fit: Fit): Assignment {
  const free = { incoming: new Set(incoming), known: new Set(known) };
  const edges = incoming.flatMap((row) => known.map((candidate) => ({ row, candidate, score: fit(row, candidate) }))).filter(({ score }) => score > 0);
  const pairs: Assignment['pairs'] = [];
  edges.sort((a, b) => b.score - a.score);
  for (let progress = true; progress; ) {
    progress = false;
    for (const { row, candidate, score } of edges) {
      if (score < 1 || !free.incoming.has(row) || !free.known.has(candidate)) continue;
      const rivals = edges.filter((edge) => edge.score >= score && free.incoming.has(edge.row) && free.known.has(edge.candidate));
      const clear = rivals.every(
        (edge) =>
          (edge.row !== row || edge.candidate === candidate || contentOf(edge.candidate.row) === contentOf(candidate.row)) &&
          (edge.candidate !== candidate || edge.row === row || contentOf(edge.row) === contentOf(row)),
      );
      if (!clear) continue;
      pairs.push({ incoming: row, known: candidate });
      free.incoming.delete(row);
      free.known.delete(candidate);
      progress = true;
    }
  }
  const unsure = [...free.incoming].flatMap((row) => {
    const candidates = edges.filter((edge) => edge.row === row && free.known.has(edge.candidate)).map(({ candidate }) => candidate);
    return candidates.length > 0 ? [{ incoming: row, candidates }] : [];
  });
  return { pairs, unsure };
}
