import { HOUSEHOLDS } from './customers';
import { householdLedger } from './household';

// Each test makes up years of a household.
jest.setTimeout(30_000);

const CUSTOMERS = HOUSEHOLDS.map((household) => [household.customer.name, household] as const);

test('account numbers are IBANs with valid check digits, of a bank that does not exist', () => {
  for (const { number } of HOUSEHOLDS.flatMap(({ customer }) => customer.accounts)) {
    expect(number).toMatch(/^CZ\d{2}9999\d{16}$/);
    expect(BigInt(`${number.slice(4)}1235${number.slice(2, 4)}`) % 97n).toBe(1n);
  }
});

test('three customers have one to four accounts in three currencies, one of them for savings', () => {
  expect(HOUSEHOLDS.map(({ customer }) => customer.accounts.length)).toEqual([4, 3, 1]);
  const accounts = HOUSEHOLDS.flatMap(({ customer }) => customer.accounts);
  expect([...new Set(accounts.map(({ currency }) => currency))].sort()).toEqual(['CZK', 'EUR', 'USD']);
  expect(accounts.filter(({ type }) => type === 'SAVINGS')).toHaveLength(1);
});

test.each(CUSTOMERS)(
  'the accounts of %s stay believable for two years: nearly never overdrawn, never rich',
  (_, household) => {
    const { movements, until } = householdLedger(household, 'saldo');
    until('2026-12-31');
    household.customer.accounts.forEach((account, index) => {
      let balance = account.openingMinor;
      let overdrawn = 0;
      for (const { amountMinor } of movements[index]!) {
        balance += amountMinor;
        if (balance < 0n) overdrawn += 1;
      }
      expect(overdrawn / movements[index]!.length).toBeLessThan(0.01);
      expect(balance).toBeLessThan(account.type === 'SAVINGS' ? 100_000_000n : 10_000_000n);
      const keys = new Set(movements[index]!.map(({ key }) => key));
      expect(keys.size).toBe(movements[index]!.length);
    });
  },
);

test('the small purchases of a day add up to little', () => {
  for (const household of HOUSEHOLDS) {
    const { movements, until } = householdLedger(household, 'saldo');
    until('2025-03-31');
    const small = movements
      .flat()
      .filter(
        ({ text, payee }) =>
          text === 'Ticket for one stop' ||
          text === 'Cashback' ||
          text === 'Bottle deposit' ||
          text === 'Ride' ||
          [
            'Coffee to go',
            'Vending machine',
            'Parking meter',
            'Copy shop',
            'Newsagent',
            'Pekařství Škoda',
          ].includes(payee ?? ''),
      );
    const perDay = small.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) / 90n;
    expect(perDay).toBeGreaterThan(-60_000n);
    expect(perDay).toBeLessThan(0n);
  }
});
