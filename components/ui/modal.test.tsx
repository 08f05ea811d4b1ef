import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import Modal from './modal';
import { renderPage } from './render-for-test';

function Form() {
  const [isIn, setIsIn] = useState(true);
  return (
    <Modal shape="sheet" open onOpenChange={() => {}} title="Entry">
      <div>
        <input aria-label="Amount" onBlur={() => setIsIn(false)} />
        {isIn && <p>A result</p>}
      </div>
      <div>{isIn && <p>A row of operators</p>}</div>
      <input aria-label="Payee" />
    </Modal>
  );
}

describe('a dialog', () => {
  it('lets Tab go on to the next field when what the last one showed disappears, however much it was', async () => {
    renderPage(<Form />);
    expect(screen.getByLabelText('Amount')).toHaveFocus();
    await userEvent.tab();
    await screen.findByLabelText('Payee');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByText('A result')).toBeNull();
    expect(screen.getByLabelText('Payee')).toHaveFocus();
  });
});
