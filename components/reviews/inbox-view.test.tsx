import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { Toaster } from '@/components/ui/toaster';
import { renderPage } from '@/components/ui/render-for-test';
import { InboxView } from './inbox-view';
import type { Review } from './queries';

const gone = (id: string, payee: string): Review => ({
  id,
  kind: 'GONE',
  account: { id: 'a1', name: 'Main account', currency: 'CZK' },
  bankRow: null,
  candidates: [],
  transaction: {
    id: `t-${id}`,
    date: '2026-11-02',
    payee,
    description: null,
    status: 'CLEARED',
    amount: { amount: '-10.00', currency: 'CZK' },
    account: { name: 'Main account' },
  },
});

function show(reviews: Review[], answer: () => Promise<unknown>) {
  const sent: Record<string, unknown>[] = [];
  globalThis.fetch = ((_path: string, init: { body: string }) => {
    sent.push((JSON.parse(init.body) as { variables: Record<string, unknown> }).variables);
    return answer().then((data) => ({ json: async () => ({ data }) }));
  }) as unknown as typeof fetch;
  const refresh = jest.fn();
  const router = {
    refresh,
    push: refresh,
    replace: refresh,
    prefetch: () => undefined,
    back: () => undefined,
    forward: () => undefined,
  } as unknown as AppRouterInstance;
  renderPage(
    <AppRouterContext value={router}>
      <InboxView reviews={reviews} />
      <Toaster />
    </AppRouterContext>,
  );
  return { sent, refresh };
}
const decided = { decideReview: { errors: [] } };

describe('InboxView', () => {
  it('takes a question away at once, and works through them all with Tab and Enter', async () => {
    const { sent, refresh } = show([gone('r1', 'Albert'), gone('r2', 'Billa')], async () => decided);
    // The first answer is Remove, the second Keep.
    screen.getAllByRole('button', { name: 'Keep it' })[0]!.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByText('Albert')).not.toBeInTheDocument();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByText('Nothing to check. Saldo is sure about everything it has.'),
    ).toBeInTheDocument();
    expect(sent).toEqual([
      { id: 'r1', decision: 'REFUSE' },
      { id: 'r2', decision: 'ACCEPT' },
    ]);
    await waitFor(() => expect(refresh).toHaveBeenCalledTimes(2));
  });

  it('brings a question back when the answer could not be saved', async () => {
    show([gone('r1', 'Albert')], () => Promise.reject(new Error('offline')));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(await screen.findByText(/Saldo cannot be reached/)).toBeInTheDocument();
    expect(screen.getByText('Albert')).toBeInTheDocument();
  });

  it('lets a question go that somebody else has answered', async () => {
    show([gone('r1', 'Albert')], async () => ({
      decideReview: { errors: [{ code: 'NOT_FOUND', message: 'Gone.', path: ['id'] }] },
    }));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(await screen.findByText(/answered meanwhile/)).toBeInTheDocument();
    expect(screen.queryByText('Albert')).not.toBeInTheDocument();
  });

  it('shows so many at a time that a person can work with, and says that there are more', () => {
    show(
      Array.from({ length: 35 }, (_, index) => gone(`r${index}`, `Payee ${index}`)),
      async () => decided,
    );
    expect(screen.getAllByRole('article')).toHaveLength(30);
    expect(screen.getByText(/The first 30/)).toBeInTheDocument();
  });
});
