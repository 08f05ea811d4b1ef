import fc from 'fast-check';
import { addDays } from '@/lib/core/dates/local-date';
import { Converter } from './convert';
import { pairSeries, type StoredRate } from './series';
import { PIVOTS, type RateSourceId } from './types';

const cnb = (date: string, base: string, rate: string): StoredRate => ({
  source: 'CNB',
  base,
  quote: 'CZK',
  date,
  rate,
});
const euro = (source: RateSourceId, date: string, quote: string, rate: string): StoredRate => ({
  source,
  base: 'EUR',
  quote,
  date,
  rate,
});
const ecb = (date: string, quote: string, rate: string) => euro('ECB', date, quote, rate);

const CURRENCIES = ['CZK', 'EUR', 'USD', 'JPY', 'KWD', 'GBP'];
const converterInto = (currency: string, rates: StoredRate[], newestDay: string | null = null) =>
  new Converter(
    currency,
    new Map(
      CURRENCIES.filter((from) => from !== currency).map((from) => [
        from,
        pairSeries(
          from,
          currency,
          [...rates].sort((a, b) => (a.date < b.date ? -1 : 1)),
        ),
      ]),
    ),
    newestDay,
  );

const known = [
  ecb('2026-02-05', 'CZK', '24.5'),
  ecb('2026-02-06', 'CZK', '25'),
  ecb('2026-02-27', 'CZK', '26'),
  ecb('2026-02-06', 'USD', '1.25'),
  ecb('2026-02-06', 'JPY', '160.5'),
  ecb('2026-02-06', 'KWD', '0.36'),
];

test.each([
  ['the day’s own rate', 1000n, 'EUR', '2026-02-05', 24_500n],
  ['the last rate before a weekend', 1000n, 'EUR', '2026-02-08', 25_000n],
  ['a rate of seven days ago', 1000n, 'EUR', '2026-02-13', 25_000n],
  ['no rate after eight days', 1000n, 'EUR', '2026-02-14', null],
  ['no rate before the first one', 1000n, 'EUR', '2026-02-04', null],
  ['a currency without any rate', 1000n, 'GBP', '2026-02-06', null],
  ['the same currency, whatever the day', 1000n, 'CZK', '1999-01-01', 1000n],
  ['nothing, whatever the rate', 0n, 'GBP', '2026-02-06', 0n],
  ['through the pivot', 1000n, 'USD', '2026-02-06', 20_000n],
  ['from a currency without decimals', 1605n, 'JPY', '2026-02-06', 25_000n],
  ['from a currency with three', 360n, 'KWD', '2026-02-06', 2_500n],
  ['a negative amount', -1000n, 'EUR', '2026-02-06', -25_000n],
])('%s', (_name, amount, currency, date, expected) => {
  expect(converterInto('CZK', known).convert(amount, currency, date)).toBe(expected);
});

test('halves are rounded away from zero, alike for money in and money out', () => {
  const converter = converterInto('EUR', known);
  expect(converter.convert(50n, 'CZK', '2026-02-06')).toBe(2n);
  expect(converter.convert(12n, 'CZK', '2026-02-06')).toBe(0n);
  expect(converter.convert(13n, 'CZK', '2026-02-06')).toBe(1n);
  expect(converter.convert(-13n, 'CZK', '2026-02-06')).toBe(-1n);
  expect(converter.convert(125n, 'USD', '2026-02-06')).toBe(100n);
});

const bothBanks = [
  cnb('2026-02-05', 'EUR', '24.310'),
  cnb('2026-02-05', 'USD', '20.500'),
  ecb('2026-02-05', 'CZK', '24.322'),
  ecb('2026-02-05', 'USD', '1.1794'),
];

test.each([
  [
    'the Czech National Bank for crowns',
    'CZK',
    'EUR',
    bothBanks,
    { rate: '24.31', date: '2026-02-05', source: 'CNB' },
  ],
  [
    'the European Central Bank for euros',
    'EUR',
    'CZK',
    bothBanks,
    { rate: '0.0411150398815887', date: '2026-02-05', source: 'ECB' },
  ],
  [
    'the European Central Bank for dollars, as for anything but crowns',
    'USD',
    'EUR',
    bothBanks,
    { rate: '1.1794', date: '2026-02-05', source: 'ECB' },
  ],
  [
    'a newer fixing before a preferred one',
    'CZK',
    'EUR',
    [...bothBanks, ecb('2026-02-06', 'CZK', '24.4')],
    { rate: '24.4', date: '2026-02-06', source: 'ECB' },
  ],
  [
    'both banks before UniRate on one day',
    'CZK',
    'EUR',
    [euro('UNIRATE', '2026-02-05', 'CZK', '24.5'), ecb('2026-02-05', 'CZK', '24.4')],
    { rate: '24.4', date: '2026-02-05', source: 'ECB' },
  ],
  [
    'a fixing of seven days ago before a newer estimate',
    'CZK',
    'EUR',
    [ecb('2026-01-30', 'CZK', '24.4'), euro('EMBEDDED', '2026-02-06', 'CZK', '24.9')],
    { rate: '24.4', date: '2026-01-30', source: 'ECB' },
  ],
  [
    'an estimate before a fixing of eight days ago',
    'CZK',
    'EUR',
    [ecb('2026-01-29', 'CZK', '24.4'), euro('EMBEDDED', '2026-01-20', 'CZK', '24.9')],
    { rate: '24.9', date: '2026-01-20', source: 'EMBEDDED' },
  ],
  [
    'an estimate of 180 days ago',
    'CZK',
    'EUR',
    [euro('EMBEDDED', '2025-08-10', 'CZK', '24.9')],
    { rate: '24.9', date: '2025-08-10', source: 'EMBEDDED' },
  ],
  ['no estimate after 181 days', 'CZK', 'EUR', [euro('EMBEDDED', '2025-08-09', 'CZK', '24.9')], null],
  [
    'nothing that is fixed later',
    'CZK',
    'EUR',
    [ecb('2026-02-07', 'CZK', '24.4'), euro('EMBEDDED', '2026-02-07', 'CZK', '24.9')],
    null,
  ],
  [
    'both halves of a cross rate from one source',
    'CZK',
    'USD',
    [ecb('2026-02-05', 'CZK', '24.4'), euro('UNIRATE', '2026-02-05', 'USD', '1.2')],
    null,
  ],
  [
    'both halves of a cross rate from one day',
    'CZK',
    'USD',
    [ecb('2026-02-05', 'CZK', '24.4'), ecb('2026-02-04', 'USD', '1.2')],
    null,
  ],
])('on a day takes %s', (_name, into, from, rates, expected) => {
  expect(converterInto(into, rates).rateOn(from, '2026-02-06')).toEqual(expected);
});

test('says exactly what was published, and fifteen digits of what does not end', () => {
  const rates = [
    cnb('2026-02-06', 'JPY', '0.15302'),
    ecb('2026-02-06', 'CZK', '24.1'),
    ecb('2026-02-06', 'JPY', '159.999999'),
  ];
  expect(converterInto('CZK', rates).rateOn('JPY', '2026-02-06')?.rate).toBe('0.15302');
  expect(converterInto('EUR', rates).rateOn('CZK', '2026-02-06')?.rate).toBe(
    '0.0414937759336100'.replace(/0+$/, ''),
  );
});

const rateText = fc.integer({ min: 1, max: 99_999_999 }).map((digits) => (digits / 10_000).toFixed(4));
const day = fc.integer({ min: 0, max: 40 }).map((offset) => addDays('2026-01-01', offset));
const stored = fc
  .record({
    source: fc.constantFrom<RateSourceId>('CNB', 'ECB', 'UNIRATE', 'EMBEDDED'),
    currency: fc.constantFrom(...CURRENCIES),
    date: day,
    rate: rateText,
  })
  .filter(({ source, currency }) => currency !== PIVOTS[source])
  .map(({ source, currency, date, rate }) =>
    source === 'CNB' ? cnb(date, currency, rate) : euro(source, date, currency, rate),
  );
const table = fc.uniqueArray(stored, {
  selector: ({ source, base, quote, date }) => [source, base, quote, date].join(),
  maxLength: 60,
});

/** The rule in the plainest words there are, to compare with. */
function expectedRate(
  rates: StoredRate[],
  from: string,
  into: string,
  asked: string,
): { date: string; source: RateSourceId; value: number } | null {
  const worth = (source: RateSourceId, date: string, currency: string): number | null => {
    if (currency === PIVOTS[source]) return 1;
    const found = rates.find(
      (rate) =>
        rate.source === source && rate.date === date && (rate.base === currency || rate.quote === currency),
    );
    if (!found) return null;
    return source === 'CNB' ? Number(found.rate) : 1 / Number(found.rate);
  };
  const preferred: RateSourceId[] = into === 'CZK' ? ['CNB', 'ECB', 'UNIRATE'] : ['ECB', 'CNB', 'UNIRATE'];
  for (const [sources, days] of [
    [preferred, 7],
    [['EMBEDDED'], 180],
  ] as [RateSourceId[], number][]) {
    for (let age = 0; age <= days; age++) {
      const date = addDays(asked, -age);
      for (const source of sources) {
        const [one, other] = [worth(source, date, from), worth(source, date, into)];
        if (one !== null && other !== null) return { date, source, value: one / other };
      }
    }
  }
  return null;
}

test('whatever rates there are, takes the one of the rule, and none where the rule has none', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(...CURRENCIES),
      fc.constantFrom(...CURRENCIES),
      day,
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      (rates, from, into, asked, amount) => {
        fc.pre(from !== into);
        const converter = converterInto(into, rates);
        const [expected, found] = [expectedRate(rates, from, into, asked), converter.rateOn(from, asked)];
        expect(found && { date: found.date, source: found.source }).toEqual(
          expected && { date: expected.date, source: expected.source },
        );
        if (!expected || !found) return expect(converter.convert(amount, from, asked)).toBeNull();
        expect(Number(found.rate) / expected.value).toBeCloseTo(1, 9);
        // There and back again ends where it began, except for the rounding of each step.
        const there = converter.convert(amount * 1_000_000n, from, asked) ?? 0n;
        const backwards = new Converter(
          from,
          new Map([
            [
              into,
              pairSeries(
                into,
                from,
                rates
                  .filter(({ source }) => source === found.source)
                  .sort((a, b) => (a.date < b.date ? -1 : 1)),
              ),
            ],
          ]),
        );
        const back = backwards.convert(there, into, found.date) ?? 0n;
        const unit = (Number(amount) * 1e6) / Number(there || 1n);
        expect(Math.abs(Number(back - amount * 1_000_000n))).toBeLessThanOrEqual(unit + 1);
        return undefined;
      },
    ),
    { numRuns: 500, seed: 20_261_122 },
  );
});

test('between two foreign currencies converts as through one fixing', () => {
  const converter = converterInto('CZK', bothBanks);
  expect(converter.between(10_000n, 'EUR', 'USD', '2026-02-08')).toBe(11_859n);
  expect(converter.between(10_000n, 'EUR', 'CZK', '2026-02-08')).toBe(243_100n);
  expect(converter.between(243_100n, 'CZK', 'EUR', '2026-02-08')).toBe(10_000n);
  expect(converter.between(5n, 'GBP', 'GBP', '2026-02-08')).toBe(5n);
  expect(converter.between(10_000n, 'EUR', 'GBP', '2026-02-08')).toBeNull();
  expect(
    converterInto('CZK', [
      cnb('2026-02-05', 'EUR', '24'),
      ecb('2026-02-06', 'CZK', '24'),
      cnb('2026-02-05', 'USD', '20'),
    ]).between(1n, 'EUR', 'USD', '2026-02-06'),
  ).toBeNull();
});

describe('a day that nothing has been published for yet', () => {
  const silent = [
    ...bothBanks,
    ecb('2026-01-05', 'GBP', '0.8'),
    ecb('2026-01-05', 'CZK', '24'),
    euro('EMBEDDED', '2026-02-01', 'CZK', '24.9'),
    euro('EMBEDDED', '2026-02-01', 'JPY', '160'),
  ];
  const converter = converterInto('CZK', silent, '2026-02-05');
  const years = ['2026-02-05', '2026-02-06', '2026-02-13', '2026-05-01', '2031-12-31'];

  test.each(years)('takes the newest fixing, and not an older estimate: %s', (date) => {
    expect(converter.rateOn('EUR', date)).toEqual({ rate: '24.31', date: '2026-02-05', source: 'CNB' });
    expect(converter.convert(10_000n, 'EUR', date)).toBe(243_100n);
    expect(converter.between(10_000n, 'EUR', 'USD', date)).toBe(11_859n);
  });
  test('takes an estimate where that is what the newest day takes', () => {
    expect(converter.rateOn('JPY', '2031-12-31')).toMatchObject({ date: '2026-02-01', source: 'EMBEDDED' });
  });
  test('has no rate of a currency that is no longer fixed', () => {
    expect(converter.rateOn('GBP', '2026-01-05')).not.toBeNull();
    expect(converter.rateOn('GBP', '2031-12-31')).toBeNull();
  });
});
