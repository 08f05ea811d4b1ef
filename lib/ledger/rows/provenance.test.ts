import type { Account } from '@/lib/ledger/reference/account';
import { applyStatement, type BankStatement, isCorrected, markPerson, waitingCorrection } from './provenance';
import { draftTransaction, type Transaction } from './types';

const account = { id: 'a', currency: 'CZK' } as Account;
const transaction = (change: Partial<Transaction> = {}): Transaction =>
  draftTransaction({
    account,
    date: '2026-03-05',
    amountMinor: -10_000n,
    payee: 'Albert',
    origin: 'BANK',
    status: 'RECONCILED',
    ...change,
  });
const said: BankStatement = {
  date: '2026-03-05',
  amount: '-10000',
  payee: 'Albert',
  description: null,
  status: 'CLEARED',
};
const next = { ...said, date: '2026-03-06', amount: '-10500', payee: 'ALBERT PRAHA' };

describe('what a bank says differently later', () => {
  test('is taken over as long as nothing was reconciled', () => {
    expect(applyStatement(transaction({ status: 'CLEARED' }), said, next)).toMatchObject({
      date: '2026-03-06',
      amountMinor: -10_500n,
      payee: 'ALBERT PRAHA',
    });
  });

  test('of a reconciled transaction waits where it is day or amount; words are taken over', () => {
    const after = applyStatement(transaction(), said, next);
    expect(after).toMatchObject({ date: '2026-03-05', amountMinor: -10_000n, payee: 'ALBERT PRAHA' });
    expect(waitingCorrection(after)).toEqual({ date: '2026-03-06', amount: '-10500' });
  });

  test('waits on in one field where the bank takes the other one back', () => {
    const after = applyStatement(transaction(), said, next);
    const half = applyStatement(after, next, { ...next, amount: said.amount });
    expect(waitingCorrection(half)).toEqual({ date: '2026-03-06' });
    expect(isCorrected(applyStatement(half, { ...next, amount: said.amount }, said))).toBe(false);
  });

  test('does not wait where a person has said what it is', () => {
    const mine = markPerson(transaction(), transaction({ amountMinor: -9_000n }));
    const after = applyStatement(mine, said, { ...said, amount: '-10500' });
    expect(after).toMatchObject({ amountMinor: -9_000n, bankValues: { amount: '-10500' } });
    expect(isCorrected(after)).toBe(false);
  });
});
