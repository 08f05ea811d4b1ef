import type { NextAuthOptions, Profile, User as NextAuthUser } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { Origin } from '@/lib/people/audit/types';
import { env } from '@/lib/platform/env';
import { AccessError, DomainError } from '@/lib/platform/errors/domain-error';
import { linkIdentity, signInWithIdentity } from './oidc/mutations';
import { GITHUB_ISSUER, oauthProviders } from './oidc/providers';
import type { Claimed } from './oidc/types';
import { log } from '@/lib/platform/log';
import { readProof } from './confirm/types';
import { findViewer } from '@/lib/people/sessions/data';
import { signOut } from '@/lib/people/sessions/mutations';
import { completeSignIn, signIn, signInWithPasskey } from './password/mutations';
import type { SignedIn, Waiting } from './password/types';
import type { Locale } from '@/lib/people/users/types';
import { isHttps, sessionCookieName } from '@/lib/platform/one-time/token';

const ABSOLUTE_SECONDS = 90 * 24 * 60 * 60;

/** The caller: the token in their cookie, where they come from, and the language of their browser. */
export type Visitor = { token: string | null; origin: Origin; locale: Locale };

/**
 * next-auth, with sessions in the database although people sign in with a password.
 *
 * What `encode` returns becomes the cookie and `decode` gates every read, so the "JWT" here is an opaque
 * random token, made by the same functions that answer the API. For somebody with a second step it is the
 * token of a sign-in that waits: no session has it, so it opens nothing, and the sign-in page finds by it
 * what to ask for. The rest of Saldo never asks next-auth who is signed in; it reads the same row
 * (lib/people/sessions/data.ts).
 */
export function authOptions(visitor: Visitor): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: isHttps(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() },
      },
    },
    session: { strategy: 'jwt', maxAge: ABSOLUTE_SECONDS },
    // next-auth sends what went wrong at a provider to this page.
    pages: { signIn: '/login', error: visitor.token ? '/settings/security' : '/login' },
    // Its own logger writes messages and profiles; a code is all that an operator needs.
    logger: {
      error: (code) => log.warn('a sign-in failed', { code }),
      warn: () => undefined,
      debug: () => undefined,
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (given) =>
          enter(visitor, () =>
            signIn({ email: given?.email ?? '', password: given?.password ?? '' }, visitor.origin),
          ),
      }),
      Credentials({
        id: 'second-step',
        credentials: { totp: {}, recoveryCode: {}, passkey: {} },
        authorize: (given) =>
          enter(visitor, () => completeSignIn(visitor.token ?? '', readProof(given), visitor.origin)),
      }),
      Credentials({
        id: 'passkey',
        credentials: { response: {} },
        authorize: (given) => enter(visitor, () => signInWithPasskey(given?.response ?? '', visitor.origin)),
      }),
      ...oauthProviders(),
    ],
    callbacks: {
      signIn: async ({ user, account, profile }) =>
        account?.type === 'oauth' ? arrive(visitor, account.provider, user, profile) : true,
      // Only a sign-in brings a user, whatever the type promises.
      jwt: ({ token, user }) =>
        (user as NextAuthUser | undefined) ? { raw: (user as { token?: string }).token } : token,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token.raw === 'string') await signOut(token.raw, visitor.origin);
      },
    },
    jwt: {
      encode: ({ token }) => (typeof token?.raw === 'string' ? token.raw : ''),
      decode: async ({ token }) => {
        if (!token) return null;
        const { viewer } = await findViewer(token, null);
        return (
          viewer && { sub: viewer.user.id, email: viewer.user.email, name: viewer.user.name, raw: token }
        );
      },
    },
  };
}

/** A new sign-in takes the place of what the browser had: the old session ends. Null for what was refused. */
async function enter(
  visitor: Visitor,
  work: () => Promise<SignedIn | Waiting>,
): Promise<{ id: string; token: string } | null> {
  try {
    const { token } = await work();
    if (visitor.token) await signOut(visitor.token, visitor.origin);
    return { id: 'signed-in', token };
  } catch (error) {
    if (error instanceof DomainError) return null;
    // next-auth hands an error's message to the page, as the reason in the address it answers with.
    if (error instanceof AccessError) throw new Error(error.code);
    throw error;
  }
}

/**
 * What comes of an arrival from a provider: true when the cookie is to be set from `user`, else the address
 * to go to.
 */
async function arrive(
  visitor: Visitor,
  provider: string,
  user: NextAuthUser,
  profile: Profile | undefined,
): Promise<true | string> {
  const claimed = readClaims(provider, user, profile ?? {});
  const viewer = visitor.token ? (await findViewer(visitor.token, null)).viewer : null;
  if (viewer) {
    const refusal = await linkIdentity(viewer, claimed, visitor.origin);
    if (refusal) return `/settings/security?error=${refusal.why}`;
    return keep(user, visitor.token);
  }
  const result = await signInWithIdentity(claimed, visitor.origin, visitor.locale);
  return result.kind === 'REFUSED' ? `/login?error=${result.why}` : keep(user, result.token);
}

/** next-auth hands this very object on to `jwt`. */
function keep(user: NextAuthUser, token: string | null): true {
  Object.assign(user, { token });
  return true;
}

function readClaims(provider: string, { id }: NextAuthUser, claims: Profile): Claimed {
  const said = claims as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === 'string' && said[name] !== '' ? said[name] : null);
  return {
    provider,
    issuer: provider === 'github' ? GITHUB_ISSUER : String(said.iss),
    subject: id,
    email: text('email'),
    emailVerified: said.email_verified === true,
    name: text('name'),
    authenticatedAt: typeof said.auth_time === 'number' ? new Date(said.auth_time * 1_000) : null,
  };
}
