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
  { id: 'cash', name: 'Cash', currency: 'CZK', closedOn: null },
];
const groceries = {
  id: 'groceries',
  name: 'Groceries',
  kind: 'EXPENSE' as const,
  color: 2,
  archived: false,
  parent: null,
};
const choices: Choices = {
  household: { today: '2026-04-12', baseCurrency: 'CZK' },
  accounts,
  categories: [groceries],
};
const albert = { payee: 'Albert', category: groceries, account: accounts[1] };

type Variables = { text?: string; input?: Record<string, unknown>; ids?: string[] };
type Answer = (variables: Variables) => unknown;
let sent: { operation: string; variables: Variables }[] = [];

/** Stands in for the network: answers each operation by its name, and keeps what was sent. */
function answerWith(answers: Record<string, Answer>) {
  const all: Record<string, Answer> = {
    Payees_Query: ({ text = '' }) => ({
      payees: text && 'albert'.startsWith(text.toLowerCase()) ? [albert] : [],
    }),
    AddTransaction_Mutation: () => ({ addTransaction: { transaction: { id: 't1' }, errors: [] } }),
    ...answers,
  };
  sent = [];
  global.fetch = async (_url, init) => {
    const { query, variables } = JSON.parse(init?.body as string) as { query: string; variables: Variables };
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    sent.push({ operation, variables });
    return { json: async () => ({ data: all[operation]?.(variables) }) } as Response;
  };
}
const added = () =>
  sent
    .filter(({ operation }) => operation === 'AddTransaction_Mutation')
    .map(({ variables }) => variables.input ?? {});

const router = {
  refresh: () => {},
  push: () => {},
  replace: () => {},
  back: () => {},
  forward: () => {},
  prefetch: () => {},
} as unknown as AppRouterInstance;

function renderForm({
  onSaved = () => {},
  locale,
  withChoices = choices,
}: { onSaved?: () => void; locale?: Locale; withChoices?: Choices } = {}) {
  renderPage(
    <AppRouterContext value={router}>
      <EntryForm defaults={{}} choices={withChoices} onSaved={onSaved} />
    </AppRouterContext>,
    locale,
  );
  return userEvent.setup();
}

beforeEach(async () => {
  answerWith({});
  await mutate(() => true, undefined, { revalidate: false });
  window.localStorage.clear();
});

describe('the form for a new transaction', () => {
  it('is ready to type an amount and saves with Enter, an expense as money out', async () => {
    let isSaved = false;
    const user = renderForm({ onSaved: () => (isSaved = true) });
    await user.keyboard('120+35{Enter}');
    await waitFor(() => expect(isSaved).toBe(true));
    expect(added()).toMatchObject([
      { amount: '-155.00', date: '2026-04-12', accountId: 'bank', payee: null, categoryId: null },
    ]);
  });

  it('saves an income as money in', async () => {
    const user = renderForm();
    await user.click(screen.getByRole('radio', { name: 'Income' }));
    await user.type(screen.getByLabelText('Amount'), '1,000{Enter}');
    await waitFor(() => expect(added()).toMatchObject([{ amount: '1000.00' }]));
  });

  it('takes category and account along with a payee of before', async () => {
    const user = renderForm();
    await user.keyboard('89{Tab}alb');
    await screen.findByRole('option', { name: /Albert/ });
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(screen.getByLabelText('Category')).toHaveValue('Groceries'));
    expect(screen.getByLabelText('Account')).toHaveDisplayValue('Cash');
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(added()).toMatchObject([
        { amount: '-89.00', payee: 'Albert', categoryId: 'groceries', accountId: 'cash' },
      ]),
    );
  });

  it('leaves an account alone that was chosen before the payee', async () => {
    const user = renderForm();
    await user.selectOptions(screen.getByLabelText('Account'), 'Current account');
    await user.type(screen.getByLabelText('Payee'), 'Albert');
    await waitFor(() => expect(screen.getByLabelText('Category')).toHaveValue('Groceries'));
    expect(screen.getByLabelText('Account')).toHaveDisplayValue('Current account');
  });

  it('saves with Shift+Enter and starts the next one in its amount, on the same day', async () => {
    let isSaved = false;
    const user = renderForm({ onSaved: () => (isSaved = true) });
    await user.clear(screen.getByLabelText('Date'));
    await user.type(screen.getByLabelText('Date'), 'y');
    await user.type(screen.getByLabelText('Amount'), '10');
    await user.type(screen.getByLabelText('Payee'), 'Baker');
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(screen.getByLabelText('Payee')).toHaveValue(''));
    expect(screen.getByLabelText('Amount')).toHaveFocus();
    expect(screen.getByLabelText('Amount')).toHaveValue('');
    await user.keyboard('20{Enter}');
    await waitFor(() =>
      expect(added()).toMatchObject([
        { amount: '-10.00', date: '2026-04-11' },
        { amount: '-20.00', date: '2026-04-11' },
      ]),
    );
    expect(isSaved).toBe(true);
    const [first, second] = added();
    expect(first?.idempotencyKey).not.toBe(second?.idempotencyKey);
  });

  it('sends an entry again under the same key when the connection failed', async () => {
    const user = renderForm();
    const online = global.fetch;
    global.fetch = async (url, init) => {
      await online(url, init);
      throw new TypeError('offline');
    };
    await user.keyboard('10{Enter}');
    await waitFor(() => expect(added()).toHaveLength(1));
    global.fetch = online;
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Save\b(?! and)/ })).not.toHaveAttribute('aria-busy'),
    );
    await user.click(screen.getByLabelText('Amount'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(added()).toHaveLength(2));
    expect(added()[0]?.idempotencyKey).toBe(added()[1]?.idempotencyKey);
  });

  it('says at the amount and the date what is wrong and sends nothing', async () => {
    const user = renderForm();
    await user.clear(screen.getByLabelText('Date'));
    await user.type(screen.getByLabelText('Date'), '30.2.{Enter}');
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription(/Enter an amount/);
    expect(screen.getByLabelText('Date')).toHaveAccessibleDescription(/Enter a date/);
    await waitFor(() => expect(screen.getByLabelText('Amount')).toHaveFocus());
    expect(added()).toEqual([]);
  });

  it("shows the server's failures at their fields, in the language of the page", async () => {
    answerWith({
      AddTransaction_Mutation: () => ({
        addTransaction: {
          transaction: null,
          errors: [{ code: 'NOT_ALLOWED', message: 'The account is closed.', path: ['input', 'accountId'] }],
        },
      }),
    });
    const user = renderForm({ locale: 'cs' });
    await user.keyboard('10{Enter}');
    await waitFor(() =>
      expect(screen.getByLabelText('Účet')).toHaveAccessibleDescription(/Vyberte jiný účet/),
    );
    expect(screen.getByLabelText('Částka')).toHaveValue('10,00');
  });

  it('makes a category that is not there yet', async () => {
    answerWith({
      AddCategoryInPlace_Mutation: () => ({ addCategory: { category: { id: 'garden' }, errors: [] } }),
      TransactionChoices_Query: () => ({
        ...choices,
        categories: [groceries, { ...groceries, id: 'garden', name: 'Garden' }],
      }),
    });
    const user = renderForm();
    await user.type(screen.getByLabelText('Category'), 'Garden');
    await user.click(screen.getByRole('option', { name: 'Create “Garden”' }));
    await waitFor(() => expect(screen.getByLabelText('Category')).toHaveValue('Garden'));
    expect(
      sent.find(({ operation }) => operation === 'AddCategoryInPlace_Mutation')?.variables.input,
    ).toEqual({ name: 'Garden', kind: 'EXPENSE' });
  });

  it('makes the first account where there is none, and goes on', async () => {
    answerWith({
      AddAccount_Mutation: () => ({ addAccount: { account: { id: 'bank' }, errors: [] } }),
      TransactionChoices_Query: () => choices,
    });
    const user = renderForm({ withChoices: { ...choices, accounts: [] } });
    await user.type(await screen.findByLabelText('Name'), 'Current account{Tab}{Tab}{Tab}1000{Enter}');
    await waitFor(() => expect(screen.getByLabelText('Amount')).toHaveFocus());
    expect(sent[0]?.variables.input).toEqual({
      name: 'Current account',
      type: 'CHECKING',
      currency: 'CZK',
      openingBalance: '1000.00',
      number: null,
      private: false,
    });
  });
});
