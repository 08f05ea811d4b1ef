import fc from 'fast-check';
import { addDays, isLocalDate } from '@/lib/core/dates/local-date';
import { daysOfMonth, namedPeriod, periodBefore, periodNames, periodOfCharts, readPeriod } from './period';

const today = '2026-11-21';

describe('readPeriod', () => {
  it.each([
    [{}, 'this-month', '2026-11-01', '2026-11-21'],
    [{ period: 'last-month' }, 'last-month', '2026-10-01', '2026-10-31'],
    [{ period: 'quarter' }, 'quarter', '2026-10-01', '2026-11-21'],
    [{ period: 'year' }, 'year', '2026-01-01', '2026-11-21'],
    [{ period: '12-months' }, '12-months', '2025-12-01', '2026-11-21'],
    [{ from: '2026-03-05', to: '2026-04-10' }, 'range', '2026-03-05', '2026-04-10'],
    [{ from: '2026-04-10', to: '2026-03-05' }, 'range', '2026-03-05', '2026-04-10'],
    [{ from: '1990-01-01', to: '2026-03-05' }, 'range', '1990-01-01', '2009-12-31'],
    [{ from: '2026-02-30', to: '2026-03-05' }, 'this-month', '2026-11-01', '2026-11-21'],
    [{ from: '2026-02-03' }, 'this-month', '2026-11-01', '2026-11-21'],
    [{ period: 'decade' }, 'this-month', '2026-11-01', '2026-11-21'],
  ])('reads %j as %s, %s to %s', (params, name, from, to) => {
    expect(readPeriod(params, today)).toEqual({ name, from, to });
  });

  it.each([
    ['2026-01-31', 'last-month', '2025-12-01', '2025-12-31'],
    ['2026-03-01', 'last-month', '2026-02-01', '2026-02-28'],
    ['2026-01-01', 'quarter', '2026-01-01', '2026-01-01'],
    ['2026-06-30', 'quarter', '2026-04-01', '2026-06-30'],
    ['2024-02-29', '12-months', '2023-03-01', '2024-02-29'],
  ] as const)('on %s, %s is %s to %s', (day, name, from, to) => {
    expect(namedPeriod(name, day)).toEqual({ name, from, to });
  });
});

describe('periodBefore', () => {
  it.each([
    ['this-month', '2026-11-21', '2026-10-01', '2026-10-21'],
    ['this-month', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['this-month', '2026-03-30', '2026-02-01', '2026-02-28'],
    ['this-month', '2026-02-28', '2026-01-01', '2026-01-31'],
    ['last-month', '2026-11-21', '2026-09-01', '2026-09-30'],
    ['quarter', '2026-11-21', '2026-07-01', '2026-08-21'],
    ['quarter', '2026-10-05', '2026-07-01', '2026-07-05'],
    ['year', '2026-11-21', '2025-01-01', '2025-11-21'],
    ['year', '2024-02-29', '2023-01-01', '2023-02-28'],
    ['12-months', '2026-11-21', '2024-12-01', '2025-11-21'],
  ] as const)('of %s on %s is %s to %s', (name, day, from, to) => {
    expect(periodBefore(namedPeriod(name, day))).toEqual({ from, to });
  });

  it.each([
    ['2026-03-05', '2026-03-14', '2026-02-23', '2026-03-04'],
    ['2026-03-01', '2026-04-30', '2026-01-01', '2026-02-28'],
    ['2026-03-01', '2026-03-10', '2026-02-19', '2026-02-28'],
    ['2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
  ])('of the days %s to %s is %s to %s', (from, to, beforeFrom, beforeTo) => {
    expect(periodBefore({ name: 'range', from, to })).toEqual({ from: beforeFrom, to: beforeTo });
  });

  it('is made of real days, in order, all of them before the period', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
    fc.assert(
      fc.property(
        day,
        fc.constantFrom(...periodNames),
        fc.integer({ min: 0, max: 800 }),
        (start, name, length) => {
          for (const period of [
            namedPeriod(name, start),
            { name: 'range' as const, from: start, to: addDays(start, length) },
          ]) {
            const before = periodBefore(period);
            expect(isLocalDate(before.from) && isLocalDate(before.to)).toBe(true);
            expect(before.from <= before.to).toBe(true);
            expect(before.to < period.from).toBe(true);
          }
        },
      ),
    );
  });
});

describe('periodOfCharts', () => {
  it.each([
    ['this-month', '2025-12-01'],
    ['quarter', '2025-12-01'],
    ['year', '2026-01-01'],
  ] as const)('for %s begins %s', (name, from) => {
    expect(periodOfCharts(namedPeriod(name, today))).toEqual({ from, to: today });
  });
});

describe('daysOfMonth', () => {
  it.each([
    ['2026-11-01', '2026-11-01', '2026-11-21'],
    ['2026-10-01', '2026-10-01', '2026-10-31'],
    ['2026-09-01', '2026-09-10', '2026-09-30'],
  ])('of %s in the period are %s to %s', (month, from, to) => {
    expect(daysOfMonth(month, { from: '2026-09-10', to: today })).toEqual({ from, to });
  });
});
