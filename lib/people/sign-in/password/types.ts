import type { FactorKind } from '../totp/types';
import type { User } from '@/lib/people/users/types';

/** `token` is the session's. */
export type SignedIn = { kind: 'SIGNED_IN'; user: User; token: string; expiresAt: Date };

/**
 * The first step was right and a second one is needed. `token` stands for the first step: it opens nothing by
 * itself.
 */
export type Waiting = { kind: 'WAITING'; token: string; kinds: FactorKind[]; expiresAt: Date };
