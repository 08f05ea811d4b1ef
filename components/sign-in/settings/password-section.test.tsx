import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { Toaster } from '@/components/ui/toaster';
import { renderPage } from '@/components/ui/render-for-test';
import { PasswordSection } from './password-section';

type Answer = { errors: { code: string; message: string; path: string[] }[] };

/**
 * Stands in for the network: the API answers with `answer`, or cannot be reached at all. Notes what was sent.
 */
function answerWith(answer: Answer | 'unreachable') {
  const sent: unknown[] = [];
  globalThis.fetch = (async (_path: string, init: { body: string }) => {
    sent.push((JSON.parse(init.body) as { variables: unknown }).variables);
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    return { json: async () => ({ data: { changePassword: answer } }) };
  }) as unknown as typeof fetch;
  return sent;
}

function show(locale: 'en' | 'cs' = 'en') {
  const refreshed: true[] = [];
  const router = { refresh: () => refreshed.push(true) } as unknown as AppRouterInstance;
  renderPage(
    <AppRouterContext value={router}>
      <PasswordSection email="eva@example.com" />
      <Toaster />
    </AppRouterContext>,
    locale,
  );
  return refreshed;
}

const refusal = (field: string, code: string): Answer => ({
  errors: [{ code, message: 'The API says so.', path: ['input', field] }],
});
const current = () => screen.getByLabelText('Current password');
const next = () => screen.getByLabelText('New password');

async function submit(old: string, fresh: string) {
  const person = userEvent.setup();
  if (old) await person.type(current(), old);
  if (fresh) await person.type(next(), fresh);
  await person.click(screen.getByRole('button', { name: 'Change password' }));
}

describe('PasswordSection', () => {
  it('sends both passwords, empties the fields, and says that other sessions were ended', async () => {
    const sent = answerWith({ errors: [] });
    const refreshed = show();
    await submit('old words here', 'new words here');
    expect(
      await screen.findByText('Password changed. You are signed out everywhere else.'),
    ).toBeInTheDocument();
    expect(sent).toEqual([{ input: { currentPassword: 'old words here', newPassword: 'new words here' } }]);
    expect(current()).toHaveValue('');
    expect(next()).toHaveValue('');
    await waitFor(() => expect(refreshed).toHaveLength(1));
  });

  it.each([
    ['currentPassword', 'INVALID', 'This is not your current password. Try again.'],
    ['newPassword', 'OUT_OF_RANGE', 'Use at least 8 characters.'],
    ['newPassword', 'TOO_LONG', 'Use at most 128 characters.'],
    ['newPassword', 'NOT_ALLOWED', 'This password is too easy to guess. Choose another.'],
    ['newPassword', 'INVALID', 'This cannot be read. Check what you entered.'],
  ])('says at the field what is wrong, and keeps what was typed: %s %s', async (field, code, sentence) => {
    answerWith(refusal(field, code));
    show();
    await submit('old words here', 'new words');
    const [wrong, right] = field === 'currentPassword' ? [current(), next()] : [next(), current()];
    await waitFor(() => expect(wrong).toHaveAccessibleDescription(sentence));
    expect(wrong).toBeInvalid();
    expect(right).toBeValid();
    expect(current()).toHaveValue('old words here');
    expect(next()).toHaveValue('new words');
  });

  it('says that Saldo cannot be reached, and can be tried again', async () => {
    answerWith('unreachable');
    show();
    await submit('old words here', 'new words here');
    expect(await screen.findByText(/Saldo cannot be reached\./)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Change password' })).not.toHaveAttribute('aria-busy');
    expect(current()).toHaveValue('old words here');
  });

  it('shows a password on demand', async () => {
    show();
    expect(next()).toHaveAttribute('type', 'password');
    const [, showNext] = screen.getAllByRole('button', { name: 'Show password' });
    if (!showNext) throw new Error('The new password has no button to show it.');
    await userEvent.click(showNext);
    expect(next()).toHaveAttribute('type', 'text');
    expect(current()).toHaveAttribute('type', 'password');
  });

  it('lets password managers know what is what', () => {
    show('cs');
    expect(screen.getByLabelText('Současné heslo')).toHaveAttribute('autocomplete', 'current-password');
    expect(screen.getByLabelText('Nové heslo')).toHaveAttribute('autocomplete', 'new-password');
  });
});
