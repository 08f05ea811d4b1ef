import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { orNull, prisma } from '@/lib/platform/db/prisma';
import type { Row } from '@/lib/platform/db/row';
import type { Invitation, Membership, User } from '@/prisma/__generated__/client';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid, parseInput } from '@/lib/platform/errors/parse-input';
import { foundHousehold } from '@/lib/people/households/mutations';
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
    const now = new Date();
    await prisma().invitation.deleteMany({
      where: { householdId, OR: [{ email }, { expiresAt: { lte: now } }] },
    });
    if ((await prisma().invitation.count({ where: { householdId } })) >= MOST_INVITATIONS)
      throw domainError(
        'NOT_ALLOWED',
        `${MOST_INVITATIONS} invitations are open: revoke one first.`,
        'input',
        'email',
      );
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
    const tokenHash = hashToken(token);
    await prisma().invitation.create({
      data: { id, householdId, email, role, tokenHash, invitedById: by.user.id, expiresAt },
    });
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
    const revoked = isUuid(id) && (await orNull(prisma().invitation.delete({ where: { id, householdId } })));
    if (!revoked)
      throw domainError('NOT_FOUND', 'There is no such invitation: it may have been accepted.', 'id');
    await noteEvent(tx, householdId, by, 'INVITATION_REVOKED', revoked.email);
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
  const { rows } = await tx.query<Row<Invitation, 'id' | 'householdId' | 'email' | 'role'>>(
    `SELECT id, household_id, email, role FROM invitation
      WHERE token_hash = $1 AND expires_at > now() FOR UPDATE`,
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
  await prisma().invitation.delete({ where: { id: invitation.id } });
  // Whoever holds the token has read the mail that went to the address.
  await prisma().user.updateMany({
    where: { id: by.user.id, emailVerifiedAt: null },
    data: { emailVerifiedAt: new Date() },
  });
  // Somebody who belongs to it already keeps the role they have.
  const { count: joined } = await prisma().membership.createMany({
    data: { userId: by.user.id, householdId, role: invitation.role },
    skipDuplicates: true,
  });
  if (joined) await noteEvent(tx, householdId, by, 'PERSON_JOINED', `${by.user.email} (${invitation.role})`);
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
    await changeRole(householdId, userId, role);
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
    await changeRole(householdId, userId, 'OWNER');
    await changeRole(householdId, by.user.id, 'MEMBER');
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
    await endMembership(householdId, member);
    await noteEvent(tx, householdId, by, 'PERSON_REMOVED', member.email);
  });
}

/** Ends the acting person's own place. Throws NOT_ALLOWED for the last owner. */
export async function leaveHousehold(householdId: HouseholdId, by: PersonalActor): Promise<void> {
  await inTransaction(async (tx) => {
    const members = await lockMembers(tx, householdId);
    const member = existing(members, by.user.id);
    keepAnOwner(members, by.user.id, 'You are the last owner: hand the household over first, or delete it.');
    await endMembership(householdId, member);
    await noteEvent(tx, householdId, by, 'PERSON_LEFT', member.email);
  });
}

async function changeRole(householdId: HouseholdId, userId: string, role: Role): Promise<void> {
  await prisma().membership.updateMany({ where: { householdId, userId }, data: { role } });
}

export type LockedMember = Row<User, 'email' | 'name'> &
  Row<Membership, 'userId' | 'role'> & { locale: Locale | null };

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
export async function endMembership(householdId: HouseholdId, person: LockedMember): Promise<void> {
  const theirs = { householdId, userId: person.user_id };
  await prisma().membership.deleteMany({ where: theirs });
  await prisma().accessToken.deleteMany({ where: theirs });
  const next = await prisma().membership.findFirst({
    where: { userId: person.user_id },
    orderBy: { createdAt: 'asc' },
    select: { householdId: true },
  });
  await prisma().session.updateMany({
    where: theirs,
    data: { householdId: next?.householdId ?? (await foundAnother(person, householdId)) },
  });
  await handOverConnections(householdId, person.user_id);
}

/** Has an owner written to when a bank needs somebody, in the place of the person who connected it. */
export async function handOverConnections(householdId: HouseholdId, userId: string): Promise<void> {
  const owner = await prisma().membership.findFirst({
    where: { householdId, role: 'OWNER', userId: { not: userId } },
    orderBy: { createdAt: 'asc' },
    select: { userId: true },
  });
  await prisma().bankConnection.updateMany({
    where: { householdId, userId },
    data: { userId: owner?.userId ?? null },
  });
}

/** A household of a person's own, with the settings of the one that they leave. */
async function foundAnother(person: LockedMember, left: HouseholdId): Promise<HouseholdId> {
  const { baseCurrency, timeZone } = await prisma().household.findFirstOrThrow({ where: { id: left } });
  return foundHousehold(
    { id: person.user_id, email: person.email, name: person.name },
    { baseCurrency, timeZone, locale: person.locale ?? 'en' },
  );
}
