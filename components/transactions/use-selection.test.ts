import { mayBeTransfer, type Selected } from './use-selection';

const row = (accountId: string, amount: string, otherSideId: string | null = null): Selected => ({
  accountId,
  amount,
  currency: 'CZK',
  otherSideId,
});
const among = (...rows: Selected[]) =>
  mayBeTransfer(new Map(rows.map((selected, index) => [String(index), selected])));

describe('mayBeTransfer', () => {
  it('takes one out and one in, of two accounts', () => {
    expect(among(row('a', '-10.00'), row('b', '10.00'))).toBe(true);
    expect(among(row('a', '10.00'), row('b', '-250.00'))).toBe(true);
  });

  it.each([
    ['one alone', [row('a', '-10.00')]],
    ['three', [row('a', '-10.00'), row('b', '10.00'), row('c', '10.00')]],
    ['two of one account', [row('a', '-10.00'), row('a', '10.00')]],
    ['two out', [row('a', '-10.00'), row('b', '-10.00')]],
    ['a side of another transfer', [row('a', '-10.00', 'x'), row('b', '10.00')]],
  ])('refuses %s', (_name, rows) => {
    expect(among(...rows)).toBe(false);
  });
});
