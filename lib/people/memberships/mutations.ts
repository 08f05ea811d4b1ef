import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid, parseInput } from '@/lib/platform/errors/parse-input';
import { foundHousehold } from '@/lib/people/households/found';
import type { Locale } from '@/lib/platform/i18n/locales';
import { queueMail } from '@/lib/platform/mail/queue';
import { emailField } from '@/lib/people/users/schema';
import { ROLES, type Role } from './types';

const INVITATION_DAYS = 7;
/**
 * More open invitations than any household needs would make Saldo somebody's way to send mail to strangers.
 */
const MOST_INVITATIONS = 20;

const inviteSchema = z.object({ email: emailField, role: z.enum(ROLES) });

/**
 * Offers a place in the household by mail to the person of an address, for seven days. Inviting the same
 * address again makes the earlier link worthless. Throws CONFLICT for somebody who belongs to it already,
 * NOT_ALLOWED beyond 20 open invitations.
 */
export async function inviteMember(
  householdId: HouseholdId,
  by: PersonalActor,
  rawInput: unknown,
): Promise<void> {
  const { email, role } = parseInput(inviteSchema, rawInput);
  const [id, token] = [uuidv7(), createToken()];
  await inTransaction(async (tx) => {
    const members = await lockMembers(tx, householdId);
    if (members.some((member) => member.email === email))
      throw domainError('CONFLICT', 'This person belongs to the household already.', 'input', 'email');
    await tx.query('DELETE FROM invitation WHERE household_id = $1 AND (email = $2 OR expires_at <= now())', [
      householdId,
      email,
    ]);
    const { rowCount } = await tx.query('SELECT 1 FROM invitation WHERE household_id = $1', [householdId]);
    if ((rowCount ?? 0) >= MOST_INVITATIONS)
      throw domainError(
        'NOT_ALLOWED',
        `${MOST_INVITATIONS} invitations are open: revoke one first.`,
        'input',
        'email',
      );
    await tx.query(
      `INSERT INTO invitation (id, household_id, email, role, token_hash, invited_by_id, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => ${INVITATION_DAYS}))`,
      [id, householdId, email, role, hashToken(token), by.user.id],
    );
    await queueMail(tx, {
      householdId,
      userId: by.user.id,
      key: `invitation:${id}`,
      about: { kind: 'INVITATION', invitationId: id, token },
    });
    await noteEvent(tx, householdId, by, 'PERSON_INVITED', `${email} (${role})`);
  });
}

/** Takes an invitation back. Throws NOT_FOUND when there is none of this id, also because it was accepted. */
export async function revokeInvitation(
  householdId: HouseholdId,
  by: PersonalActor,
  id: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ email: string }>(
      'DELETE FROM invitation WHERE id = $1 AND household_id = $2 RETURNING email',
      [isUuid(id) ? id : null, householdId],
    );
    if (!rows[0])
      throw domainError('NOT_FOUND', 'There is no such invitation: it may have been accepted.', 'id');
    await noteEvent(tx, householdId, by, 'INVITATION_REVOKED', rows[0].email);
  });
}

/**
 * Takes the place that an invitation offers, once, for the person whose address it was sent to. Returns the
 * household. Throws NOT_FOUND when the invitation was used, revoked or has run out, NOT_ALLOWED for the
 * person of another address.
 */
export async function acceptInvitation(by: PersonalActor, token: string): Promise<HouseholdId> {
  return inTransaction((tx) => joinByInvitation(tx, by, token, ['token']));
}

/**
 * As acceptInvitation, in the transaction of something larger: registration. `path` is the input field of the
 * token.
 */
export async function joinByInvitation(
  tx: Queryable,
  by: PersonalActor,
  token: string,
  path: string[],
): Promise<HouseholdId> {
  const { rows } = await tx.query<{ id: string; household_id: string; email: string; role: Role }>(
    `SELECT id, household_id, email, role FROM invitation WHERE token_hash = $1 AND expires_at > now()
      FOR UPDATE`,
    [hashToken(token)],
  );
  const invitation = rows[0];
  if (!invitation)
    throw domainError('NOT_FOUND', 'This invitation is no longer valid: ask for a new one.', ...path);
  if (invitation.email !== by.user.email)
    throw domainError(
      'NOT_ALLOWED',
      `This invitation is for ${invitation.email}: sign in with that address.`,
      ...path,
    );
  const householdId = proveHousehold(invitation.household_id);
  await tx.query('DELETE FROM invitation WHERE id = $1', [invitation.id]);
  // The holder of the token has read the mail that went to the address.
  await tx.query('UPDATE "user" SET email_verified_at = coalesce(email_verified_at, now()) WHERE id = $1', [
    by.user.id,
  ]);
  // Somebody who belongs to it already keeps the role they have.
  const { rowCount } = await tx.query(
    'INSERT INTO membership (user_id, household_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [by.user.id, householdId, invitation.role],
  );
  if (rowCount)
    await noteEvent(tx, householdId, by, 'PERSON_JOINED', `${by.user.email} (${invitation.role})`);
  return householdId;
}

/**
 * Gives a person of the household another role; it holds from their next request on. Throws NOT_ALLOWED when
 * no owner would be left.
 */
export async function setRole(
  householdId: HouseholdId,
  by: PersonalActor,
  userId: string,
  role: Role,
): Promise<void> {
  await inTransaction(async (tx) => {
    const members = await lockMembers(tx, householdId);
    const member = existing(members, userId);
    if (member.role === role) return;
    if (role !== 'OWNER')
      keepAnOwner(members, userId, 'Make somebody else an owner first: a household needs one.', 'userId');
    await tx.query('UPDATE membership SET role = $3 WHERE household_id = $1 AND user_id = $2', [
      householdId,
      userId,
      role,
    ]);
    await noteEvent(tx, householdId, by, 'ROLE_CHANGED', `${member.email} (${member.role} → ${role})`);
  });
}

/** Makes another person an owner and the acting one a member, both or neither. */
export async function handOverOwnership(
  householdId: HouseholdId,
  by: PersonalActor,
  userId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const member = existing(await lockMembers(tx, householdId), userId);
    if (userId === by.user.id)
      throw domainError(
        'NOT_ALLOWED',
        'You own the household: choose somebody else to hand it to.',
        'userId',
      );
    await tx.query(
      `UPDATE membership SET role = CASE user_id WHEN $2 THEN 'OWNER'::role ELSE 'MEMBER'::role END
        WHERE household_id = $1 AND user_id IN ($2, $3)`,
      [householdId, userId, by.user.id],
    );
    await noteEvent(tx, householdId, by, 'ROLE_CHANGED', `${member.email} (${member.role} → OWNER)`);
    await noteEvent(tx, householdId, by, 'ROLE_CHANGED', `${by.user.email} (OWNER → MEMBER)`);
  });
}

/** Ends another person's place in the household. */
export async function removeMember(
  householdId: HouseholdId,
  by: PersonalActor,
  userId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const member = existing(await lockMembers(tx, householdId), userId);
    if (userId === by.user.id)
      throw domainError('NOT_ALLOWED', 'To end your own place, leave the household.', 'userId');
    await endMembership(tx, householdId, member);
    await noteEvent(tx, householdId, by, 'PERSON_REMOVED', member.email);
  });
}

/** Ends the acting person's own place. Throws NOT_ALLOWED for the last owner. */
export async function leaveHousehold(householdId: HouseholdId, by: PersonalActor): Promise<void> {
  await inTransaction(async (tx) => {
    const members = await lockMembers(tx, householdId);
    const member = existing(members, by.user.id);
    keepAnOwner(members, by.user.id, 'You are the last owner: hand the household over first, or delete it.');
    await endMembership(tx, householdId, member);
    await noteEvent(tx, householdId, by, 'PERSON_LEFT', member.email);
  });
}

export type LockedMember = {
  user_id: string;
  email: string;
  name: string | null;
  locale: Locale | null;
  role: Role;
};

/**
 * The people of a household, whom nobody else changes until the transaction ends: two last owners cannot
 * leave at once.
 */
export async function lockMembers(tx: Queryable, householdId: HouseholdId): Promise<LockedMember[]> {
  const { rows } = await tx.query<LockedMember>(
    `SELECT m.user_id, u.email, u.name, u.locale, m.role FROM membership m JOIN "user" u ON u.id = m.user_id
      WHERE m.household_id = $1 ORDER BY m.user_id FOR UPDATE OF m`,
    [householdId],
  );
  return rows;
}

function existing(members: LockedMember[], userId: string): LockedMember {
  const member = members.find((candidate) => candidate.user_id === userId.toLowerCase());
  if (!member) throw domainError('NOT_FOUND', 'Nobody of this id belongs to the household.', 'userId');
  return member;
}

function keepAnOwner(members: LockedMember[], without: string, sentence: string, ...path: string[]): void {
  if (!members.some((member) => member.role === 'OWNER' && member.user_id !== without))
    throw domainError('NOT_ALLOWED', sentence, ...path);
}

/**
 * Takes a person out of a household, with the tokens they made for it. Their browsers go on in another
 * household of theirs; who has none left gets a new one of their own, because everybody belongs somewhere.
 * Their private accounts stay, seen by nobody: they are there again should the person come back.
 */
export async function endMembership(
  tx: Queryable,
  householdId: HouseholdId,
  person: LockedMember,
): Promise<void> {
  await tx.query('DELETE FROM membership WHERE household_id = $1 AND user_id = $2', [
    householdId,
    person.user_id,
  ]);
  await tx.query('DELETE FROM access_token WHERE household_id = $1 AND user_id = $2', [
    householdId,
    person.user_id,
  ]);
  const { rows } = await tx.query<{ household_id: string }>(
    'SELECT household_id FROM membership WHERE user_id = $1 ORDER BY created_at LIMIT 1',
    [person.user_id],
  );
  const next =
    rows[0]?.household_id ??
    (await foundHousehold(
      tx,
      { id: person.user_id, email: person.email, name: person.name },
      { ...(await settingsOf(tx, householdId)), locale: person.locale ?? 'en' },
    ));
  await tx.query('UPDATE session SET household_id = $3 WHERE user_id = $2 AND household_id = $1', [
    householdId,
    person.user_id,
    next,
  ]);
  // Whom to write to when a bank needs somebody: an owner, since who connected it is gone.
  await tx.query(
    `UPDATE bank_connection SET user_id = (SELECT user_id FROM membership WHERE household_id = $1
      AND role = 'OWNER' ORDER BY created_at LIMIT 1) WHERE household_id = $1 AND user_id = $2`,
    [householdId, person.user_id],
  );
}

async function settingsOf(
  tx: Queryable,
  householdId: HouseholdId,
): Promise<{ baseCurrency: string; timeZone: string }> {
  const { rows } = await tx.query<{ base_currency: string; time_zone: string }>(
    'SELECT base_currency, time_zone FROM household WHERE id = $1',
    [householdId],
  );
  return { baseCurrency: rows[0]?.base_currency ?? 'CZK', timeZone: rows[0]?.time_zone ?? 'Europe/Prague' };
}
