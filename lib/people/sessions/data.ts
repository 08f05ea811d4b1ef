import { type Credential, isAccessToken, type TokenAccess } from './credential';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { hashToken } from '@/lib/platform/one-time/token';
import { db } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Role } from '@/lib/people/memberships/types';
import { RATES_VERSION } from '@/lib/core/rates/data';
import type { User } from '@/lib/people/users/types';

/**
 * Who asks, from where, and for which household; the versions tell whether what is in memory about it is
 * still right.
 */
export type Viewer = {
  credential: Credential;
  user: User;
  householdId: HouseholdId;
  role: Role;
  referenceVersion: number;
  ledgerVersion: string;
  ratesVersion: string;
  lastUsedAt: Date | null;
};

export const IDLE_DAYS = 14;

const VIEWER_COLUMNS = `u.id AS user_id, u.email, u.name, u.locale, u.theme, u.monthly_summary, m.role,
  h.id AS household_id, h.reference_version, h.ledger_version,
        ${RATES_VERSION} AS rates_version`;

/**
 * Whom a token lets in, if it has not ended by time or by revocation, with the household it acts in: a
 * session's, or that of a personal access token. `wantedHousehold` chooses another household of the person;
 * `householdDenied` says that there is no such one. One statement, because every request of the API runs it.
 */
export async function findViewer(
  token: string,
  wantedHousehold: string | null,
): Promise<{ viewer: Viewer | null; householdDenied: boolean }> {
  const row = isAccessToken(token)
    ? await findByAccessToken(token, wantedHousehold)
    : await findBySession(token, wantedHousehold);
  if (!row) return { viewer: null, householdDenied: false };
  if (!row.household_id || !row.role) return { viewer: null, householdDenied: true };
  return {
    householdDenied: false,
    viewer: {
      credential: row.access
        ? { kind: 'TOKEN', tokenId: row.id, access: row.access }
        : { kind: 'SESSION', sessionId: row.id, confirmedAt: row.confirmed_at ?? new Date(0) },
      user: {
        id: row.user_id,
        email: row.email,
        name: row.name,
        locale: row.locale,
        theme: row.theme,
        monthlySummary: row.monthly_summary,
      },
      householdId: proveHousehold(row.household_id),
      role: row.role,
      referenceVersion: row.reference_version ?? 0,
      ledgerVersion: row.ledger_version ?? '0',
      ratesVersion: row.rates_version,
      lastUsedAt: row.last_used_at,
    },
  };
}

async function findBySession(token: string, wantedHousehold: string | null): Promise<ViewerRow | undefined> {
  const { rows } = await db().query<ViewerRow>({
    name: 'find_viewer',
    text: `SELECT s.id, s.last_used_at, s.confirmed_at, NULL AS access, ${VIEWER_COLUMNS}
      FROM session s JOIN "user" u ON u.id = s.user_id
        LEFT JOIN membership m ON m.user_id = s.user_id AND m.household_id = coalesce($2, s.household_id)
        LEFT JOIN household h ON h.id = m.household_id
      WHERE s.token_hash = $1 AND s.expires_at > now()
        AND s.last_used_at > now() - interval '${IDLE_DAYS} days'`,
    values: [hashToken(token), wantedHousehold],
  });
  return rows[0];
}

/** A token acts in the one household it was made for, however many its person belongs to. */
async function findByAccessToken(
  token: string,
  wantedHousehold: string | null,
): Promise<ViewerRow | undefined> {
  const { rows } = await db().query<ViewerRow>({
    name: 'find_token_viewer',
    text: `SELECT t.id, t.last_used_at, NULL::timestamptz AS confirmed_at, t.access, ${VIEWER_COLUMNS}
      FROM access_token t JOIN "user" u ON u.id = t.user_id
        LEFT JOIN membership m ON m.user_id = t.user_id AND m.household_id = t.household_id
          AND m.household_id = coalesce($2, t.household_id)
        LEFT JOIN household h ON h.id = m.household_id
      WHERE t.token_hash = $1 AND t.expires_at > now()`,
    values: [hashToken(token), wantedHousehold],
  });
  return rows[0];
}

type ViewerRow = {
  id: string;
  user_id: string;
  last_used_at: Date | null;
  confirmed_at: Date | null;
  access: TokenAccess | null;
  email: string;
  name: string | null;
  locale: User['locale'];
  theme: User['theme'];
  monthly_summary: boolean;
  role: Role | null;
  household_id: string | null;
  reference_version: number | null;
  ledger_version: string | null;
  rates_version: string;
};

/**
 * The household that a session acts in unless it says otherwise. For a session whose person has just been
 * asked about.
 */
export async function householdOfSession(sessionId: string): Promise<HouseholdId> {
  const { householdId } = await prisma().session.findFirstOrThrow({
    where: { id: sessionId },
    select: { householdId: true },
  });
  return proveHousehold(householdId);
}

export type Session = { id: string; device: string | null; createdAt: Date; lastUsedAt: Date };

/** Where a person is signed in, the most recently used first. */
export async function listSessions(userId: string): Promise<Session[]> {
  const idleSince = new Date(Date.now() - IDLE_DAYS * 86_400_000);
  return prisma().session.findMany({
    where: { userId, expiresAt: { gt: new Date() }, lastUsedAt: { gt: idleSince } },
    orderBy: [{ lastUsedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, device: true, createdAt: true, lastUsedAt: true },
  });
}
