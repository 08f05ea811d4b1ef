import { screen } from '@testing-library/react';
import { renderPage } from '@/components/ui/render-for-test';
import { TransfersWaiting } from './transfers-waiting';

const crowns = { amount: '12000.00', currency: 'CZK' };

describe('TransfersWaiting', () => {
  it('names each sum and leads to where it is answered', () => {
    renderPage(<TransfersWaiting sums={[crowns, { amount: '50.00', currency: 'EUR' }]} />);
    expect(screen.getByRole('status')).toHaveTextContent(/CZK\s?12,000\.00 and €50\.00 may only have moved/);
    expect(screen.getByRole('link', { name: 'Answer in the inbox' })).toHaveAttribute('href', '/inbox');
  });

  it('says it in Czech', () => {
    renderPage(<TransfersWaiting sums={[crowns]} />, 'cs');
    expect(screen.getByRole('status')).toHaveTextContent(/12\s000,00\sKč se možná jen přesunulo/);
  });

  it('says nothing when nothing waits', () => {
    renderPage(<TransfersWaiting sums={[]} />);
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });
});
