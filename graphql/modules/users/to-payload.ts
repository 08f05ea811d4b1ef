import type { SignedIn, Waiting } from '@/lib/people/sign-in/password/types';

/** What a client learns of a sign-in: a token, or what is still needed for one. */
export function toPayload(result: SignedIn | Waiting) {
  if (result.kind === 'WAITING')
    return { challenge: { token: result.token, kinds: result.kinds, expiresAt: result.expiresAt } };
  const { user, token, expiresAt } = result;
  return { user, sessionToken: token, accessToken: token, expiresAt };
}
