import { screen } from '@testing-library/react';
import { renderPage } from '@/components/ui/render-for-test';
import { Amount } from './amount';

describe('Amount', () => {
  it('is read once, as one text with the currency in words', () => {
    const { container } = renderPage(<Amount amount="-1234.50" currency="CZK" />);
    const read = [...container.querySelectorAll('span')].filter(
      (span) => !span.closest('[aria-hidden]') && span.children.length === 0,
    );
    expect(read.map((span) => span.textContent.replace(/\u00a0/g, ' '))).toEqual(['−1,234.50 Czech korunas']);
  });

  it('marks income with a plus and its colour, and leaves an expense plain', () => {
    renderPage(
      <>
        <Amount amount="50.00" signed />
        <Amount amount="-50.00" signed />
        <Amount amount="0.00" signed />
      </>,
    );
    expect(screen.getByText('+50.00').parentElement).toHaveClass('text-income');
    expect(screen.getByText('−50.00').parentElement).not.toHaveClass('text-income');
    expect(screen.getByText('0.00').parentElement).not.toHaveClass('text-income');
  });

  it('can be hidden from onlookers', () => {
    renderPage(<Amount amount="50.00" />);
    expect(screen.getByText('50.00').parentElement).toHaveClass('private');
  });
});
