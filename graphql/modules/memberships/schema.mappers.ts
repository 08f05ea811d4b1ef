export type { Belonging as BelongingMapper, Member as MemberMapper } from '@/lib/people/memberships/types';
