import { decideDecimalMark, parseAmount, toMinor } from '../../csv/amounts';
import { decideDateOrder, parseDate } from '../../csv/dates';
import type { DateOrder, DecimalMark } from '../../csv/mapping';
import { newRow } from '../collector';
import { findSymbols } from '@/lib/intake/text/symbols';
import { joinTexts, tidy } from '@/lib/intake/text/tidy';
import type { ImportRow, SkipReason } from '../../types';
import { isLocalDate } from '@/lib/core/dates/local-date';
import { currencyExponent, isCurrencyCode } from '@/lib/core/money/currency';
import { MAX_AMOUNT_MINOR } from '@/lib/core/money/decimal';

/** The lines of one record, without the `^` that ends it. */
export type QifRecord = { line: number; lines: string[] };
export type QifConventions = { order: DateOrder; mark: DecimalMark };

/**
 * How the whole file writes its dates and amounts. Quicken is American: what no record decides is read month
 * first.
 */
export function qifConventions(records: readonly QifRecord[]): QifConventions {
  const dates: string[] = [];
  const amounts: string[] = [];
  for (const { lines } of records) {
    const date = lines.find((item) => item.startsWith('D'));
    if (date) dates.push(plainDate(date.slice(1)));
    for (const item of lines) if (/^[TU$]/.test(item)) amounts.push(item.slice(1).trim());
  }
  const { mark } = decideDecimalMark(amounts, '.');
  return { mark, order: decideDateOrder([dates], mark === '.').order };
}

/**
 * The row of one record. A split stays one transaction, with its parts in the description; a check number or
 * a category says something only where there is no memo.
 */
export function qifRow(
  { line, lines }: QifRecord,
  { order, mark }: QifConventions,
  fallback: string | null,
): ImportRow | SkipReason {
  const fields = new Map<string, string>();
  const splits: { category: string; memo: string; amount: string }[] = [];
  for (const item of lines) {
    const [code, value] = [item[0]!, item.slice(1).trim()];
    const split = splits.at(-1);
    if (code === 'S') splits.push({ category: value, memo: '', amount: '' });
    else if (split && code === 'E') split.memo = value;
    else if (split && code === '$') split.amount = value;
    else if (!fields.has(code)) fields.set(code, value);
  }
  const stated = fields.get('D') ?? '';
  if (stated === '') return 'NO_DATE';
  const date = parseDate(plainDate(stated), order);
  if (date === null || !isLocalDate(date)) return 'BAD_DATE';
  const text = fields.get('T') || fields.get('U') || '';
  if (text === '') return 'NO_AMOUNT';
  const amount = parseAmount(text, mark);
  if (!amount) return 'BAD_AMOUNT';
  const amountMinor = toMinor(amount, exponentOf(amount.currency ?? fallback));
  if (amountMinor === null) return 'TOO_MANY_DECIMALS';
  if (amountMinor > MAX_AMOUNT_MINOR || amountMinor < -MAX_AMOUNT_MINOR) return 'BAD_AMOUNT';
  const row = newRow(line, date, amountMinor, amount.currency);
  row.payee = tidy(fields.get('P'));
  const memo = tidy(fields.get('M'));
  const parts = splits.map(({ category, memo: note, amount: part }) =>
    [category, part, note && `(${note})`].filter((word) => word !== '').join(' '),
  );
  row.description = joinTexts([memo, ...(parts.length > 0 ? parts : memo === null ? [fields.get('L')] : [])]);
  findSymbols(row.symbols, memo);
  return row;
}

/**
 * A movement of securities: what was done with which paper. Its amount is zero, since what it cost is on the
 * account that paid, and Saldo keeps money, not holdings.
 */
export function securityRow({ line, lines }: QifRecord, { order }: QifConventions): ImportRow | SkipReason {
  const value = (code: string) => tidy(lines.find((item) => item.startsWith(code))?.slice(1));
  const stated = value('D') ?? '';
  if (stated === '') return 'NO_DATE';
  const date = parseDate(plainDate(stated), order);
  if (date === null || !isLocalDate(date)) return 'BAD_DATE';
  const row = newRow(line, date, 0n, null);
  row.payee = value('Y');
  const [quantity, price] = [value('Q'), value('I')];
  row.description = joinTexts([
    value('N'),
    quantity !== null && price !== null ? `${quantity} × ${price}` : quantity,
    value('M'),
    value('P'),
  ]);
  return row;
}

/** "2/14'2020" and "12/25' 5", as Quicken writes the years from 2000 on, and "6/ 1/94" with its padding. */
function plainDate(text: string): string {
  const compact = text.replace(/\s+/g, text.includes('/') || text.includes("'") ? '' : ' ').trim();
  return compact
    .replace(/'(\d{1,2})$/, (_, year: string) => `/20${year.padStart(2, '0')}`)
    .replace("'", '/')
    .replace(/^(\d{1,2})([.-])(\d{1,2})\//, '$1$2$3$2');
}

function exponentOf(currency: string | null): number {
  return currency !== null && isCurrencyCode(currency) ? currencyExponent(currency) : 2;
}
