export type { AccessToken as AccessTokenMapper } from '@/lib/people/tokens/types';
