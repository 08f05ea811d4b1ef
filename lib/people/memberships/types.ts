import type { HouseholdId } from '@/lib/platform/scope';

export const ROLES = ['OWNER', 'MEMBER', 'VIEWER'] as const;
/** OWNER: everything. MEMBER: everything but people and keys. VIEWER: reads. */
export type Role = (typeof ROLES)[number];

/** A person of a household. */
export type Member = { userId: string; email: string; name: string | null; role: Role; joinedAt: Date };

/** A place in a household that was offered to the person of an address and not taken yet. */
export type Invitation = {
  id: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/** What the link of an invitation shows to anyone who follows it. */
export type OfferedPlace = { household: string; role: Role; email: string; invitedBy: string | null };

/** A household that a person belongs to. */
export type Belonging = { id: HouseholdId; name: string; role: Role; demo: boolean };
