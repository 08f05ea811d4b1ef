import { toItems } from './list-items';
import type { ListRow } from './queries';
import { addUp, withSign } from './sums';

function row(id: string, date: string, amount: string, currency = 'CZK'): ListRow {
  const account = { id: 'a', name: 'Account', currency };
  return {
    id,
    date,
    amount: { amount, currency },
    account,
    kind: 'EXPENSE',
    status: 'CLEARED',
    payee: null,
    description: null,
    notes: null,
    category: null,
    transfer: null,
    balance: null,
  };
}
const rows = [
  row('1', '2026-04-12', '-0.10'),
  row('2', '2026-04-12', '-0.20'),
  row('3', '2026-04-12', '5.00', 'EUR'),
  row('4', '2026-04-11', '-7.00'),
];

describe('items of the list', () => {
  it('begin each day with its exact sum in each currency', () => {
    const items = toItems(rows, { byDay: true, isComplete: true });
    expect(items.map((item) => (item.kind === 'day' ? item.date : item.row.id))).toEqual([
      '2026-04-12',
      '1',
      '2',
      '3',
      '2026-04-11',
      '4',
    ]);
    expect(items[0]).toEqual({
      kind: 'day',
      date: '2026-04-12',
      sums: [
        { amount: '-0.30', currency: 'CZK' },
        { amount: '5.00', currency: 'EUR' },
      ],
    });
  });

  it('say no sum of a day that may go on in the next page', () => {
    const days = toItems(rows, { byDay: true, isComplete: false }).filter((item) => item.kind === 'day');
    expect(days.map((day) => day.sums === null)).toEqual([false, true]);
  });

  it('have no days in an order by amount', () => {
    expect(
      toItems(rows, { byDay: false, isComplete: true }).map((item) => item.kind === 'row' && item.index),
    ).toEqual([0, 1, 2, 3]);
  });
});

describe('addUp', () => {
  it('keeps the decimals of the currency', () => {
    expect(
      addUp([
        { amount: '100', currency: 'JPY' },
        { amount: '-1', currency: 'JPY' },
        { amount: '1.005', currency: 'KWD' },
      ]),
    ).toEqual([
      { amount: '99', currency: 'JPY' },
      { amount: '1.005', currency: 'KWD' },
    ]);
  });
});

describe('withSign', () => {
  it.each([
    ['12.50', 'EXPENSE', '-12.50'],
    ['-12.50', 'EXPENSE', '-12.50'],
    ['12.50', 'INCOME', '12.50'],
    ['-12.50', 'INCOME', '12.50'],
  ] as const)('makes %s as %s %s', (amount, kind, expected) => {
    expect(withSign(amount, kind)).toBe(expected);
  });
});
