import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { renderPage } from '@/components/ui/render-for-test';
import type { Locale } from '@/lib/platform/i18n/locales';
import { AmountInput } from './amount-input';

function Form({ onSubmit, initial = '' }: { onSubmit?: (amount: string) => void; initial?: string }) {
  const [amount, setAmount] = useState(initial);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.(amount);
      }}
    >
      <Field label="Amount">
        <AmountInput value={amount} onValueChange={setAmount} currency="CZK" />
      </Field>
      <output data-testid="value">{amount}</output>
    </form>
  );
}
function setUp(locale: Locale = 'en', initial = '') {
  const onSubmit = jest.fn();
  renderPage(<Form onSubmit={onSubmit} initial={initial} />, locale);
  return {
    user: userEvent.setup(),
    field: screen.getByLabelText('Amount'),
    value: screen.getByTestId('value'),
    onSubmit,
  };
}

describe('AmountInput', () => {
  it('calculates while typing and shows the result when the field is left', async () => {
    const { user, field, value } = setUp();
    await user.type(field, '120+35');
    expect(value).toHaveTextContent('155.00');
    expect(screen.getByText('= 155.00')).toBeInTheDocument();
    await user.tab();
    expect(field).toHaveValue('155.00');
  });

  it('gives the form the calculated amount on Enter', async () => {
    const { user, field, onSubmit } = setUp('cs');
    await user.type(field, '3*45,90{Enter}');
    expect(onSubmit).toHaveBeenCalledWith('137.70');
    expect(field).toHaveValue('137,70');
  });

  it('has no amount while the text makes no sense, and leaves the text to be mended', async () => {
    const { user, field, value } = setUp('en', '10.00');
    await user.clear(field);
    await user.type(field, '12+abc');
    await user.tab();
    expect(value).toBeEmptyDOMElement();
    expect(field).toHaveValue('12+abc');
  });

  it('shows an amount it is given in the person’s language', () => {
    const { field } = setUp('cs', '-1234.50');
    expect(field.getAttribute('value')?.replace(/\u00a0/g, ' ')).toBe('−1 234,50');
  });
});
