export type { Identity as IdentityMapper } from '@/lib/identities/types';
export type { SignInProvider as SignInProviderMapper } from '@/lib/identities/types';
