export type { User as UserMapper } from '@/lib/people/users/types';
export type { Session as SessionMapper } from '@/lib/people/sessions/data';
