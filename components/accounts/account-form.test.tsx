import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '@/components/ui/render-for-test';
import { AccountForm } from './account-form';

interface Sent {
  query: string;
  variables: { id?: string; input: Record<string, unknown> };
}

/** Stands in for the API: gives the same answer to everything, and notes what was sent. */
function answerWith(data: unknown): Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = (async (_path: string, init: { body: string }) => {
    sent.push(JSON.parse(init.body) as Sent);
    return { json: async () => ({ data }) };
  }) as unknown as typeof fetch;
  return sent;
}

const saved = {
  addAccount: { account: { id: 'a1' }, errors: [] },
  updateAccount: { account: { id: 'a1' }, errors: [] },
};

describe('AccountForm', () => {
  it('opens an account in the household’s currency', async () => {
    const sent = answerWith(saved);
    const onSaved = jest.fn();
    renderPage(<AccountForm baseCurrency="CZK" onSaved={onSaved} />);
    const person = userEvent.setup();
    await person.type(screen.getByLabelText('Name'), 'Main account');
    await person.selectOptions(screen.getByLabelText('Type'), 'Savings');
    await person.type(screen.getByLabelText('Opening balance'), '1200+34.50');
    await person.click(screen.getByRole('button', { name: 'Add account' }));
    await waitFor(() => expect(onSaved).toHaveBeenCalledTimes(1));
    expect(sent.map(({ variables }) => variables.input)).toEqual([
      {
        name: 'Main account',
        type: 'SAVINGS',
        currency: 'CZK',
        openingBalance: '1234.50',
        number: null,
        private: false,
      },
    ]);
  });

  it('takes an empty opening balance for zero, and what is no amount for a mistake', async () => {
    const sent = answerWith(saved);
    const onSaved = jest.fn();
    renderPage(<AccountForm baseCurrency="CZK" onSaved={onSaved} />);
    const person = userEvent.setup();
    await person.type(screen.getByLabelText('Name'), 'Main account');
    const balance = screen.getByLabelText('Opening balance');
    await person.type(balance, 'a lot');
    await person.click(screen.getByRole('button', { name: 'Add account' }));
    expect(balance).toHaveAccessibleDescription('Enter an amount such as 1,234.50 or -500.');
    expect(sent).toEqual([]);

    await person.clear(balance);
    await person.click(screen.getByRole('button', { name: 'Add account' }));
    await waitFor(() => expect(onSaved).toHaveBeenCalledTimes(1));
    expect(sent[0]?.variables.input).toMatchObject({ openingBalance: '0' });
  });

  it('asks for a name before it asks the server', async () => {
    const sent = answerWith(saved);
    renderPage(<AccountForm baseCurrency="CZK" onSaved={() => {}} />, 'cs');
    await userEvent.click(screen.getByRole('button', { name: 'Přidat účet' }));
    expect(screen.getByLabelText('Název')).toBeInvalid();
    expect(screen.getByLabelText('Název')).toHaveFocus();
    expect(sent).toEqual([]);
  });

  it('shows what the server refuses beside its field, in the person’s language', async () => {
    answerWith({
      addAccount: {
        account: null,
        errors: [
          { code: 'CONFLICT', message: 'There is an account named "Main" already.', path: ['input', 'name'] },
        ],
      },
    });
    const onSaved = jest.fn();
    renderPage(<AccountForm baseCurrency="CZK" onSaved={onSaved} />, 'cs');
    await userEvent.type(screen.getByLabelText('Název'), 'Main');
    await userEvent.click(screen.getByRole('button', { name: 'Přidat účet' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Název')).toHaveAccessibleDescription(
        'Takto se jmenuje jiný účet: zvolte jiný název.',
      ),
    );
    expect(onSaved).not.toHaveBeenCalled();
  });

  it('changes an account without offering what cannot be changed', async () => {
    const sent = answerWith(saved);
    const onSaved = jest.fn();
    const account = {
      id: 'a1',
      name: 'Main',
      type: 'CHECKING' as const,
      currency: 'EUR',
      number: 'DE02',
      openingBalance: '-10.00',
      private: false,
      counted: true,
    };
    renderPage(<AccountForm account={account} baseCurrency="CZK" onSaved={onSaved} />);
    expect(screen.queryByLabelText('Currency')).toBeNull();
    const person = userEvent.setup();
    await person.clear(screen.getByLabelText('Account number'));
    await person.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(onSaved).toHaveBeenCalledTimes(1));
    expect(sent[0]?.variables).toEqual({
      id: 'a1',
      input: { name: 'Main', openingBalance: '-10.00', number: null },
    });
  });

  it('leaves a private account out of the totals, or shows it to the household, for good', async () => {
    const account = {
      id: 'a1',
      name: 'Own',
      type: 'SAVINGS' as const,
      currency: 'CZK',
      number: null,
      openingBalance: '0.00',
      private: true,
      counted: true,
    };
    for (const [label, change] of [
      ['Count it in the totals I see', { private: true, counted: false }],
      ['Show this account to the household', { private: false }],
    ] as const) {
      const sent = answerWith(saved);
      const onSaved = jest.fn();
      const { unmount } = renderPage(<AccountForm account={account} baseCurrency="CZK" onSaved={onSaved} />);
      const person = userEvent.setup();
      await person.click(screen.getByLabelText(label));
      await person.click(screen.getByRole('button', { name: 'Save changes' }));
      await waitFor(() => expect(onSaved).toHaveBeenCalledTimes(1));
      expect(sent[0]?.variables.input).toEqual({
        name: 'Own',
        openingBalance: '0.00',
        number: null,
        ...change,
      });
      unmount();
    }
  });
});
