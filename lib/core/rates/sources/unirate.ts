import { z } from 'zod';
import { isCurrencyCode } from '@/lib/core/money/currency';
import type { PublishedRate } from '../types';
import { RateSourceError, readText } from './http';
import type { RateSource } from './source';

const NAME = 'UniRate';

/**
 * `{ "amount": 1, "base": "EUR", "rates": { "CZK": 24.4, … }, … }`; other fields and currencies come and go.
 */
const answer = z.object({
  base: z.literal('EUR'),
  rates: z.record(z.string(), z.union([z.number(), z.string()])),
});

/**
 * UniRate's rates of the moment, for one euro. They carry no date of their own, so they are those of the day
 * they are asked for; its history needs a paid plan and is not used. The documentation was read in November
 * 2026.
 */
export function unirate(address: string, key: string): RateSource {
  return {
    id: 'UNIRATE',
    firstDay: null,
    fetchLatest: async (today) => {
      const url = new URL('api/rates', address);
      url.search = new URLSearchParams({ api_key: key, from: 'EUR' }).toString();
      return parseUnirate(await readText(NAME, url, 1_000_000), today);
    },
  };
}

export function parseUnirate(text: string, date: string): PublishedRate[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw notTheRates();
  }
  const read = answer.safeParse(json);
  if (!read.success || read.data.rates.USD === undefined) throw notTheRates();
  const rates: PublishedRate[] = [];
  for (const [quote, value] of Object.entries(read.data.rates)) {
    if (quote === 'EUR' || !isCurrencyCode(quote)) continue;
    const rate = String(value);
    if (!/^\d{1,11}(\.\d+)?$/.test(rate) || Number(rate) < 1e-9) throw notTheRates();
    rates.push({ base: 'EUR', quote, date, rate });
  }
  return rates;
}

function notTheRates(): RateSourceError {
  return new RateSourceError(
    `${NAME} sent something that is not a list of rates for one euro, and nothing of it was taken.`,
  );
}
