import { plainHeading, withRole, type Column } from './columns';
import { currencyCell, currencyInHeading } from './currencies';
import type { CsvMapping } from './mapping';
import { isBlank, type CsvRecord } from './records';
import { parseAmount } from './amounts';
import { paymentState } from './words';

type TextMapping = Pick<
  CsvMapping,
  | 'payeeColumn'
  | 'payerColumn'
  | 'descriptionColumns'
  | 'counterpartyColumn'
  | 'statusColumn'
  | 'bankIdColumn'
  | 'variableSymbolColumn'
  | 'constantSymbolColumn'
  | 'specificSymbolColumn'
>;

const MOST_DESCRIPTIONS = 6;

/**
 * Chooses the columns with the words of a row; `taken` are the columns that are dates, amounts or marks
 * already. A column is chosen by its heading even if this file leaves it empty: the mapping is remembered for
 * the next file.
 */
export function chooseTextColumns(
  columns: readonly Column[],
  taken: ReadonlySet<number>,
  isUnique: (index: number) => boolean,
): TextMapping {
  const free = columns.filter(({ index }) => !taken.has(index));
  const first = (...candidates: Column[]) => candidates[0]?.index ?? null;
  const sure = (column: Column) => column.headingScore >= 0.4;
  const states = free.filter(isState);
  const status = states.find(({ role }) => role === 'status') ?? states.find(({ role }) => role === null);
  const payees = [
    ...withRole(free, 'payee').filter(sure),
    ...othersAccounts(free).filter(({ texts }) => texts > 0.5),
  ];
  const payee = filledFirst(payees)[0];
  const payer = filledFirst(withRole(free, 'payer').filter(sure))[0];
  const named = filledFirst(withRole(free, 'description'))
    .slice(0, MOST_DESCRIPTIONS)
    .sort((a, b) => a.index - b.index);
  const chosen = new Set([payee?.index, payer?.index, status?.index]);
  const worded = free.filter((column) => !chosen.has(column.index) && column.fill > 0 && column.texts > 0.3);
  const unnamed = worded
    .filter(({ role, distinct, meanLength }) => role === null && (distinct > 1 || meanLength > 12))
    .sort((a, b) => b.meanLength - a.meanLength);
  const type = worded.find(({ role }) => role === 'type');
  const spoken = named.some(({ fill }) => fill > 0.5);
  const descriptions = spoken
    ? named
    : unnamed.length > 0 && named.length === 0
      ? unnamed.slice(0, columns.some(({ role }) => role !== null) ? 2 : 1)
      : type
        ? [...named, type]
        : named;
  return {
    payeeColumn: payee?.index ?? payer?.index ?? null,
    payerColumn: payee && payer ? payer.index : null,
    descriptionColumns: descriptions.map(({ index }) => index),
    counterpartyColumn: first(
      ...filledFirst([
        ...withRole(free, 'counterparty').filter(sure),
        ...othersAccounts(free).filter(({ texts, amounts }) => texts <= 0.5 && amounts < 1),
      ]),
    ),
    statusColumn: status?.index ?? null,
    bankIdColumn: first(
      ...withRole(free, 'bankId').filter(
        (column) => sure(column) && isBankId(column) && isUnique(column.index),
      ),
    ),
    variableSymbolColumn: first(...withRole(columns, 'variable')),
    constantSymbolColumn: first(...withRole(columns, 'constant')),
    specificSymbolColumn: first(...withRole(columns, 'specific')),
  };
}

/** Filled columns before empty ones, the rest of the order kept. */
function filledFirst(columns: readonly Column[]): Column[] {
  return [...columns].sort((a, b) => Number(b.fill > 0) - Number(a.fill > 0));
}

/**
 * Columns named like the own account's that cannot be: the own account is in a column with one value in every
 * row, so the ones that change or are empty in places belong to the other side.
 */
function othersAccounts(columns: readonly Column[]): Column[] {
  const accounts = withRole(columns, 'ownAccount');
  const own = accounts.find(({ fill, distinct }) => fill === 1 && distinct === 1);
  return own
    ? accounts.filter(
        (column) => column !== own && column.fill > 0 && (column.fill < 1 || column.distinct > 1),
      )
    : [];
}

function isState(column: Column): boolean {
  const filled = column.cells.filter((cell) => cell !== '');
  const known = filled.filter((cell) => paymentState(cell) !== null).length;
  return column.distinct <= 12 && known > 0 && (column.role === 'status' || known >= filled.length * 0.8);
}

/**
 * An id, not the running number of the row in this one file: that would be another in the next, overlapping
 * export.
 */
function isBankId(column: Column): boolean {
  return column.fill === 1 && column.cells.every((cell) => cell.length >= 6 && /\d/.test(cell));
}

/**
 * Where the currency of a row is stated: one code in the heading of the amount, a column, or the lines around
 * the data.
 */
export function chooseCurrency(
  columns: readonly Column[],
  amountColumns: readonly Column[],
  around: readonly CsvRecord[],
): { currencyColumn: number | null; currency: string | null } {
  const stated = amountColumns.map(({ heading }) => heading && currencyInHeading(heading)).find(Boolean);
  if (stated) return { currencyColumn: null, currency: stated };
  const last = Math.max(...amountColumns.map(({ index }) => index));
  const column = columns
    .filter(
      ({ currencies, fill, role }) =>
        currencies > (role === 'currency' ? 0.5 : 0.9) && fill > 0.5 && role !== 'otherCurrency',
    )
    .map((candidate) => ({
      candidate,
      score:
        (candidate.role === 'currency' ? 2 * candidate.headingScore : 0) + nearness(candidate.index - last),
    }))
    .sort((a, b) => b.score - a.score)[0]?.candidate;
  if (column) return { currencyColumn: column.index, currency: null };
  const codes = new Set(
    around.flatMap(({ cells }) => cells.map(currencyAround)).filter((code) => code !== null),
  );
  const inOther = new Set(
    columns
      .filter(({ role }) => role === 'balance')
      .map((balance) => currencyInHeading(balance.heading ?? ''))
      .filter((code) => code !== null),
  );
  const found = codes.size === 1 ? codes : inOther;
  return { currencyColumn: null, currency: found.size === 1 ? [...found][0]! : null };
}

function nearness(distance: number): number {
  return distance === 1 ? 0.5 : distance === -1 ? 0.4 : 0.1;
}

function currencyAround(cell: string): string | null {
  if (isBlank(cell)) return null;
  return (
    currencyCell(cell) ??
    (/\d/.test(cell) ? ((parseAmount(cell, ',') ?? parseAmount(cell, '.'))?.currency ?? null) : null)
  );
}

/**
 * The date of a row, and where to look when that cell is empty. Booking dates come first: balances follow
 * them.
 */
export function chooseDates(columns: readonly Column[]): { date: Column; other: Column | null } | null {
  const candidates = columns
    .filter(
      ({ dates, fill, role }) => dates > 0.7 && fill > 0 && (role === null || DATE_SCORE[role] !== undefined),
    )
    .map((column) => ({ column, score: dateScore(column) }))
    .sort((a, b) => b.score - a.score);
  const date = candidates[0]?.column;
  if (!date) return null;
  const other =
    date.fill === 1 && date.dates === 1
      ? undefined
      : candidates.slice(1).find(({ column }) => column.fill > date.fill || plainHeading(column) !== '');
  return { date, other: other?.column ?? null };
}

const DATE_SCORE: Readonly<Record<string, number>> = {
  bookingDate: 3,
  date: 2.9,
  transactionDate: 2.5,
  valueDate: 1.5,
  otherDate: 0.2,
  time: 0.1,
  description: 0.1,
  bankId: -1,
  amount: -2,
};

function dateScore(column: Column): number {
  const named = column.role ? DATE_SCORE[column.role]! : 1;
  return (
    named +
    2 * column.fill -
    (column.fill < 1 ? 0.7 : 0) +
    column.dates +
    0.5 * column.plausibleDates -
    column.index / 1000
  );
}
