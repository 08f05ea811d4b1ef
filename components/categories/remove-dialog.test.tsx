import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { useState } from 'react';
import { Toaster } from '@/components/ui/toaster';
import { renderPage } from '@/components/ui/render-for-test';
import { MergeDialog } from './merge-dialog';
import type { Category } from './queries';
import { RemoveDialog } from './remove-dialog';

const category = (id: string, parent: string | null = null): Category => ({
  id,
  name: id,
  kind: 'EXPENSE',
  color: 1,
  archived: false,
  parent: parent === null ? null : { id: parent },
});
const categories = [category('Housing'), category('Energy', 'Housing'), category('Living')];

function Page({ Dialog }: { Dialog: typeof RemoveDialog }) {
  const [open, setOpen] = useState(true);
  return (
    <Dialog open={open} category={categories[0]!} categories={categories} onClose={() => setOpen(false)} />
  );
}

function show(Dialog: typeof RemoveDialog, locale: 'en' | 'cs' = 'en') {
  const sent: { query: string; variables: Record<string, unknown> }[] = [];
  globalThis.fetch = ((_path: string, init: { body: string }) => {
    const asked = JSON.parse(init.body) as (typeof sent)[number];
    sent.push(asked);
    const data = asked.query.includes('undoChange')
      ? { undoChange: { errors: [] } }
      : { removeCategory: { changeId: 'c1', errors: [] } };
    return Promise.resolve({ json: async () => ({ data }) });
  }) as unknown as typeof fetch;
  const router = { refresh: jest.fn() };
  renderPage(
    <AppRouterContext value={router as unknown as AppRouterInstance}>
      <Page Dialog={Dialog} />
      <Toaster />
    </AppRouterContext>,
    locale,
  );
  return { sent, router };
}

describe('RemoveDialog', () => {
  it('says where the subcategories went, and takes the removal back', async () => {
    const { sent, router } = show(RemoveDialog);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove category' }));
    expect(
      await screen.findByText('Housing was removed. Its subcategories are categories of their own now'),
    ).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(sent.map(({ variables }) => variables)).toEqual([{ id: 'Housing' }, { id: 'c1' }]),
    );
    await waitFor(() => expect(router.refresh).toHaveBeenCalledTimes(2));
  });

  it('says it in Czech', async () => {
    show(RemoveDialog, 'cs');
    await userEvent.click(await screen.findByRole('button', { name: 'Odstranit kategorii' }));
    expect(await screen.findByText(/Z podkategorií jsou teď samostatné kategorie/)).toBeInTheDocument();
    expect(screen.getByText('Vrátit zpět')).toBeInTheDocument();
  });
});

describe('MergeDialog', () => {
  it('says which category has the subcategories now, and can be taken back', async () => {
    show(MergeDialog);
    await userEvent.type(await screen.findByRole('combobox'), 'Living{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Merge' }));
    const said = await screen.findByText(
      'Housing is now part of Living. Its subcategories are under Living now',
    );
    expect(within(said.closest('li')!).getByText('Undo')).toBeInTheDocument();
  });
});
