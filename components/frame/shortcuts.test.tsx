import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { renderPage } from '@/components/ui/render-for-test';
import { EntryProvider } from './entry';
import { Shortcuts } from './shortcuts';

const push = jest.fn<undefined, [string]>();
const router = {
  push,
  replace: push,
  prefetch: () => undefined,
  back: () => undefined,
  forward: () => undefined,
  refresh: () => undefined,
} as unknown as AppRouterInstance;

function setUp() {
  push.mockClear();
  renderPage(
    <AppRouterContext value={router}>
      <EntryProvider>
        <Shortcuts accounts={[]}>
          <main>
            <input aria-label="Note" />
            <input type="search" aria-label="Search" />
          </main>
        </Shortcuts>
      </EntryProvider>
    </AppRouterContext>,
  );
  // Keys of a sequence follow at once, however busy the machine is.
  return userEvent.setup({ delay: null });
}

describe('Shortcuts', () => {
  it('goes to a page with g and its letter', async () => {
    const user = setUp();
    await user.keyboard('gt');
    expect(push).toHaveBeenCalledWith('/transactions');
    await user.keyboard('ga');
    expect(push).toHaveBeenLastCalledWith('/accounts');
  });

  it('does nothing with a letter that g did not announce', async () => {
    const user = setUp();
    await user.keyboard('tgxt');
    expect(push).not.toHaveBeenCalled();
  });

  it('leaves what is typed into a field alone', async () => {
    const user = setUp();
    await user.type(screen.getByLabelText('Note'), 'gt/n?');
    expect(screen.getByLabelText('Note')).toHaveValue('gt/n?');
    expect(push).not.toHaveBeenCalled();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('focuses the page’s search with a slash, without typing it', async () => {
    const user = setUp();
    await user.keyboard('/');
    expect(screen.getByLabelText('Search')).toHaveFocus();
    expect(screen.getByLabelText('Search')).toHaveValue('');
  });

  it('lists itself with a question mark', async () => {
    const user = setUp();
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toHaveTextContent(
      'New transaction',
    );
  });
});
