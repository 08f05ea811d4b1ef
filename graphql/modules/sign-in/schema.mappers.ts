export type { Factors as SignInMethodsMapper } from '@/lib/people/sign-in/totp/data';
export type { Passkey as PasskeyMapper } from '@/lib/people/sign-in/passkey/types';
export type { Identity as IdentityMapper } from '@/lib/people/sign-in/oidc/types';
export type { SignInProvider as SignInProviderMapper } from '@/lib/people/sign-in/oidc/types';
