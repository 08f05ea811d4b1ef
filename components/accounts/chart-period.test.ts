import { pointsUntil, readChartPeriod } from './chart-period';

describe('readChartPeriod', () => {
  it.each([
    ['twelve months', false, '2020-05-06', '2025-12-01'],
    ['all since the first transaction', true, '2020-05-06', '2020-05-01'],
    ['a year when there is less than one', true, '2026-10-01', '2025-12-01'],
    ['a year when there is nothing', true, null, '2025-12-01'],
    ['no more than 240 months', true, '1999-01-01', '2006-12-01'],
    ['a year when everything is still to come', true, '2027-03-01', '2025-12-01'],
  ])('draws %s', (_, isAllTime, oldest, from) => {
    expect(readChartPeriod(isAllTime, '2026-11-21', oldest)).toEqual({ from, to: '2026-11-01', isAllTime });
  });
});

test('the course of a balance ends with today, not with what the month will bring', () => {
  const end = (date: string, amount: string) => ({ date, balance: { amount } });
  expect(pointsUntil('2026-11-21', '5.00', [end('2026-10-31', '4.00'), end('2026-11-30', '782.00')])).toEqual(
    [
      { date: '2026-10-31', amount: '4.00' },
      { date: '2026-11-21', amount: '5.00' },
    ],
  );
});
