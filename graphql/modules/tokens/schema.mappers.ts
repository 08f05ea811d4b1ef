export type { AccessToken as AccessTokenMapper } from '@/lib/tokens/types';
