import { nextBackup, nextNight } from './nightly';

test.each([
  ['2026-07-10T12:00:00Z', '2026-07-11T00:30:00.000Z'],
  ['2026-07-10T00:29:59Z', '2026-07-10T00:30:00.000Z'],
  ['2026-07-10T00:30:00Z', '2026-07-11T00:30:00.000Z'],
  ['2026-12-31T12:00:00Z', '2027-01-01T01:30:00.000Z'],
  ['2026-12-31T23:30:00Z', '2027-01-01T01:30:00.000Z'],
])('after %s comes %s', (now, next) => {
  expect(nextNight(new Date(now)).toISOString()).toBe(next);
});

test('there is one night in each day of a year, also when clocks change', () => {
  const nights = [nextNight(new Date('2026-01-01T00:00:00Z'))];
  for (let count = 1; count < 365; count++) nights.push(nextNight(nights.at(-1)!));
  expect(new Set(nights.map((night) => night.toISOString().slice(0, 10))).size).toBe(365);
  expect(nights.at(-1)?.toISOString()).toBe('2026-12-31T01:30:00.000Z');
});

test.each([
  ['there is none', null, '2026-07-10T12:00:00.000Z'],
  [
    'the last one is older than a day: a night was missed',
    '2026-07-09T00:31:00Z',
    '2026-07-10T12:00:00.000Z',
  ],
  ['the last one is of this night', '2026-07-10T00:31:00Z', '2026-07-11T00:30:00.000Z'],
])('a process that starts at noon when %s', (_, last, next) => {
  expect(
    nextBackup(new Date('2026-07-10T12:00:00Z'), last === null ? null : new Date(last)).toISOString(),
  ).toBe(next);
});
