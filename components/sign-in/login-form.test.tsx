import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '@/components/ui/render-for-test';
import { LoginForm } from './login-form';

/** Stands in for the network: answers by path, and notes what was sent. */
function answerWith(answers: Record<string, unknown>) {
  const sent: { path: string; body: URLSearchParams }[] = [];
  globalThis.fetch = (async (path: string, init?: { body?: URLSearchParams }) => {
    sent.push({ path, body: init?.body ?? new URLSearchParams() });
    if (!(path in answers)) throw new TypeError('Failed to fetch');
    return { json: async () => answers[path] };
  }) as unknown as typeof fetch;
  return sent;
}

const refused = {
  '/api/auth/csrf': { csrfToken: 'c1' },
  '/api/auth/callback/credentials': { url: 'http://localhost/login?error=CredentialsSignin' },
};

async function submit(email: string, password: string) {
  const person = userEvent.setup();
  if (email) await person.type(screen.getByLabelText('E-mail'), email);
  if (password) await person.type(screen.getByLabelText('Password'), password);
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('LoginForm', () => {
  it('says in one sentence that address or password is wrong, and keeps what was typed', async () => {
    const sent = answerWith(refused);
    renderPage(<LoginForm next="/" />);
    await submit('eva@example.com', 'not hers');
    const password = screen.getByLabelText('Password');
    await waitFor(() => expect(password).toHaveAccessibleDescription('E-mail or password is wrong.'));
    expect(password).toBeInvalid();
    expect(password).toHaveFocus();
    expect(screen.getByLabelText('E-mail')).toHaveValue('eva@example.com');
    expect(Object.fromEntries(sent.at(-1)?.body ?? [])).toMatchObject({
      email: 'eva@example.com',
      password: 'not hers',
      csrfToken: 'c1',
      json: 'true',
    });
  });

  it('asks nobody while a field is empty or no address, and says so beside it', async () => {
    const sent = answerWith(refused);
    renderPage(<LoginForm next="/" />);
    await submit('eva', '');
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(
      'Enter an e-mail address such as name@example.com.',
    );
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('Enter your password.');
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(sent).toEqual([]);
  });

  it('says that Saldo cannot be reached, and can be tried again', async () => {
    answerWith({});
    renderPage(<LoginForm next="/" />);
    await submit('eva@example.com', 'secret words');
    expect(await screen.findByRole('alert')).toHaveTextContent('Saldo cannot be reached.');
    expect(screen.getByRole('button', { name: 'Sign in' })).not.toHaveAttribute('aria-busy');
  });

  it('lets password managers know what is what', () => {
    renderPage(<LoginForm next="/" />, 'cs');
    expect(screen.getByLabelText('E-mail')).toHaveAttribute('autocomplete', 'username');
    expect(screen.getByLabelText('Heslo')).toHaveAttribute('autocomplete', 'current-password');
  });

  it('shows the password on demand', async () => {
    renderPage(<LoginForm next="/" />);
    const password = screen.getByLabelText('Password');
    expect(password).toHaveAttribute('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
    expect(password).toHaveAttribute('type', 'text');
  });
});
