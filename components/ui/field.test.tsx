import { screen } from '@testing-library/react';
import { Field } from './field';
import { Input } from './input';
import { renderPage } from './render-for-test';

describe('Field', () => {
  it('ties label and error to the control, and the error takes the place of the hint', () => {
    renderPage(
      <Field label="Name" hint="As on the card." error="Fill this in.">
        <Input />
      </Field>,
    );
    const input = screen.getByLabelText('Name');
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription('Fill this in.');
    expect(screen.queryByText('As on the card.')).not.toBeInTheDocument();
  });
});
