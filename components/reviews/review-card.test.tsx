import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '@/components/ui/render-for-test';
import type { Review, ReviewTransaction } from './queries';
import { ReviewCard } from './review-card';

const account = { id: 'a1', name: 'Main account', currency: 'CZK' };

function transaction(id: string, fields: Partial<ReviewTransaction> = {}): ReviewTransaction {
  return {
    id,
    date: '2026-11-02',
    payee: 'Rent',
    description: null,
    status: 'CLEARED',
    amount: { amount: '-24500.00', currency: 'CZK' },
    account: { name: 'Main account' },
    ...fields,
  };
}
function review(fields: Partial<Review>): Review {
  return { id: 'r1', kind: 'MATCH', account, bankRow: null, transaction: null, candidates: [], ...fields };
}
const bankRow = {
  date: '2026-11-02',
  amount: '-24500.00',
  currency: 'CZK',
  payee: 'Rent',
  description: null,
  status: 'CLEARED' as const,
};

function show(shown: Review, locale: 'en' | 'cs' = 'en') {
  const onDecide = jest.fn();
  renderPage(<ReviewCard review={shown} onDecide={onDecide} />, locale);
  return onDecide;
}
const answers = () => screen.getAllByRole('button').map((button) => button.textContent);
const marked = () => [...document.querySelectorAll('mark')].map((mark) => mark.textContent);

describe('A possible transfer', () => {
  const out = transaction('t1', { payee: 'To savings', amount: { amount: '-500.00', currency: 'CZK' } });
  const incoming = transaction('t2', {
    date: '2026-11-03',
    payee: 'From main',
    amount: { amount: '500.00', currency: 'CZK' },
    account: { name: 'Savings' },
  });

  it('shows what goes out before what comes in, whichever of them was found first', () => {
    show(review({ kind: 'TRANSFER', transaction: incoming, candidates: [out] }));
    expect(screen.getByRole('article', { name: 'Is this one transfer?' })).toHaveTextContent(
      /Goes out.*To savings.*Main account.*Comes in.*From main.*Savings/,
    );
  });

  it('marks another day, but neither the sign nor the payee, which always differ', () => {
    show(review({ kind: 'TRANSFER', transaction: out, candidates: [incoming] }));
    expect(marked()).toEqual(['differs: 3 Nov 2026']);
  });

  it('is accepted with its candidate or refused, and never ignored', async () => {
    const onDecide = show(review({ kind: 'TRANSFER', transaction: out, candidates: [incoming] }));
    expect(answers()).toEqual(['Yes, one transfer', 'No, two separate ones']);
    await userEvent.click(screen.getByRole('button', { name: 'Yes, one transfer' }));
    await userEvent.click(screen.getByRole('button', { name: 'No, two separate ones' }));
    expect(onDecide.mock.calls).toEqual([['ACCEPT', 't2'], ['REFUSE']]);
  });
});

describe('A row that may be here already', () => {
  it('marks in what it differs from what Saldo has', () => {
    show(
      review({
        bankRow,
        candidates: [
          transaction('t1', {
            date: '2026-11-04',
            payee: 'Landlord',
            amount: { amount: '-24000.00', currency: 'CZK' },
          }),
        ],
      }),
    );
    expect(marked()).toHaveLength(3);
    expect(marked()).toEqual(expect.arrayContaining(['differs: Landlord', 'differs: 4 Nov 2026']));
  });

  it('takes three answers', async () => {
    const onDecide = show(review({ bankRow, candidates: [transaction('t1')] }));
    expect(answers()).toEqual(['It is the same', 'No, add it too', 'Leave it out']);
    for (const button of screen.getAllByRole('button')) await userEvent.click(button);
    expect(onDecide.mock.calls).toEqual([['ACCEPT', 't1'], ['REFUSE'], ['IGNORE']]);
  });

  it('suggests none of several, and is accepted with the one that was chosen by keyboard', async () => {
    const onDecide = show(
      review({ bankRow, candidates: [transaction('t1'), transaction('t2', { payee: 'Rent of November' })] }),
    );
    const radios = within(screen.getByRole('radiogroup', { name: 'Which one?' })).getAllByRole('radio');
    expect(radios.filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect(screen.getByRole('button', { name: 'It is the same' })).toBeDisabled();
    await userEvent.tab();
    await userEvent.keyboard('[ArrowDown][Tab][Enter]');
    expect(onDecide.mock.calls).toEqual([['ACCEPT', 't2']]);
  });

  it('can only be left out when it is in a currency that the account does not have', () => {
    show(review({ bankRow: { ...bankRow, currency: 'XTS' } }), 'cs');
    expect(screen.getByRole('article', { name: 'Banka ukazuje částku v měně XTS' })).toHaveTextContent(
      'Účet Main account je v měně CZK',
    );
    expect(answers()).toEqual(['Vynechat']);
  });

  it('can be added when what it resembled is gone', async () => {
    const onDecide = show(review({ bankRow }));
    expect(answers()).toEqual(['Add it', 'Leave it out']);
    await userEvent.click(screen.getByRole('button', { name: 'Add it' }));
    expect(onDecide.mock.calls).toEqual([['REFUSE']]);
  });
});

describe('A correction of what agreed with a statement', () => {
  const corrected = review({
    kind: 'CORRECTION',
    bankRow: { ...bankRow, amount: '-24900.00', date: '2026-11-03' },
    transaction: transaction('t1', { status: 'RECONCILED', payee: 'Our flat' }),
  });

  it('shows both words, marks amount and day only, and takes either', async () => {
    const onDecide = show(corrected);
    expect(screen.getByRole('article', { name: /since it agreed with a statement/ })).toHaveTextContent(
      /Agreed with a statement.*24,500.*The bank says now.*24,900/,
    );
    expect(marked()).toHaveLength(2);
    expect(answers()).toEqual(['Take the bank’s', 'Keep mine']);
    for (const button of screen.getAllByRole('button')) await userEvent.click(button);
    expect(onDecide.mock.calls).toEqual([['ACCEPT'], ['REFUSE']]);
  });

  it('asks in Czech', () => {
    show(corrected, 'cs');
    expect(answers()).toEqual(['Převzít od banky', 'Nechat moje']);
  });
});

describe('A transaction that the bank does not show any more', () => {
  it('is removed or kept', async () => {
    const onDecide = show(review({ kind: 'GONE', bankRow, transaction: transaction('t1') }));
    expect(screen.queryByText('The bank showed')).not.toBeInTheDocument();
    for (const name of ['Remove it', 'Keep it']) await userEvent.click(screen.getByRole('button', { name }));
    expect(onDecide.mock.calls).toEqual([['ACCEPT'], ['REFUSE']]);
  });

  it('shows what the bank had shown where a person has changed it', () => {
    show(review({ kind: 'GONE', bankRow, transaction: transaction('t1', { payee: 'Our flat' }) }));
    expect(screen.getByText('The bank showed')).toBeInTheDocument();
    expect(marked()).toEqual(['differs: Our flat']);
  });
});
