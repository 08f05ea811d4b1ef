import { ApiError, request } from '@/components/api/request';
import { setLocale, setTheme } from '@/components/frame/preferences';
import { graphql } from '@/graphql/__generated__/client';

const SignedIn_Query = graphql(`
  query SignedIn_Query {
    viewer {
      theme
      locale
    }
  }
`);

const themeNames = { SYSTEM: 'system', LIGHT: 'light', DARK: 'dark' } as const;

/** What a step of a sign-in consists of, by the name of next-auth's provider for it. */
type Step =
  | { id: 'credentials'; fields: { email: string; password: string } }
  | { id: 'second-step'; fields: { totp: string } | { recoveryCode: string } | { passkey: string } }
  | { id: 'passkey'; fields: { response: string } };

/**
 * Takes one step of a sign-in through next-auth, which sets the session's cookie. WAITING: the step was
 * right, and the sign-in page asks for another one. TOO_MANY: a wait has begun. Throws ApiError NETWORK when
 * there was no answer. next-auth's own client would do the same with a poller and a context in the bundle.
 */
export async function signIn({
  id,
  fields,
}: Step): Promise<'SIGNED_IN' | 'WAITING' | 'REFUSED' | 'TOO_MANY'> {
  const answer = await post(`/api/auth/callback/${id}`, { ...fields, callbackUrl: location.origin });
  const error = new URL(answer, location.origin).searchParams.get('error');
  if (error !== null) return error === 'TOO_MANY_REQUESTS' ? 'TOO_MANY' : 'REFUSED';
  const { viewer } = await request(SignedIn_Query, {});
  if (!viewer) return 'WAITING';
  // Theme and language that the account remembers become this browser's, so that the very next page is right
  // at first paint.
  if (viewer.theme !== 'SYSTEM') setTheme(themeNames[viewer.theme]);
  if (viewer.locale) setLocale(viewer.locale);
  return 'SIGNED_IN';
}

/**
 * How each provider is asked to have the person prove again who they are, for what a session of theirs there
 * would not prove.
 */
const again: Record<string, string> = { google: '?prompt=select_account', github: '?prompt=select_account' };

/** Takes the browser to a provider of identities, and from there to `next`. */
export async function goToProvider(id: string, next: string, { proveAnew = false } = {}): Promise<void> {
  location.assign(
    await post(`/api/auth/signin/${id}${proveAnew ? (again[id] ?? '?prompt=login&max_age=0') : ''}`, {
      callbackUrl: new URL(next, location.origin).href,
    }),
  );
}

/**
 * Sends a form to next-auth, with the token that no other site can know, and returns the address it answers
 * with.
 */
async function post(path: string, fields: Record<string, string>): Promise<string> {
  const { csrfToken = '' } = await ask<{ csrfToken?: string }>('/api/auth/csrf');
  const { url } = await ask<{ url?: string }>(path, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  });
  if (!url) throw new ApiError('NETWORK', 'The server gave no answer.');
  return url;
}

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  try {
    return (await (await fetch(path, init)).json()) as Answer;
  } catch {
    throw new ApiError('NETWORK', 'The server cannot be reached.');
  }
}
