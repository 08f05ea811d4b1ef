export type { User as UserMapper } from '@/lib/users/types';
export type { Session as SessionMapper } from '@/lib/sessions/data';
