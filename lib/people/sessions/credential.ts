/**
 * How far a personal access token reaches: reading, also writing, also what only owners may. Never further
 * than its person's role.
 */
export type TokenAccess = 'READ' | 'WRITE' | 'ADMIN';

/**
 * What proved who the caller is. A session is a person at a browser or a program that signed in as one;
 * `confirmedAt` is when they last proved it. A token is a program that was let in with limits: it never acts
 * on its person's own sign-in.
 */
export type Credential =
  | { kind: 'SESSION'; sessionId: string; confirmedAt: Date }
  | { kind: 'TOKEN'; tokenId: string; access: TokenAccess };

/** What is sensitive wants a person who proved who they are within so many minutes. */
export const CONFIRMED_MINUTES = 10;

export function isConfirmed(credential: Credential, now: Date): boolean {
  return (
    credential.kind === 'SESSION' &&
    now.getTime() - credential.confirmedAt.getTime() < CONFIRMED_MINUTES * 60_000
  );
}

/**
 * Access tokens say what they are, so that one found in a log or a repository is recognised, and each is
 * looked up in one table only.
 */
const ACCESS_TOKEN_PREFIX = 'saldo_';

export function isAccessToken(token: string): boolean {
  return token.startsWith(ACCESS_TOKEN_PREFIX);
}

export function toAccessToken(secret: string): string {
  return `${ACCESS_TOKEN_PREFIX}${secret}`;
}
