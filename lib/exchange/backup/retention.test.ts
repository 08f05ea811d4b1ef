import { backupName, dumpsToRemove, keysToRemove, momentOf } from './retention';

const nightly = (from: string, days: number) =>
  Array.from({ length: days }, (_, index) =>
    backupName('dumps', new Date(Date.parse(from) + index * 86_400_000)),
  );
const left = (names: string[]) => {
  const removed = new Set(dumpsToRemove(names));
  return names.filter((name) => !removed.has(name)).map((name) => momentOf(name)?.toISOString().slice(0, 10));
};

test("a name tells the moment, and other files are nobody's", () => {
  const at = new Date('2026-11-26T01:30:05Z');
  expect(backupName('dumps', at)).toBe('dumps/2026-11-26T01-30-05Z.saldo');
  expect(momentOf('dumps/2026-11-26T01-30-05Z.saldo')).toEqual(at);
  expect(momentOf('dumps/holiday.zip')).toBeNull();
  expect(dumpsToRemove(['dumps/holiday.zip'])).toEqual([]);
});

test('of a year and a half of nights, 7 days, 5 weeks and 12 months are left', () => {
  // The last one is a Thursday.
  expect(left(nightly('2025-06-01T01:30:00Z', 544))).toEqual([
    '2025-12-31',
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
    '2026-06-30',
    '2026-07-31',
    '2026-08-31',
    '2026-09-30',
    '2026-10-31',
    '2026-11-01',
    '2026-11-08',
    '2026-11-15',
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ]);
});

test('removing every night comes to the same as removing once', () => {
  let kept: string[] = [];
  for (const name of nightly('2025-06-01T01:30:00Z', 544)) {
    kept.push(name);
    const removed = new Set(dumpsToRemove(kept));
    kept = kept.filter((one) => !removed.has(one));
  }
  expect(kept.map((name) => name.slice(6, 16))).toEqual(left(nightly('2025-06-01T01:30:00Z', 544)));
});

test('of several on one day the newest is left, and backups that stopped do not run out', () => {
  const names = ['dumps/2024-02-29T01-30-00Z.saldo', 'dumps/2024-02-29T13-00-00Z.saldo'];
  expect(dumpsToRemove(names)).toEqual([names[0]]);
});

test('keys are left for a week, and the newest for ever', () => {
  const keys = nightly('2026-11-01T01:30:00Z', 20).map((name) => name.replace('dumps', 'keys'));
  expect(keysToRemove(keys, new Date('2026-11-20T02:00:00Z'))).toEqual(keys.slice(0, 13));
  expect(keysToRemove(keys, new Date('2027-11-20T02:00:00Z'))).toEqual(keys.slice(0, 19));
  expect(keysToRemove([], new Date())).toEqual([]);
});
