import { SaxesParser } from 'saxes';
import { addDays, isLocalDate } from '@/lib/core/dates/local-date';
import { isCurrencyCode } from '@/lib/core/money/currency';
import type { PublishedRate } from '../types';
import { RateSourceError, readText } from './http';
import type { RateSource } from './source';

const NAME = 'The European Central Bank';

/**
 * Reference rates of the European Central Bank in its XML format: units of a foreign currency for one euro.
 */
export function ecb(address: string): RateSource {
  // All days since 1999 are about eight million bytes.
  const read = async (file: string) => parseEcb(await readText(NAME, new URL(file, address), 32_000_000));
  return {
    id: 'ECB',
    firstDay: '1999-01-04',
    fetchLatest: async (today) => upTo(today, await read('eurofxref-daily.xml')),
    fetchHistory: async (from, to, today) => {
      const rates = await read(from >= addDays(today, -89) ? 'eurofxref-hist-90d.xml' : 'eurofxref-hist.xml');
      return upTo(today, rates).filter(({ date }) => date >= from && date <= to);
    },
  };
}

/**
 * Reads an envelope of `<Cube time='…'>` elements, one per day, with `<Cube currency='USD' rate='1.1794'/>`
 * inside.
 */
export function parseEcb(xml: string): PublishedRate[] {
  const rates: PublishedRate[] = [];
  const days = new Map<string, Set<string>>();
  let root = '';
  let date = '';
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw notTheRates();
  });
  parser.on('doctype', () => {
    throw notTheRates();
  });
  parser.on('opentag', ({ name, attributes }) => {
    root ||= name;
    if (name !== 'Cube') return;
    const { time, currency, rate } = attributes;
    if (time !== undefined) {
      if (!isLocalDate(time) || days.has(time)) throw notTheRates();
      date = time;
      days.set(date, new Set());
    }
    if (currency === undefined) return;
    const ofDay = days.get(date);
    if (
      !ofDay ||
      !/^[A-Z]{3}$/.test(currency) ||
      ofDay.has(currency) ||
      !rate ||
      !/^\d{1,12}(\.\d{1,12})?$/.test(rate) ||
      !/[1-9]/.test(rate)
    )
      throw notTheRates();
    ofDay.add(currency);
    if (isCurrencyCode(currency)) rates.push({ base: 'EUR', quote: currency, date, rate });
  });
  parser.write(xml).close();
  // Dollars are in every day's rates since the first.
  if (root !== 'gesmes:Envelope' || days.size === 0 || [...days.values()].some((codes) => !codes.has('USD')))
    throw notTheRates();
  return rates;
}

function upTo(today: string, rates: PublishedRate[]): PublishedRate[] {
  if (rates.some(({ date }) => date > today)) throw notTheRates();
  return rates;
}

function notTheRates(): RateSourceError {
  return new RateSourceError(
    `${NAME} sent something that is not a whole file of rates, and nothing of it was taken.`,
  );
}
