import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { hashToken } from '@/lib/platform/one-time/token';
import { db } from '@/lib/platform/db/pool';
import type { Belonging, Invitation, Member, OfferedPlace, Role } from './types';

/** Who belongs to a household: owners first, then in the order in which they joined. */
export async function listMembers(householdId: HouseholdId): Promise<Member[]> {
  const { rows } = await db().query<{
    user_id: string;
    email: string;
    name: string | null;
    role: Role;
    created_at: Date;
  }>(
    `SELECT u.id AS user_id, u.email, u.name, m.role, m.created_at FROM membership m
      JOIN "user" u ON u.id = m.user_id WHERE m.household_id = $1 ORDER BY m.role, m.created_at, u.id`,
    [householdId],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    email: row.email,
    name: row.name,
    role: row.role,
    joinedAt: row.created_at,
  }));
}

/** The invitations that can still be accepted, the newest first. */
export async function listInvitations(householdId: HouseholdId): Promise<Invitation[]> {
  const { rows } = await db().query<{
    id: string;
    email: string;
    role: Role;
    invited_by: string | null;
    created_at: Date;
    expires_at: Date;
  }>(
    `SELECT i.id, i.email, i.role, coalesce(u.name, u.email) AS invited_by, i.created_at, i.expires_at
      FROM invitation i LEFT JOIN "user" u ON u.id = i.invited_by_id
      WHERE i.household_id = $1 AND i.expires_at > now() ORDER BY i.created_at DESC, i.id`,
    [householdId],
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

/**
 * What an invitation offers, for the holder of its link's token; null when it was used, revoked or has
 * expired.
 */
export async function findOfferedPlace(token: string): Promise<OfferedPlace | null> {
  const { rows } = await db().query<{
    household: string;
    role: Role;
    email: string;
    invited_by: string | null;
  }>(
    `SELECT h.name AS household, i.role, i.email, coalesce(u.name, u.email) AS invited_by FROM invitation i
      JOIN household h ON h.id = i.household_id LEFT JOIN "user" u ON u.id = i.invited_by_id
      WHERE i.token_hash = $1 AND i.expires_at > now()`,
    [hashToken(token)],
  );
  const row = rows[0];
  return row
    ? { household: row.household, role: row.role, email: row.email, invitedBy: row.invited_by }
    : null;
}

/** The households of a person, in the order in which they joined them. */
export async function listBelongings(userId: string): Promise<Belonging[]> {
  const { rows } = await db().query<{ id: string; name: string; role: Role; demo: boolean }>(
    `SELECT h.id, h.name, m.role, h.demo FROM membership m JOIN household h ON h.id = m.household_id
      WHERE m.user_id = $1 ORDER BY m.created_at, h.id`,
    [userId],
  );
  return rows.map((row) => ({ ...row, id: proveHousehold(row.id) }));
}
