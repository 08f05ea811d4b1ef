import type { TokenAccess } from '@/lib/people/sessions/credential';

/**
 * A personal access token as its person sees it again: everything but the token itself, which is shown once.
 */
export type AccessToken = {
  id: string;
  name: string;
  access: TokenAccess;
  household: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date;
};
