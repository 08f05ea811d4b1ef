import { groupByType, totalsByCurrency } from './group-accounts';

const account = (name: string, type: 'CASH' | 'CHECKING' | 'LOAN', currency: string, amount: string) => ({
  name,
  type,
  currency,
  balance: { amount },
});
const accounts = [
  account('Wallet', 'CASH', 'CZK', '0.10'),
  account('Main', 'CHECKING', 'CZK', '0.20'),
  account('Euro', 'CHECKING', 'EUR', '-5.00'),
  account('Second', 'CHECKING', 'CZK', '0.10'),
];

describe('groupByType', () => {
  it('puts what is used every day first and leaves out empty types', () => {
    expect(
      groupByType(accounts).map(({ type, accounts: group }) => [type, group.map(({ name }) => name)]),
    ).toEqual([
      ['CHECKING', ['Main', 'Euro', 'Second']],
      ['CASH', ['Wallet']],
    ]);
  });

  it('sums each group by currency', () => {
    expect(groupByType(accounts)[0]?.totals).toEqual([
      { currency: 'CZK', amount: '0.30' },
      { currency: 'EUR', amount: '-5.00' },
    ]);
  });

  it('of no accounts is empty', () => {
    expect(groupByType([])).toEqual([]);
  });
});

describe('totalsByCurrency', () => {
  it('never adds one currency to another', () => {
    expect(totalsByCurrency(accounts)).toEqual([
      { currency: 'CZK', amount: '0.40' },
      { currency: 'EUR', amount: '-5.00' },
    ]);
  });
});
