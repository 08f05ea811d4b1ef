import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { renderPage } from '@/components/ui/render-for-test';
import { BalanceCheck } from './balance-check';
import type { BalanceProof, ProofCandidate } from './queries';

const row = { date: '2026-04-09', payee: 'Albert', description: null, amount: '-250.00' };
const transaction = {
  id: 't1',
  date: '2026-04-10',
  payee: 'Kiosk',
  description: null,
  amount: { amount: '-90.00' },
};
const missing: ProofCandidate = {
  id: 'missing',
  kind: 'MISSING',
  explains: true,
  effect: { amount: '250.00' },
  bankRow: row,
  transaction: null,
};
const extra: ProofCandidate = {
  id: 'extra',
  kind: 'EXTRA',
  explains: false,
  effect: { amount: '-90.00' },
  bankRow: null,
  transaction,
};
const changed: ProofCandidate = {
  id: 'changed',
  kind: 'CHANGED',
  explains: false,
  effect: { amount: '160.00' },
  bankRow: row,
  transaction,
};
const differing: BalanceProof = {
  date: '2026-04-12',
  firstDay: '2026-04-09',
  balance: { amount: '1250.00' },
  bankBalance: { amount: '1000.00' },
  difference: { amount: '250.00' },
  candidates: [missing, extra],
};

interface Sent {
  query: string;
  variables: Record<string, unknown>;
}
let sent: Sent[] = [];

function show(proof: BalanceProof, { isConnected = true } = {}) {
  sent = [];
  global.fetch = async (_url, init) => {
    sent.push(JSON.parse(init?.body as string) as Sent);
    return {
      json: async () => ({
        data: { takeMissingBankRows: { errors: [] }, bookBalanceCorrection: { errors: [] } },
      }),
    } as Response;
  };
  const bankConnection = isConnected
    ? { id: 'c1', provider: 'FIO' as const, state: 'ACTIVE' as const, lastSuccessAt: null }
    : null;
  const router = { refresh: () => {}, prefetch: () => {} } as unknown as AppRouterInstance;
  renderPage(
    <AppRouterContext value={router}>
      <BalanceCheck account={{ id: 'a1', currency: 'CZK', bankConnection }} proof={proof} />
    </AppRouterContext>,
  );
  return userEvent.setup();
}

describe('the balance check', () => {
  it('says in one line that all is well, since when and who says so', () => {
    show(
      {
        ...differing,
        firstDay: null,
        balance: { amount: '1000.00' },
        difference: { amount: '0.00' },
        candidates: [],
      },
      { isConnected: false },
    );
    expect(screen.getByText(/Agrees with the bank on 12 Apr 2026/)).toBeInTheDocument();
    expect(screen.getByText('as a statement states')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says how much, since when, and what may explain it', () => {
    show(differing);
    expect(screen.getByText(/more than the bank/)).toHaveTextContent(
      /Saldo has .*250\.00.* more than the bank, since 9 Apr 2026/,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/Albert.*Explains all of it.*The bank has it; it was removed here/);
    expect(within(first!).queryByRole('link')).toBeNull();
    expect(second).not.toHaveTextContent('Explains all of it');
    expect(within(second!).getByRole('link')).toHaveAttribute(
      'href',
      '/transactions?account=a1&from=2026-04-10&to=2026-04-10&min=90.00&max=90.00',
    );
  });

  it('leads to the inbox from what waits there, and does not offer to add it', () => {
    show({ ...differing, candidates: [{ ...missing, kind: 'WAITING' }] });
    const [waiting] = screen.getAllByRole('listitem');
    expect(waiting).toHaveTextContent(/waiting for your answer here/);
    expect(within(waiting!).getByRole('link')).toHaveAttribute('href', '/inbox');
    expect(screen.queryByRole('button', { name: 'Add missing transactions' })).toBeNull();
  });

  it('adds missing rows', async () => {
    const user = show(differing);
    await user.click(screen.getByRole('button', { name: 'Add missing transactions' }));
    await waitFor(() => expect(sent).toMatchObject([{ variables: { accountId: 'a1' } }]));
    expect(sent[0]?.query).toContain('takeMissingBankRows');
  });

  it('offers to add only what is missing', () => {
    show({ ...differing, candidates: [extra, changed] });
    expect(screen.queryByRole('button', { name: 'Add missing transactions' })).toBeNull();
    expect(screen.getAllByRole('listitem')[1]).toHaveTextContent(/here.*at the bank/);
  });

  it('says what a correction will be before it books it', async () => {
    const user = show({ ...differing, candidates: [] });
    expect(screen.getByText(/No single transaction explains it/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Book a correction' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/One transaction makes the balance agree/)).toHaveTextContent(
      /250\.00.*on 9 Apr 2026/,
    );
    await user.clear(dialog.getByLabelText('Payee'));
    await user.type(dialog.getByLabelText('Payee'), 'Put right{Enter}');
    await waitFor(() => expect(sent).toMatchObject([{ variables: { accountId: 'a1', payee: 'Put right' } }]));
  });
});
