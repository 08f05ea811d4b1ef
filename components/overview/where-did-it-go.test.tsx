import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { renderPage } from '@/components/ui/render-for-test';
import type { Branch } from './slices';
import { WhereDidItGo } from './where-did-it-go';

// The drawing is fetched later and needs a canvas, which jsdom has none of; the list beside it is the
// keyboard's way in.
jest.mock('next/dynamic', () => () => () => null);

const leaf = (id: string, amount: string): Branch => ({ id, name: id, color: 'teal', amount, parts: [] });
const branches: Branch[] = [
  { ...leaf('Housing', '-120.00'), parts: [leaf('Rent', '-100.00'), leaf('Energy', '-20.00')] },
  leaf('Groceries', '-60.00'),
  { id: 'none', name: 'No category', color: null, amount: '-20.00', parts: [] },
];

function show(all: readonly Branch[]) {
  const push = jest.fn();
  renderPage(
    <AppRouterContext value={{ push } as unknown as AppRouterInstance}>
      <WhereDidItGo branches={all} currency="CZK" period={{ from: '2026-11-01', to: '2026-11-21' }} />
    </AppRouterContext>,
  );
  return push;
}

const open = (name: RegExp) =>
  userEvent.click(within(screen.getByRole('list')).getByRole('button', { name }));

describe('WhereDidItGo', () => {
  it('opens a category into its subcategories, and those into their transactions', async () => {
    const push = show(branches);
    await open(/^Housing/);
    expect(
      within(screen.getByRole('list'))
        .getAllByRole('button')
        .map((button) => button.textContent.slice(0, 4)),
    ).toEqual(['Rent', 'Ener']);
    expect(push).not.toHaveBeenCalled();
    expect(screen.getByRole('link', { name: 'Transactions in Housing' })).toHaveAttribute(
      'href',
      '/transactions?category=Housing&from=2026-11-01&to=2026-11-21',
    );
    await open(/^Energy/);
    expect(push).toHaveBeenCalledWith('/transactions?category=Energy&from=2026-11-01&to=2026-11-21');
  });

  it('puts the keyboard on the way back', async () => {
    show(branches);
    await open(/^Housing/);
    const back = screen.getByRole('button', { name: 'All categories' });
    expect(back).toHaveFocus();
    await userEvent.click(back);
    expect(within(screen.getByRole('list')).getAllByRole('button')).toHaveLength(3);
  });

  it('goes straight to the transactions of what has no parts, and of what has no category', async () => {
    const push = show(branches);
    await open(/^Groceries/);
    await open(/^No category/);
    expect(push.mock.calls.flat()).toEqual([
      '/transactions?category=Groceries&from=2026-11-01&to=2026-11-21',
      '/transactions?uncategorized=true&kind=expense&from=2026-11-01&to=2026-11-21',
    ]);
  });

  it('opens the rest into what it is made of', async () => {
    show(Array.from({ length: 10 }, (_, index) => leaf(`C${index}`, `-${20 - index}.00`)));
    await open(/^Other/);
    expect(within(screen.getByRole('list')).getAllByRole('button')).toHaveLength(3);
  });

  it('says that nothing was spent', () => {
    show([]);
    expect(screen.getByText('Nothing was spent in this period.')).toBeInTheDocument();
  });

  it('names what brought more back than it cost beside the slices, which add up without it', () => {
    show([leaf('Groceries', '-60.00'), leaf('Clothes', '19.00')]);
    const [slices, returned] = screen.getAllByRole('list');
    expect(within(slices!).getAllByRole('button')).toHaveLength(1);
    expect(within(slices!).getByText('100%')).toBeInTheDocument();
    expect(
      within(screen.getByRole('region', { name: 'More came back than was spent' })).getByRole('link'),
    ).toHaveAttribute('href', '/transactions?category=Clothes&from=2026-11-01&to=2026-11-21');
    expect(returned).toHaveTextContent('Clothes+19.00');
  });
});
