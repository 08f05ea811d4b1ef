import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { mutate } from 'swr';
import { renderPage } from '@/components/ui/render-for-test';
import type { Locale } from '@/lib/platform/i18n/locales';
import { EntryForm } from './entry-form';
import type { Choices } from './queries';

const accounts = [
  { id: 'bank', name: 'Current account', currency: 'CZK', closedOn: null },
  { id: 'euro', name: 'Euro account', currency: 'EUR', closedOn: null },
  { id: 'savings', name: 'Savings', currency: 'CZK', closedOn: null },
];
const choices: Choices = {
  household: { today: '2026-04-12', baseCurrency: 'CZK' },
  accounts,
  categories: [],
};

interface Sent {
  query: string;
  variables: { input?: Record<string, unknown> };
}
let sent: Sent[] = [];

/** Stands in for the network: the same answer to every transfer. */
function answerWith(payload: unknown) {
  sent = [];
  global.fetch = async (_url, init) => {
    const asked = JSON.parse(init?.body as string) as Sent;
    if (asked.query.includes('AddTransfer')) sent.push(asked);
    return { json: async () => ({ data: { addTransfer: payload, payees: [] } }) } as Response;
  };
}
const inputs = () => sent.map(({ variables }) => variables.input);
const router = { refresh: () => {}, push: () => {} } as unknown as AppRouterInstance;

async function open({
  withChoices = choices,
  locale = 'en',
}: { withChoices?: Choices; locale?: Locale } = {}) {
  renderPage(
    <AppRouterContext value={router}>
      <EntryForm defaults={{ kind: 'TRANSFER' }} choices={withChoices} onSaved={() => {}} />
    </AppRouterContext>,
    locale,
  );
  return userEvent.setup();
}

beforeEach(async () => {
  answerWith({ transfer: { out: { id: 't1' } }, errors: [] });
  await mutate(() => true, undefined, { revalidate: false });
  window.localStorage.clear();
});

describe('the form for a transfer', () => {
  it('is ready to type an amount and moves it to another account of the same currency', async () => {
    const user = await open();
    await waitFor(() => expect(screen.getByLabelText('Amount')).toHaveFocus());
    expect(screen.queryByLabelText('Arrives as')).toBeNull();
    await user.keyboard('1000+500{Enter}');
    await waitFor(() =>
      expect(inputs()).toMatchObject([
        {
          amount: '1500.00',
          receivedAmount: null,
          fromAccountId: 'bank',
          toAccountId: 'savings',
          date: '2026-04-12',
        },
      ]),
    );
    expect(inputs()[0]?.idempotencyKey).toEqual(expect.any(String));
  });

  it('never has one account on both sides: choosing the other one swaps them', async () => {
    const user = await open();
    await user.selectOptions(await screen.findByLabelText('From account'), 'savings');
    expect(screen.getByLabelText('To account')).toHaveValue('bank');
    await user.selectOptions(screen.getByLabelText('To account'), 'savings');
    expect(screen.getByLabelText('From account')).toHaveValue('bank');
    await user.click(screen.getByRole('button', { name: 'Swap the accounts' }));
    expect(screen.getByLabelText('From account')).toHaveValue('savings');
    expect(screen.getByLabelText('To account')).toHaveValue('bank');
  });

  it('asks what arrives only in another currency, and leaves it to the rate when nothing is said', async () => {
    const user = await open();
    await user.type(await screen.findByLabelText('Amount'), '2500');
    await user.selectOptions(screen.getByLabelText('To account'), 'euro');
    await user.type(screen.getByLabelText('Arrives as'), 'much{Enter}');
    expect(screen.getByLabelText('Arrives as')).toBeInvalid();
    expect(inputs()).toEqual([]);
    await user.clear(screen.getByLabelText('Arrives as'));
    await user.type(screen.getByLabelText('Arrives as'), '99.50{Enter}');
    await waitFor(() =>
      expect(inputs()).toMatchObject([{ amount: '2500.00', receivedAmount: '99.50', toAccountId: 'euro' }]),
    );
  });

  it('says at what arrives that no rate is known', async () => {
    answerWith({
      transfer: null,
      errors: [
        { code: 'REQUIRED', message: 'Say how much arrived in EUR.', path: ['input', 'receivedAmount'] },
      ],
    });
    const user = await open({ locale: 'cs' });
    await user.selectOptions(await screen.findByLabelText('Na účet'), 'euro');
    await user.type(screen.getByLabelText('Částka'), '2500{Enter}');
    await waitFor(() =>
      expect(screen.getByLabelText('Přijde jako')).toHaveAccessibleDescription(
        'Kurz pro tento den není známý: zadejte, kolik přišlo.',
      ),
    );
  });

  it('takes along what was typed as an expense', async () => {
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'Expense' }));
    await user.type(screen.getByLabelText('Amount'), '70{Tab}');
    await user.click(screen.getByRole('radio', { name: 'Transfer' }));
    expect(await screen.findByLabelText('Amount')).toHaveValue('70.00');
  });

  it('explains with one account that a second is needed, and opens one', async () => {
    await open({ withChoices: { ...choices, accounts: accounts.slice(0, 1) } });
    expect(await screen.findByText(/there is only one\. Open the second/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Add account' })).toBeInTheDocument();
    expect(screen.queryByLabelText('From account')).toBeNull();
  });
});
