import { Converter, ONE, scaleRate, type RateSeries } from './convert';

const series = (rates: Record<string, string>): RateSeries => ({ dates: Object.keys(rates), rates: Object.values(rates).map(scaleRate) });
const days = ['2026-02-05', '2026-02-06', '2026-02-27'];
const known = new Map([
  ['EUR', { dates: days, rates: days.map(() => ONE) }],
  ['CZK', series({ '2026-02-05': '24.5', '2026-02-06': '25', '2026-02-27': '26' })],
  ['USD', series({ '2026-02-06': '1.25' })],
  ['JPY', series({ '2026-02-06': '160.5' })],
  ['KWD', series({ '2026-02-06': '0.36' })],
]);

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
  expect(new Converter('CZK', known).convert(amount, currency, date)).toBe(expected);
});

test('halves are rounded away from zero, alike for money in and money out', () => {
  const converter = new Converter('EUR', known);
  expect(converter.convert(50n, 'CZK', '2026-02-06')).toBe(2n);
  expect(converter.convert(12n, 'CZK', '2026-02-06')).toBe(0n);
  expect(converter.convert(13n, 'CZK', '2026-02-06')).toBe(1n);
  expect(converter.convert(-13n, 'CZK', '2026-02-06')).toBe(-1n);
  expect(new Converter('EUR', known).convert(125n, 'USD', '2026-02-06')).toBe(100n);
});
