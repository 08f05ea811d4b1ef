import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from './render-for-test';
import { undoToast } from './toast';
import { Toaster } from './toaster';

describe('undoToast', () => {
  it('appears although nothing was there to show it, and takes the action back once', async () => {
    const undo = jest.fn();
    renderPage(<Toaster />);
    act(() => undoToast({ message: '3 transactions deleted', undo }));
    expect(await screen.findByText('3 transactions deleted')).toBeInTheDocument();
    // By keyboard: jsdom has no pointer capture, which a press on a toast asks for.
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    await userEvent.keyboard('{Enter}');
    expect(undo).toHaveBeenCalledTimes(1);
  });
});
