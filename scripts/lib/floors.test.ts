import { faultsOf } from './floors';

test('an import from a lower floor to a higher one is refused, of types too', () => {
  expect(faultsOf([{ from: 'lib/platform/mail/types.ts', to: 'lib/intake/banks/provider.ts' }])).toEqual([
    'lib/platform/mail/types.ts imports lib/intake/banks/provider.ts, which is on a floor above.',
  ]);
});

test('an import of the same floor, of one below, or of what is on no floor is right', () => {
  expect(
    faultsOf([
      { from: 'lib/intake/match/match.ts', to: 'lib/intake/row.ts' },
      { from: 'lib/exchange/exports/data.ts', to: 'lib/platform/db/pool.ts' },
      { from: 'lib/wiring.ts', to: 'lib/intake/after-booking.ts' },
    ]),
  ).toEqual([]);
});

test('rooms of one floor that import each other in a circle are refused, however long the way around is', () => {
  const circle = [
    { from: 'lib/ledger/door/door.ts', to: 'lib/ledger/rows/data.ts' },
    { from: 'lib/ledger/rows/row.ts', to: 'lib/ledger/accounts/data.ts' },
    { from: 'lib/ledger/accounts/mutations.ts', to: 'lib/ledger/door/door.ts' },
  ];
  expect(faultsOf(circle)).toEqual([expect.stringContaining('lib/ledger/door → lib/ledger/rows')]);
  expect(faultsOf(circle.slice(1))).toEqual([]);
});

test('files of one room may know each other', () => {
  expect(
    faultsOf([
      { from: 'lib/ledger/door/door.ts', to: 'lib/ledger/door/rows.ts' },
      { from: 'lib/ledger/door/rows.ts', to: 'lib/ledger/door/booking.ts' },
    ]),
  ).toEqual([]);
});
