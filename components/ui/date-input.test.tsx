import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { DateInput } from './date-input';
import { Field } from './field';
import { renderPage } from './render-for-test';

function Form() {
  const [date, setDate] = useState('2026-04-12');
  return (
    <>
      <Field label="Date">
        <DateInput value={date} onValueChange={setDate} today="2026-04-12" />
      </Field>
      <output data-testid="value">{date}</output>
    </>
  );
}

describe('DateInput', () => {
  it('takes a letter for a day and writes it out when the field is left', async () => {
    renderPage(<Form />, 'cs');
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Date'), 'v', {
      initialSelectionStart: 0,
      initialSelectionEnd: 20,
    });
    expect(screen.getByTestId('value')).toHaveTextContent('2026-04-11');
    await user.tab();
    expect(screen.getByLabelText('Date')).toHaveValue('11. 4. 2026');
  });

  it('steps by a day with the arrow keys', async () => {
    renderPage(<Form />);
    await userEvent.type(screen.getByLabelText('Date'), '{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(screen.getByTestId('value')).toHaveTextContent('2026-04-11');
  });

  it('has no date while the text is none, and leaves the text to be mended', async () => {
    renderPage(<Form />);
    const user = userEvent.setup();
    await user.clear(screen.getByLabelText('Date'));
    await user.type(screen.getByLabelText('Date'), '30.2.');
    await user.tab();
    expect(screen.getByTestId('value')).toBeEmptyDOMElement();
    expect(screen.getByLabelText('Date')).toHaveValue('30.2.');
  });
});
