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

/**
 * Signs in through next-auth's credentials provider, which sets the session's cookie. Returns false for a wrong address or password;
 * throws ApiError NETWORK when there was no answer. next-auth's own client would do the same with a poller and a context in the bundle.
 */
export async function signIn(email: string, password: string): Promise<boolean> {
  const csrf = await ask<{ csrfToken?: string }>('/api/auth/csrf');
  const answer = await ask<{ url?: string }>('/api/auth/callback/credentials', {
    method: 'POST',
    body: new URLSearchParams({ email, password, csrfToken: csrf.csrfToken ?? '', callbackUrl: location.origin, json: 'true' }),
  });
  if (!answer.url) throw new ApiError('NETWORK', 'The server gave no answer.');
  if (new URL(answer.url, location.origin).searchParams.has('error')) return false;
  await bringPreferences();
  return true;
}

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  try {
    return (await (await fetch(path, init)).json()) as Answer;
  } catch {
    throw new ApiError('NETWORK', 'The server cannot be reached.');
  }
}

/** Theme and language that the account remembers become this browser's, so that the very next page is right at first paint. */
async function bringPreferences(): Promise<void> {
  const { viewer } = await request(SignedIn_Query, {});
  if (viewer && viewer.theme !== 'SYSTEM') setTheme(themeNames[viewer.theme]);
  if (viewer?.locale) setLocale(viewer.locale);
}
