import { looksLikeAmount, parseAmount } from './amounts';
import { currencyCell } from './currencies';
import { isPlausibleDate, looksLikeDate, parseDate } from './dates';
import { matchHeading } from './headings';
import type { DecimalMark } from './mapping';
import { plainText } from '@/lib/core/plain-text';
import type { HeadingRole } from './vocabulary';

/**
 * What is known about one column from its heading and from its cells in the sampled rows. Shares are of
 * filled cells.
 */
export type Column = {
  index: number;
  heading: string | null;
  role: HeadingRole | null;
  headingScore: number;
  /** Trimmed cells, one per sampled row. */
  cells: string[];
  /** Share of rows in which the column is filled. */
  fill: number;
  dates: number;
  /** Share of dates a bank would print today, to tell a date from a number that could be one. */
  plausibleDates: number;
  amounts: number;
  currencies: number;
  /** Share of cells with letters, and their mean length: descriptions are the longest texts. */
  texts: number;
  meanLength: number;
  distinct: number;
  hasDecimals: boolean;
  hasNegatives: boolean;
  hasPositives: boolean;
  /** Whole numbers long enough, or with the leading zeros, to be references and not money. */
  looksLikeReference: boolean;
};

/** Whatever a column is, its cells show it in this many characters. */
const LONGEST_CELL = 300;

/** Profiles every column of the sampled rows. */
export function profileColumns(
  headings: readonly string[] | null,
  rows: readonly (readonly string[])[],
): Column[] {
  const width = Math.max(headings?.length ?? 0, ...rows.map((cells) => cells.length));
  return Array.from({ length: width }, (_, index) =>
    profile(
      index,
      headings?.[index]?.trim() || null,
      rows.map((cells) => (cells[index] ?? '').slice(0, LONGEST_CELL).trim()),
    ),
  );
}

/** A cell that stands for "nothing here" in an amount column. */
export function isNoAmount(cell: string): boolean {
  return cell === '' || cell === '-' || cell === '–' || cell === '—' || cell === '--';
}

function profile(index: number, heading: string | null, cells: string[]): Column {
  const match = heading ? matchHeading(heading) : { role: null, score: 0 };
  const filled = cells.filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  const amounts = filled.filter((cell) => isNoAmount(cell) || looksLikeAmount(cell));
  const signs = amounts.map((cell) => signOf(cell));
  const shares = {
    dates: share(looksLikeDate),
    amounts: amounts.length / Math.max(1, filled.length),
    currencies: share((cell) => currencyCell(cell) !== null),
    texts: share((cell) => /\p{L}/u.test(cell)),
  };
  return {
    index,
    heading,
    role: filled.length === 0 ? match.role : roleOfValues(match.role, shares),
    headingScore: match.score,
    cells,
    fill: cells.length === 0 ? 0 : filled.length / cells.length,
    ...shares,
    plausibleDates: share((cell) =>
      (['DMY', 'MDY', 'YMD'] as const).some((order) => isPlausibleDate(parseDate(cell, order) ?? '')),
    ),
    meanLength: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
    distinct: new Set(filled).size,
    hasDecimals: amounts.some((cell) => /[.,]\d{1,2}(?:\D|$)/.test(cell)),
    hasNegatives: signs.includes(-1),
    hasPositives: signs.includes(1),
    looksLikeReference:
      filled.length > 0 &&
      filled.every((cell) => /^\d+$/.test(cell)) &&
      filled.some((cell) => cell.length >= 8 || /^0\d/.test(cell)),
  };
}

const DATE_ROLES: readonly (HeadingRole | null)[] = ['bookingDate', 'date', 'transactionDate', 'valueDate'];

/**
 * The role of a heading that is one word for two things, told apart by the values: "Valuta" is a currency in
 * one language and a value date in another, "Debit/Credit" a mark or an amount with a sign, "Buchung" a day
 * or a text.
 */
function roleOfValues(
  role: HeadingRole | null,
  { dates, amounts, currencies, texts }: Pick<Column, 'dates' | 'amounts' | 'currencies' | 'texts'>,
): HeadingRole | null {
  if (currencies > 0.9 && (role === 'valueDate' || role === 'amount')) return 'currency';
  if (dates > 0.9 && (role === 'currency' || role === 'amount') && amounts < 0.9) return 'valueDate';
  if (role === 'mark' && amounts > 0.9) return 'amount';
  if (DATE_ROLES.includes(role) && dates < 0.1 && texts > 0.9) return 'description';
  return role;
}

/** -1, 0 or 1 of an amount cell, whichever its decimal mark. */
export function signOf(cell: string): -1 | 0 | 1 {
  const units = (parseAmount(cell, '.') ?? parseAmount(cell, ','))?.units ?? 0n;
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** Amounts of a column at a common scale of four decimals, null where the cell has none. */
export function scaledAmounts(column: Column, mark: DecimalMark): (bigint | null)[] {
  return column.cells.map((cell) => {
    const amount = isNoAmount(cell) ? null : parseAmount(cell, mark);
    return amount && amount.scale <= 4 ? amount.units * 10n ** BigInt(4 - amount.scale) : null;
  });
}

/** Columns whose heading has one of the roles, the best known heading first. */
export function withRole(columns: readonly Column[], ...roles: HeadingRole[]): Column[] {
  return columns
    .filter(({ role }) => role !== null && roles.includes(role))
    .sort(
      (a, b) =>
        roles.indexOf(a.role!) - roles.indexOf(b.role!) ||
        b.headingScore - a.headingScore ||
        a.index - b.index,
    );
}

/** Coarse kinds of the columns' values: what a layout without headings is recognised by. */
export function valueKinds(columns: readonly Column[]): string[] {
  return columns.map(({ fill, dates, amounts, currencies, looksLikeReference, texts }) =>
    fill === 0
      ? 'empty'
      : dates > 0.8
        ? 'date'
        : looksLikeReference
          ? 'reference'
          : amounts > 0.8
            ? 'amount'
            : currencies > 0.8
              ? 'currency'
              : texts > 0.5
                ? 'text'
                : 'other',
  );
}

/** The heading in comparable form, empty when there is none. */
export function plainHeading(column: Column): string {
  return column.heading ? plainText(column.heading) : '';
}
