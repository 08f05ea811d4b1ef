import { screen } from '@testing-library/react';
import { renderPage } from '@/components/ui/render-for-test';
import { ConnectionNotice } from './connection-notice';
import { consentNotice, shownState } from './connection-state';

const now = '2026-11-22T12:00:00Z';
const ending = (days: number | null) => ({
  state: 'ACTIVE' as const,
  consentDaysLeft: days,
  consentEndsAt: days === null ? null : new Date(Date.parse(now) + days * 86_400_000 + 60_000).toISOString(),
});
const show = (
  consent: Parameters<typeof consentNotice>[0],
  problemCode: string | null = null,
  locale: 'en' | 'cs' = 'en',
) => renderPage(<ConnectionNotice notice={consentNotice(consent, now)} problemCode={problemCode} />, locale);

describe('What is said about the end of a consent', () => {
  it.each([null, 20, 15])('is nothing with %s days left', (days) => {
    show(ending(days));
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each([
    [14, 'ends in 14 days', 'končí za 14 dní'],
    [7, 'ends in 7 days', 'končí za 7 dní'],
    [2, 'ends in 2 days', 'končí za 2 dny'],
  ])('is a warning with %s days left', (days, english, czech) => {
    show(ending(days));
    expect(screen.getByRole('status')).toHaveTextContent(english);
    show(ending(days), null, 'cs');
    expect(screen.getByText(new RegExp(czech))).toBeInTheDocument();
  });

  it.each([
    [1, 'ends in 1 day. Renew it now', 'končí za 1 den'],
    [0, 'ends within a day. Renew it now', 'končí do jednoho dne'],
  ])('is an alarm with %s days left', (days, english, czech) => {
    show(ending(days));
    expect(screen.getByRole('alert')).toHaveTextContent(english);
    show(ending(days), null, 'cs');
    expect(screen.getByText(new RegExp(czech))).toBeInTheDocument();
  });

  it('is an alarm once it has ended, whether or not the bank has been asked since', () => {
    show({ state: 'ENDED', consentDaysLeft: 30, consentEndsAt: '2026-12-22T12:00:00Z' });
    expect(screen.getByRole('alert')).toHaveTextContent('The access has ended');
    expect(
      consentNotice({ state: 'ACTIVE', consentDaysLeft: 0, consentEndsAt: '2026-11-22T11:59:00Z' }, now),
    ).toEqual({ tone: 'wrong', days: null });
  });
});

describe('What went wrong last time', () => {
  it('is said in a sentence of its own', () => {
    show(ending(80), 'RATE_LIMITED');
    expect(screen.getByRole('status')).toHaveTextContent('The bank was asked too often and wants a pause.');
  });

  it('is said also where this version does not know it', () => {
    show(ending(80), 'SOMETHING_ELSE', 'cs');
    expect(screen.getByRole('status')).toHaveTextContent('Načtení se nezdařilo.');
  });

  it('stands beside the warning that the consent will end', () => {
    show(ending(1), 'UNAVAILABLE');
    expect(screen.getByRole('alert')).toHaveTextContent('ends in 1 day');
    expect(screen.getByRole('status')).toHaveTextContent('The bank did not answer.');
  });

  it('makes room for the end of the consent, which only the person can mend', () => {
    show({ state: 'ENDED', consentDaysLeft: 0, consentEndsAt: now }, 'CONSENT_ENDED');
    expect(screen.getByRole('alert')).toHaveTextContent('The access has ended');
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });
});

describe('shownState', () => {
  const followed = [
    {
      id: 'b1',
      name: 'Everyday',
      number: null,
      currency: 'CZK',
      fetchFrom: null,
      account: { id: 'a1', name: 'Main' },
    },
  ];
  const sync = (state: 'DONE' | 'RUNNING') => ({
    id: 's1',
    state,
    accountsDone: 0,
    accountsTotal: 1,
    rowsSeen: 0,
    rowsAdded: 0,
    rowsChanged: 0,
    rowsWaiting: 0,
  });
  it.each([
    [
      'SYNCING',
      { state: 'ACTIVE', accounts: followed, problemCode: 'UNAVAILABLE', lastSync: sync('RUNNING') },
    ],
    ['ENDED', { state: 'ENDED', accounts: followed, problemCode: 'CONSENT_ENDED', lastSync: sync('DONE') }],
    ['PAUSED', { state: 'PAUSED', accounts: followed, problemCode: 'UNAVAILABLE', lastSync: sync('DONE') }],
    [
      'EMPTY',
      {
        state: 'ACTIVE',
        accounts: followed.map((account) => ({ ...account, account: null })),
        problemCode: null,
        lastSync: null,
      },
    ],
    ['FAILING', { state: 'ACTIVE', accounts: followed, problemCode: 'UNAVAILABLE', lastSync: sync('DONE') }],
    ['ACTIVE', { state: 'ACTIVE', accounts: followed, problemCode: null, lastSync: sync('DONE') }],
  ] as const)('is %s', (expected, connection) => {
    expect(shownState({ ...connection, accounts: [...connection.accounts] })).toBe(expected);
  });
});
