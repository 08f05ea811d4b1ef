export type { Factors as SignInMethodsMapper } from '@/lib/factors/data';
export type { Passkey as PasskeyMapper } from '@/lib/passkeys/types';
