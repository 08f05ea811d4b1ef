import { createHash, randomBytes } from 'node:crypto';
import { env } from '@/lib/platform/env';

/** How long a person may take on the bank's pages. */
export const CONSENT_MINUTES = 15;

/** A PKCE verifier and its S256 challenge (RFC 7636). */
export function createVerifier(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Where banks send people back to; it has to be registered with them as it stands here. */
export function consentRedirectUri(): string {
  return new URL('/api/banks/callback', env().NEXTAUTH_URL ?? `http://localhost:${env().PORT}`).href;
}
