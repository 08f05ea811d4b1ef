import type { DateOrder } from './mapping';
import { plainText } from '@/lib/core/plain-text';

/**
 * Stems of month names without accents, January first, in the languages of the headings; the longest match
 * wins.
 */
const MONTH_STEMS: readonly (readonly string[])[] = [
  ['jan', 'led', 'sty', 'gen', 'ene', 'sau', 'tam', 'ian', 'jaan'],
  ['feb', 'uno', 'lut', 'fev', 'fevr', 'vas', 'hel', 'veebr'],
  ['mar', 'bre', 'marz', 'mrz', 'mrt', 'kov', 'maal', 'maa'],
  ['apr', 'dub', 'kwi', 'avr', 'abr', 'bal', 'huh'],
  ['may', 'mai', 'maj', 'kve', 'mag', 'geg', 'tou', 'mei', 'maio', 'mayo'],
  ['jun', 'cerven', 'cze', 'juin', 'giu', 'bir', 'kes', 'iun', 'juuni'],
  ['jul', 'cervenc', 'cervenec', 'lip', 'juil', 'lug', 'lie', 'hei', 'iul', 'juuli'],
  ['aug', 'srp', 'sie', 'aou', 'ago', 'rugp', 'elo'],
  ['sep', 'zar', 'wrz', 'set', 'rugs', 'syy'],
  ['oct', 'okt', 'rij', 'paz', 'ott', 'out', 'spa', 'lok'],
  ['nov', 'lis', 'listopad', 'lap', 'marras'],
  ['dec', 'pro', 'gru', 'dez', 'dic', 'des', 'jou', 'gruo', 'dets'],
];

const TIME = '(?:[T\\s,-]+\\d{1,2}[:.h]\\d{2}[\\d:.,\\sA-Za-z+/()-]{0,25})?';
const NUMERIC = new RegExp(`^(\\d{1,4})\\s?([./-])\\s?(\\d{1,2})\\s?\\2\\s?(\\d{1,4})\\.?${TIME}$`);
const COMPACT = new RegExp(`^(\\d{8})(?:\\d{6})?${TIME}$`);
const DAY_NAME_YEAR = new RegExp(
  `^(\\d{1,2})\\.?[\\s/-]?([\\p{L}]{3,12})\\.?,?[\\s/-]?(\\d{4}|\\d{2})${TIME}$`,
  'u',
);
const NAME_DAY_YEAR = new RegExp(
  `^([\\p{L}]{3,12})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4})${TIME}$`,
  'u',
);
const WEEKDAY = /^\p{L}{2,10}\.?,?\s+(?=\d)/u;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The three numbers of a date in the order written; `fixed` when that order cannot be anything else. */
type Parts = {
  first: number;
  second: number;
  third: number;
  fixed: DateOrder | null;
  shortYear: boolean;
  dotted: boolean;
};

/**
 * Reads a date, with or without a time behind it, as YYYY-MM-DD; null when the cell is not a date of the
 * calendar. A date that starts with four digits, or names its month, is read as written whatever `order`
 * says.
 */
export function parseDate(cell: string, order: DateOrder): string | null {
  const parts = splitDate(cell.trim());
  return parts && compose(parts, parts.fixed ?? order);
}

/** Whether the cell is a date in at least one order. */
export function looksLikeDate(cell: string): boolean {
  const parts = cell.length < 6 || cell.length > 80 ? null : splitDate(cell.trim());
  return parts !== null && ordersOf(parts).some((order) => compose(parts, order) !== null);
}

/** Whether the date is one a living person's bank would print. */
export function isPlausibleDate(date: string): boolean {
  return date >= '1970' && date < '2100';
}

/**
 * The order of day, month and year over a whole file.
 *
 * `columns` are all date columns, the one that will be used first: an impossible day anywhere decides. What
 * is left open is decided by the main column's sequence, since exports are sorted and dense; then by
 * `preferMdy`. `sure` is false when nothing in the file itself decided.
 */
export function decideDateOrder(
  columns: readonly (readonly string[])[],
  preferMdy: boolean,
): { order: DateOrder; sure: boolean } {
  const parsed = columns.map((cells) =>
    cells.map((cell) => splitDate(cell.trim())).filter((parts) => parts !== null),
  );
  const open = parsed.map((cells) => cells.filter((parts) => parts.fixed === null));
  const all = open.flat();
  if (all.length === 0) return { order: parsed[0]?.[0]?.fixed ?? 'YMD', sure: true };
  const failures = (order: DateOrder) =>
    all.reduce((count, parts) => count + (compose(parts, order) === null ? 1 : 0), 0);
  const [dmy, mdy, ymd] = [failures('DMY'), failures('MDY'), failures('YMD')];
  if (dmy > 0 && mdy > 0 && ymd < Math.min(dmy, mdy) && all.every((parts) => parts.shortYear))
    return { order: 'YMD', sure: true };
  const main = open.find((cells) => cells.length > 0) ?? [];
  const asDmy = sequence(main, 'DMY');
  const asMdy = sequence(main, 'MDY');
  const asYmd = sequence(main, 'YMD');
  // Read with the year last, 25-03-31 and 25-04-01 lie thirty years apart.
  const rivals = [...(dmy === 0 ? [asDmy] : []), ...(mdy === 0 ? [asMdy] : [])];
  if (ymd === 0 && asYmd.distinct >= 2 && rivals.every(({ spanDays }) => asYmd.spanDays * 20 < spanDays))
    return { order: 'YMD', sure: true };
  if (dmy !== mdy) return { order: dmy < mdy ? 'DMY' : 'MDY', sure: true };
  // Nobody puts dots into a date that begins with the month.
  if (all.every(({ dotted }) => dotted)) return { order: 'DMY', sure: true };
  if (asDmy.distinct >= 3 || asMdy.distinct >= 3) {
    if (Math.abs(asDmy.reversals - asMdy.reversals) > 0.1)
      return { order: asDmy.reversals < asMdy.reversals ? 'DMY' : 'MDY', sure: true };
    // A few dates may also be the first of each month; more are as dense as an export is.
    const sure = Math.min(asDmy.distinct, asMdy.distinct) >= 4;
    if (asDmy.spanDays * 3 < asMdy.spanDays) return { order: 'DMY', sure };
    if (asMdy.spanDays * 3 < asDmy.spanDays) return { order: 'MDY', sure };
  }
  const symmetric = all.every((parts) => parts.first === parts.second);
  return { order: preferMdy ? 'MDY' : 'DMY', sure: symmetric };
}

/** How a column of dates runs: the share of steps against its main direction, and how many days it covers. */
function sequence(
  cells: readonly Parts[],
  order: DateOrder,
): { reversals: number; spanDays: number; distinct: number } {
  const days = cells
    .map((parts) => compose(parts, order))
    .filter((date) => date !== null)
    .map((date) => Date.parse(date) / 86_400_000);
  let ups = 0;
  let downs = 0;
  let low = Infinity;
  let high = -Infinity;
  days.forEach((day, index) => {
    const before = days[index - 1];
    if (before !== undefined && day > before) ups++;
    if (before !== undefined && day < before) downs++;
    low = Math.min(low, day);
    high = Math.max(high, day);
  });
  return {
    reversals: Math.min(ups, downs) / Math.max(1, ups + downs),
    spanDays: high - low,
    distinct: new Set(days).size,
  };
}

function ordersOf(parts: Parts): readonly DateOrder[] {
  return parts.fixed ? [parts.fixed] : ['DMY', 'MDY', 'YMD'];
}

function splitDate(cell: string): Parts | null {
  if (cell.length < 6 || cell.length > 50 || !/\d/.test(cell)) return null;
  const numeric = NUMERIC.exec(cell);
  if (numeric) return fromDigits(numeric[1]!, numeric[3]!, numeric[4]!, numeric[2] === '.');
  const compact = COMPACT.exec(cell)?.[1];
  if (compact) {
    const year = Number(compact.slice(0, 4));
    return year >= 1900 && year < 2100 && Number(compact.slice(4, 6)) <= 12
      ? fromDigits(compact.slice(0, 4), compact.slice(4, 6), compact.slice(6))
      : fromDigits(compact.slice(0, 2), compact.slice(2, 4), compact.slice(4));
  }
  const text = cell.replace(WEEKDAY, '');
  if (text !== cell) {
    const inner = splitDate(text);
    if (inner) return inner;
  }
  const named = DAY_NAME_YEAR.exec(text);
  if (named) return fromName(named[1]!, named[2]!, named[3]!);
  const american = NAME_DAY_YEAR.exec(cell);
  return american && fromName(american[2]!, american[1]!, american[3]!);
}

function fromDigits(first: string, second: string, third: string, dotted = false): Parts | null {
  const fourFirst = first.length === 4;
  if (first.length === 3 || third.length === 3 || (fourFirst && third.length === 4)) return null;
  return {
    first: Number(first),
    second: Number(second),
    third: Number(third),
    fixed: fourFirst ? 'YMD' : null,
    shortYear: !fourFirst && third.length < 4,
    dotted,
  };
}

function fromName(day: string, name: string, year: string): Parts | null {
  const word = plainText(name);
  let month = 0;
  let longest = 0;
  MONTH_STEMS.forEach((stems, index) => {
    for (const stem of stems) {
      if (stem.length > longest && word.startsWith(stem)) [month, longest] = [index + 1, stem.length];
    }
  });
  return month === 0
    ? null
    : {
        first: Number(day),
        second: month,
        third: Number(year),
        fixed: 'DMY',
        shortYear: year.length === 2,
        dotted: false,
      };
}

function compose({ first, second, third, fixed, shortYear }: Parts, order: DateOrder): string | null {
  if (order === 'YMD' && fixed !== 'YMD' && !shortYear) return null;
  const [year, month, day] =
    order === 'YMD'
      ? [first, second, third]
      : order === 'DMY'
        ? [third, second, first]
        : [third, first, second];
  const fullYear = shortYear ? year + (year < 80 ? 2000 : 1900) : year;
  const lastDay = month === 2 && !isLeapYear(fullYear) ? 28 : DAYS[month - 1];
  if (fullYear < 1000 || fullYear > 9999 || lastDay === undefined || day < 1 || day > lastDay) return null;
  return `${fullYear}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
