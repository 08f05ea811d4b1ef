import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { mutate } from 'swr';
import { renderPage } from '@/components/ui/render-for-test';
import EditSheet from './edit-sheet';
import type { Choices, ListRow, TransactionOrigin } from './queries';

const accounts = [
  { id: 'bank', name: 'Current account', currency: 'CZK', closedOn: null },
  { id: 'savings', name: 'Savings', currency: 'CZK', closedOn: null },
  { id: 'cash', name: 'Cash', currency: 'CZK', closedOn: null },
];
const choices: Choices = {
  household: { today: '2026-04-12', baseCurrency: 'CZK' },
  accounts,
  categories: [],
};
const row: ListRow = {
  id: 't1',
  date: '2026-04-10',
  kind: 'EXPENSE',
  status: 'CLEARED',
  payee: 'Grocer',
  description: 'Card payment',
  notes: null,
  amount: { amount: '-120.00', currency: 'CZK' },
  account: { id: 'bank', name: 'Current account', currency: 'CZK' },
  category: null,
  transfer: null,
  balance: null,
};
const fromBank: TransactionOrigin = {
  origin: 'BANK',
  account: { bankConnection: { id: 'c1', provider: 'FIO' } },
  bankDetails: {
    bankId: '4711',
    counterpartyAccount: null,
    variableSymbol: '2026',
    constantSymbol: null,
    specificSymbol: null,
  },
  provenance: [
    { field: 'PAYEE', source: 'PERSON', bankValue: 'ALBERT 0123 PRAHA' },
    { field: 'AMOUNT', source: 'PERSON', bankValue: '-125.50' },
    { field: 'DATE', source: 'BANK', bankValue: null },
    { field: 'NOTES', source: 'PERSON', bankValue: null },
  ],
};

function side(
  id: string,
  account: (typeof accounts)[number],
  amount: string,
  origin: 'BANK' | 'PERSON' = 'PERSON',
) {
  return {
    id,
    date: '2026-04-10',
    origin,
    amount: { amount, currency: 'CZK' },
    account: { id: account.id, name: account.name },
  };
}
function transfer(otherOrigin: 'BANK' | 'PERSON'): ListRow {
  const transfer = {
    id: 'tr1',
    out: side('t1', accounts[0]!, '-120.00'),
    in: side('t2', accounts[1]!, '120.00', otherOrigin),
  };
  return { ...row, kind: 'TRANSFER', payee: null, transfer: transfer as unknown as ListRow['transfer'] };
}

interface Sent {
  query: string;
  variables: { id?: string; input?: Record<string, unknown> };
}
let sent: Sent[] = [];

async function open(shown: ListRow, origin: Partial<TransactionOrigin> = { origin: 'PERSON' }) {
  sent = [];
  const data = {
    transaction: { ...fromBank, ...origin },
    payees: [],
    updateTransaction: { changeId: 'x', errors: [] },
    unlinkTransfer: { changeId: 'x', errors: [] },
  };
  global.fetch = async (_url, init) => {
    sent.push(JSON.parse(init?.body as string) as Sent);
    return { json: async () => ({ data }) } as Response;
  };
  await mutate(() => true, undefined, { revalidate: false });
  const router = { refresh: () => {}, push: () => {}, prefetch: () => {} } as unknown as AppRouterInstance;
  renderPage(
    <AppRouterContext value={router}>
      <EditSheet row={shown} choices={choices} onClose={() => {}} onRemove={() => {}} />
    </AppRouterContext>,
  );
  await screen.findByRole('dialog');
  await waitFor(() => expect(sent.length).toBeGreaterThan(0));
  return userEvent.setup();
}
const inputOf = (mutation: string) => sent.find(({ query }) => query.includes(mutation))?.variables;

describe('where a transaction comes from', () => {
  it('is not told of what a person recorded', async () => {
    await open(row, { origin: 'PERSON', provenance: [], bankDetails: null });
    await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
    expect(screen.queryByRole('heading', { name: 'Where this comes from' })).toBeNull();
  });

  it('names the bank, what it told besides, and what it says where a person says otherwise', async () => {
    await open(row, fromBank);
    const section = within(await screen.findByRole('region', { name: 'Where this comes from' }));
    expect(section.getByRole('link', { name: 'Fio banka' })).toHaveAttribute('href', '/connections/c1');
    expect(section.getByText('2026')).toBeInTheDocument();
    expect(section.getByText('ALBERT 0123 PRAHA')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: 'Yours; the bank says ALBERT 0123 PRAHA' })).toBeInTheDocument();
    expect(section.getAllByRole('button')).toHaveLength(2);
  });

  it('is gone back to field by field, and what was the person’s can be had again before it is saved', async () => {
    const user = await open(row, fromBank);
    await user.click(await screen.findByRole('button', { name: 'Use the bank’s: Payee' }));
    expect(screen.getByLabelText('Payee')).toHaveValue('ALBERT 0123 PRAHA');
    expect(screen.queryByRole('img', { name: /ALBERT/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Use the bank’s: Amount' }));
    await user.click(screen.getByRole('button', { name: 'Keep mine: Payee' }));
    expect(screen.getByLabelText('Payee')).toHaveValue('Grocer');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() =>
      expect(inputOf('UpdateTransaction_Mutation')?.input).toMatchObject({
        amount: '-125.50',
        payee: 'Grocer',
        date: '2026-04-10',
      }),
    );
  });
});

describe('a transfer in its sheet', () => {
  it('shows both sides, has no category, and never offers the other side’s account', async () => {
    await open(transfer('PERSON'));
    const box = within(screen.getByRole('region', { name: 'Transfer' }));
    expect(box.getByText('Current account')).toBeInTheDocument();
    expect(box.getByText('Savings')).toBeInTheDocument();
    expect(screen.queryByLabelText('Category')).toBeNull();
    expect(
      within(screen.getByLabelText('Account'))
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Current account', 'Cash']);
    expect(screen.getByLabelText('Amount')).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Delete both sides' })).toBeInTheDocument();
  });

  it('keeps the amount when a bank has stated the other side', async () => {
    await open(transfer('BANK'));
    expect(screen.getByLabelText('Amount')).toBeDisabled();
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription(/Unlink the transfer/);
  });

  it('is unlinked by its own id', async () => {
    const user = await open(transfer('PERSON'));
    await user.click(screen.getByRole('button', { name: 'Unlink' }));
    await waitFor(() => expect(inputOf('UnlinkTransfer_Mutation')).toEqual({ id: 'tr1' }));
  });
});
