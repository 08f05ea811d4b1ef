import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Combobox } from './combobox';
import { Field } from './field';
import { renderPage } from './render-for-test';
import { SuggestInput } from './suggest-input';

const options = [
  { value: 'g', label: 'Groceries', color: 'teal' },
  { value: 'c', label: 'Kavárny', color: 'orange' },
  { value: 'r', label: 'Rent', color: 'brown' },
];

function Form({ initial = '', onSubmit }: { initial?: string; onSubmit?: () => void }) {
  const [category, setCategory] = useState(initial);
  const [payee, setPayee] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      <Field label="Category">
        <Combobox label="Categories" options={options} value={category} onValueChange={setCategory} />
      </Field>
      <Field label="Payee">
        <SuggestInput
          label="Payees"
          value={payee}
          onValueChange={setPayee}
          suggestions={payee ? options : []}
        />
      </Field>
      <button>Save</button>
      <output data-testid="value">{`${category}|${payee}`}</output>
    </form>
  );
}
const shown = () =>
  within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map((option) => option.textContent);

describe('Combobox', () => {
  it('narrows the list without regard to accents, and Enter takes the first match without sending the form', async () => {
    const onSubmit = jest.fn();
    renderPage(<Form onSubmit={onSubmit} />);
    const field = screen.getByLabelText('Category');
    await userEvent.type(field, 'kava');
    expect(shown()).toEqual(['Kavárny']);
    await userEvent.keyboard('{Enter}');
    expect(screen.getByTestId('value')).toHaveTextContent('c|');
    expect(field).toHaveValue('Kavárny');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('moves with the arrow keys, round the ends, and says which option is active', async () => {
    renderPage(<Form />);
    const field = screen.getByLabelText('Category');
    await userEvent.type(field, '{ArrowDown}{ArrowUp}');
    const active = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
    expect(active).toHaveTextContent('Rent');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(screen.getByTestId('value')).toHaveTextContent('c|');
  });

  it('takes the active match on Tab', async () => {
    renderPage(<Form />);
    await userEvent.type(screen.getByLabelText('Category'), 're');
    await userEvent.tab();
    expect(screen.getByTestId('value')).toHaveTextContent('r|');
  });

  it('leaves things as they were on Escape and on leaving with half a word', async () => {
    renderPage(<Form initial="g" />);
    const field = screen.getByLabelText('Category');
    await userEvent.type(field, 'ren{Escape}');
    expect(field).toHaveValue('Groceries');
    await userEvent.type(field, 'zzz');
    await userEvent.tab();
    expect(field).toHaveValue('Groceries');
    expect(screen.getByTestId('value')).toHaveTextContent('g|');
  });

  it('chooses nothing when it is emptied', async () => {
    renderPage(<Form initial="g" />);
    await userEvent.clear(screen.getByLabelText('Category'));
    await userEvent.tab();
    expect(screen.getByTestId('value').textContent).toBe('|');
  });

  it('takes a clicked option', async () => {
    renderPage(<Form />);
    await userEvent.click(screen.getByLabelText('Category'));
    await userEvent.click(screen.getByRole('option', { name: 'Rent' }));
    expect(screen.getByTestId('value')).toHaveTextContent('r|');
  });
});

describe('SuggestInput', () => {
  it('sends the form on Enter when nothing was chosen, and takes what was moved to otherwise', async () => {
    const onSubmit = jest.fn();
    renderPage(<Form onSubmit={onSubmit} />);
    await userEvent.type(screen.getByLabelText('Payee'), 'Gr{Enter}');
    expect(onSubmit).toHaveBeenCalledTimes(1);
    expect(screen.getByTestId('value').textContent).toBe('|Gr');
    await userEvent.keyboard('o{ArrowDown}{Enter}');
    expect(onSubmit).toHaveBeenCalledTimes(1);
    expect(screen.getByTestId('value').textContent).toBe('|Groceries');
  });
});
