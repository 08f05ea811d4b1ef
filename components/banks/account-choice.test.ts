import { changedChoices, fittingAccounts, NEW, NONE, proposedChoice } from './account-choice';
import type { ConnectedAccount, HouseholdAccount } from './queries';

const offered: ConnectedAccount = {
  id: 'b1',
  name: 'Everyday',
  number: 'CZ05 9999 0000',
  currency: 'CZK',
  fetchFrom: null,
  account: null,
};
const account = (id: string, fields: Partial<HouseholdAccount> = {}): HouseholdAccount => ({
  id,
  name: id,
  number: null,
  currency: 'CZK',
  bankConnection: null,
  ...fields,
});
const followed: ConnectedAccount = {
  ...offered,
  fetchFrom: '2026-08-24',
  account: { id: 'a1', name: 'Main' },
};

describe('fittingAccounts', () => {
  it('are of the same currency and fed by no other connection', () => {
    const accounts = [
      account('a1'),
      account('a2', { currency: 'EUR' }),
      account('a3', { bankConnection: { id: 'other' } }),
      account('a4', { bankConnection: { id: 'c1' } }),
    ];
    expect(fittingAccounts(offered, accounts, 'c1').map(({ id }) => id)).toEqual(['a1', 'a4']);
  });
});

describe('proposedChoice', () => {
  const first = { isFirst: true, firstDay: '2026-08-24' };
  it('is a new account where none has its number', () => {
    expect(proposedChoice(offered, [account('a1')], first)).toEqual({ target: NEW, firstDay: '2026-08-24' });
  });
  it('is the account of the same number, however it is written', () => {
    expect(
      proposedChoice(offered, [account('a1'), account('a2', { number: 'cz0599990000' })], first).target,
    ).toBe('a2');
  });
  it('is what is so already', () => {
    expect(proposedChoice(followed, [account('a1')], { isFirst: false, firstDay: '2026-11-01' })).toEqual({
      target: 'a1',
      firstDay: '2026-08-24',
    });
  });
  it('leaves out what was left out before', () => {
    expect(proposedChoice(offered, [], { isFirst: false, firstDay: '2026-11-01' }).target).toBe(NONE);
  });
});

describe('changedChoices', () => {
  const choose = (one: ConnectedAccount, target: string, firstDay = '2026-08-24') =>
    changedChoices([one], new Map([[one.id, { target, firstDay }]]));
  it.each([
    ['nothing for what stays as it is', choose(followed, 'a1'), []],
    ['nothing for what stays left out', choose(offered, NONE), []],
    [
      'a new account',
      choose(offered, NEW),
      [{ bankAccountId: 'b1', fetchFrom: '2026-08-24', newAccount: true }],
    ],
    [
      'another account',
      choose(followed, 'a2'),
      [{ bankAccountId: 'b1', fetchFrom: '2026-08-24', accountId: 'a2' }],
    ],
    [
      'another first day',
      choose(followed, 'a1', '2026-01-01'),
      [{ bankAccountId: 'b1', fetchFrom: '2026-01-01', accountId: 'a1' }],
    ],
    ['the end of following', choose(followed, NONE), [{ bankAccountId: 'b1' }]],
  ])('sends %s', (_name, sent, expected) => {
    expect(sent).toEqual(expected);
  });
});
