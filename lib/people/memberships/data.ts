import { prisma } from '@/lib/platform/db/prisma';
import { hashToken } from '@/lib/platform/one-time/token';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import type { Belonging, Invitation, Member, OfferedPlace } from './types';

const PERSON = { select: { id: true, email: true, name: true } } as const;

/** Who belongs to a household: owners first, then in the order in which they joined. */
export async function listMembers(householdId: HouseholdId): Promise<Member[]> {
  const rows = await prisma().membership.findMany({
    where: { householdId },
    orderBy: [{ role: 'asc' }, { createdAt: 'asc' }, { userId: 'asc' }],
    select: { role: true, createdAt: true, user: PERSON },
  });
  return rows.map(({ user, role, createdAt }) => ({
    userId: user.id,
    email: user.email,
    name: user.name,
    role,
    joinedAt: createdAt,
  }));
}

/** The invitations that can still be accepted, the newest first. */
export async function listInvitations(householdId: HouseholdId): Promise<Invitation[]> {
  const rows = await prisma().invitation.findMany({
    where: { householdId, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    select: { id: true, email: true, role: true, invitedBy: PERSON, createdAt: true, expiresAt: true },
  });
  return rows.map(({ invitedBy, ...row }) => ({ ...row, invitedBy: nameOf(invitedBy) }));
}

/**
 * What an invitation offers, for the holder of its link's token; null when it was used, revoked or has
 * expired.
 */
export async function findOfferedPlace(token: string): Promise<OfferedPlace | null> {
  const row = await prisma().invitation.findFirst({
    where: { tokenHash: hashToken(token), expiresAt: { gt: new Date() } },
    select: { role: true, email: true, invitedBy: PERSON, household: { select: { name: true } } },
  });
  return (
    row && {
      household: row.household.name,
      role: row.role,
      email: row.email,
      invitedBy: nameOf(row.invitedBy),
    }
  );
}

function nameOf(person: { name: string | null; email: string } | null): string | null {
  return person && (person.name ?? person.email);
}

/** The households of a person, in the order in which they joined them. */
export async function listBelongings(userId: string): Promise<Belonging[]> {
  const rows = await prisma().membership.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { householdId: 'asc' }],
    select: { role: true, household: { select: { id: true, name: true, demo: true } } },
  });
  return rows.map(({ role, household }) => ({ ...household, role, id: proveHousehold(household.id) }));
}
