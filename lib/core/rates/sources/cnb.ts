import { isLocalDate, type LocalDate } from '@/lib/core/dates/local-date';
import { isCurrencyCode } from '@/lib/core/money/currency';
import type { PublishedRate } from '../types';
import { RateSourceError, readText } from './http';
import type { RateSource } from './source';

const NAME = 'The Czech National Bank';
const DAY_HEADER = 'země|měna|množství|kód|kurz';
/**
 * Present in every fixing since 1999; pounds are the last line of it, so a fixing that was cut off lacks
 * them.
 */
const ALWAYS_THERE = ['EUR', 'USD', 'GBP'];

/**
 * Fixings of the Czech National Bank in its text format: crowns for 1, 100 or 1000 units of a foreign
 * currency.
 */
export function cnb(address: string): RateSource {
  const read = (file: string) => readText(NAME, new URL(file, address), 2_000_000);
  return {
    id: 'CNB',
    firstDay: '1999-01-04',
    fetchLatest: async (today) => parseCnbDay(await read(`denni_kurz.txt?date=${czechDate(today)}`), today),
    fetchHistory: async (from, to, today) => {
      const rates: PublishedRate[] = [];
      for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
        const ofYear = parseCnbYear(await read(`rok.txt?rok=${year}`), year, today);
        rates.push(...ofYear.filter(({ date }) => date >= from && date <= to));
      }
      return rates;
    },
  };
}

/** Reads a day's file: the fixing's date, a header, and lines such as "Japonsko|jen|100|JPY|15,302". */
export function parseCnbDay(text: string, today: LocalDate): PublishedRate[] {
  const [first = '', header = '', ...lines] = linesOf(text);
  const [, czech = ''] = /^(\d{2}\.\d{2}\.\d{4}) #\d{1,3}$/.exec(first) ?? [];
  const date = isoDate(czech);
  if (!date || date > today || header !== DAY_HEADER) throw notTheFixing();
  const rates = lines.map((line) => {
    const [, amount = '', code = '', rate = ''] =
      /^[^|]+\|[^|]+\|(\d+)\|([A-Z]{3})\|([\d,]+)$/.exec(line) ?? [];
    return toRate(amount, code, rate, date);
  });
  requireAll(rates);
  return known(rates);
}

/**
 * Reads a year's file: a header such as "Datum|1 AUD|100 JPY", repeated where the currencies change, and a
 * line per fixing.
 */
export function parseCnbYear(text: string, year: number, today: LocalDate): PublishedRate[] {
  const rates: PublishedRate[] = [];
  let columns: { amount: string; code: string }[] = [];
  let last = '';
  for (const line of linesOf(text)) {
    const [first = '', ...cells] = line.split('|');
    if (first === 'Datum') {
      columns = cells.map((cell) => {
        const [, amount = '', code = ''] = /^(\d+) ([A-Z]{3})$/.exec(cell) ?? [];
        return { amount, code };
      });
      continue;
    }
    const date = isoDate(first);
    if (
      !date ||
      date <= last ||
      date > today ||
      Number(date.slice(0, 4)) !== year ||
      cells.length !== columns.length
    )
      throw notTheFixing();
    last = date;
    const ofDay = cells.map((cell, index) =>
      toRate(columns[index]?.amount ?? '', columns[index]?.code ?? '', cell, date),
    );
    requireAll(ofDay);
    for (const rate of ofDay) rates.push(rate);
  }
  // A year that is over has fixings up to its last days; fewer means that the file was cut between two lines.
  const over = year < Number(today.slice(0, 4));
  if (last === '' ? over : over && last < `${year}-12-20`) throw notTheFixing();
  return known(rates);
}

function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

function isoDate(czech: string): LocalDate | null {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(czech) ?? [];
  const date = `${year}-${month}-${day}`;
  return isLocalDate(date) ? date : null;
}

function czechDate(date: LocalDate): string {
  return date.split('-').reverse().join('.');
}

/** Rates have three decimals and amounts are powers of ten, so crowns for one unit are an exact decimal. */
function toRate(amount: string, code: string, rate: string, date: LocalDate): PublishedRate {
  if (!/^10*$/.test(amount) || !/^\d+,\d{3}$/.test(rate) || !/[1-9]/.test(rate)) throw notTheFixing();
  const decimals = 3 + amount.length - 1;
  const digits = rate.replace(',', '').padStart(decimals + 1, '0');
  return {
    base: code,
    quote: 'CZK',
    date,
    rate: `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/^0+(?=\d)/, ''),
  };
}

function requireAll(rates: readonly PublishedRate[]): void {
  if (ALWAYS_THERE.some((code) => !rates.some(({ base }) => base === code))) throw notTheFixing();
}

function known(rates: PublishedRate[]): PublishedRate[] {
  return rates.filter(({ base }) => isCurrencyCode(base));
}

function notTheFixing(): RateSourceError {
  return new RateSourceError(
    `${NAME} sent something that is not a whole fixing, and nothing of it was taken.`,
  );
}
