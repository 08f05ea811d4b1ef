import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '../env';
import { findViewer } from '../sessions/data';
import { endSessionOfToken, startSession } from '../sessions/mutations';
import { checkPassword } from '../users/mutations';
import { deviceOf, isHttps, sessionCookieName } from './token';

const ABSOLUTE_SECONDS = 90 * 24 * 60 * 60;

/**
 * next-auth, with sessions in the database although people sign in with a password.
 *
 * What `encode` returns becomes the cookie and `decode` gates every read, so the "JWT" here is an opaque random token: encode
 * stores a session row, decode looks it up. Deleting the row ends the session at once. The rest of Saldo never asks
 * next-auth who is signed in; it reads the same row (lib/sessions/data.ts).
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: isHttps(),
    cookies: {
      sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() } },
    },
    session: { strategy: 'jwt', maxAge: ABSOLUTE_SECONDS },
    pages: { signIn: '/login', error: '/login' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (credentials, request) => {
          const user = await checkPassword(credentials?.email ?? '', credentials?.password ?? '');
          return user && { id: user.id, email: user.email, name: user.name, device: deviceOf(headerOf(request.headers, 'user-agent')) };
        },
      }),
    ],
    callbacks: {
      // The type promises a user; only a sign-in brings one.
      jwt: ({ token, user }) => ((user as typeof user | undefined) ? { ...token, sub: user.id, device: (user as { device?: string | null }).device ?? null } : token),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token.raw === 'string') await endSessionOfToken(token.raw);
      },
    },
    jwt: {
      encode: async ({ token }) => {
        if (typeof token?.raw === 'string') return token.raw;
        if (!token?.sub) return '';
        return (await startSession(token.sub, typeof token.device === 'string' ? token.device : null)).token;
      },
      decode: async ({ token }) => {
        if (!token) return null;
        const { viewer } = await findViewer(token, null);
        return viewer && { sub: viewer.user.id, email: viewer.user.email, name: viewer.user.name, raw: token };
      },
    },
  };
}

function headerOf(headers: unknown, name: string): string | null {
  const value = headers && typeof headers === 'object' ? (headers as Record<string, unknown>)[name] : null;
  return typeof value === 'string' ? value : null;
}
