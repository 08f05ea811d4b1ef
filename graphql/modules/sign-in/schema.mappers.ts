export type { Factors as SignInMethodsMapper } from '@/lib/people/sign-in/totp/data';
