import { kindOf } from '@/lib/ledger/rows/types';
import { MAX_AMOUNT_MINOR, parseDecimal } from '@/lib/core/money/decimal';
import type { EntityName, Line } from '@/lib/exchange/exports/format';
import { wrongLine } from '@/lib/exchange/exports/read';

/** Where a line stands, for what is said when it is refused. */
export type Place = { name: EntityName; number: number };

/** An amount of a line in minor units of its currency. */
export function amountAt({ name, number }: Place, text: string, currency: string): bigint {
  const amount = parseDecimal(text, currency);
  if (typeof amount === 'bigint') return amount;
  throw wrongLine(
    name,
    number,
    amount === 'TOO_LARGE'
      ? `${text} is more than ${MAX_AMOUNT_MINOR} minor units.`
      : `${text} is no amount in ${currency}.`,
  );
}

/** What a line names by the number of another file's line. */
export function namedAt<T>({ name, number }: Place, rows: readonly T[], line: number, what: string): T {
  const row = rows[line - 1];
  if (row === undefined) throw wrongLine(name, number, `There is no line ${line} of ${what}.`);
  return row;
}

/**
 * Refuses what no household can have: a tree of more than two levels, or a branch of another kind than its
 * stem.
 */
export function checkCategories(lines: readonly Line<'categories'>[]): void {
  for (const [index, { parent, kind }] of lines.entries()) {
    if (parent === null) continue;
    const place = { name: 'categories', number: index + 1 } as const;
    const stem = namedAt(place, lines, parent, 'categories.jsonl');
    if (stem.parent !== null || parent === index + 1)
      throw wrongLine('categories', place.number, 'Categories have two levels.');
    if (stem.kind !== kind)
      throw wrongLine('categories', place.number, 'A subcategory is of the same kind as its parent.');
  }
}

/** Refuses a kind that the totals would count on the wrong side. */
export function checkKind(place: Place, kind: Line<'transactions'>['kind'], amountMinor: bigint): void {
  if (kind !== 'TRANSFER' && kind !== kindOf(amountMinor))
    throw wrongLine(
      place.name,
      place.number,
      'Money in is INCOME and money out is EXPENSE, unless it is a TRANSFER.',
    );
}
