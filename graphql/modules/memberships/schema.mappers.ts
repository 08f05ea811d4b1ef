export type {
  Belonging as BelongingMapper,
  Invitation as InvitationMapper,
  Member as MemberMapper,
  OfferedPlace as OfferedPlaceMapper,
} from '@/lib/people/memberships/types';
