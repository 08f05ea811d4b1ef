import { v7 as uuidv7 } from 'uuid';
import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin, PersonalActor } from '@/lib/people/audit/types';
import type { Credential } from './credential';
import type { HouseholdId } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { orNull, prisma } from '@/lib/platform/db/prisma';
import { findUser } from '@/lib/people/users/data';

const ABSOLUTE_DAYS = 90;

/**
 * Starts a session in the person's first household. The token is returned once and never stored.
 * `confirmedAt` is when they proved who they are, where that was not just now.
 */
export async function startSession(
  userId: string,
  device: string | null,
  { confirmedAt = new Date() }: { confirmedAt?: Date } = {},
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + ABSOLUTE_DAYS * 86_400_000);
  const id = uuidv7();
  const membership = await prisma().membership.findFirst({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { householdId: true },
  });
  if (!membership) throw new Error('A person without a household cannot have a session.');
  await prisma().session.create({
    data: {
      id,
      tokenHash: hashToken(token),
      userId,
      householdId: membership.householdId,
      device,
      confirmedAt: notLaterThanNow(confirmedAt),
      expiresAt,
    },
  });
  return { id, token, expiresAt };
}

/** A provider's clock may be ahead. */
function notLaterThanNow(at: Date): Date {
  return new Date(Math.min(at.getTime(), Date.now()));
}

/** Has a session act in another household from now on. The id is proven to be one of its person's. */
export async function moveSession(sessionId: string, householdId: HouseholdId): Promise<void> {
  await prisma().session.updateMany({ where: { id: sessionId }, data: { householdId } });
}

/**
 * Notes that a session or an access token is in use. Called at most every few minutes: a write for each
 * request would cost more than it tells.
 */
export async function touchCredential(credential: Credential): Promise<void> {
  const [table, id] =
    credential.kind === 'SESSION' ? ['session', credential.sessionId] : ['access_token', credential.tokenId];
  await db().query({
    name: `touch_${table}`,
    text: `UPDATE ${table} SET last_used_at = now() WHERE id = $1`,
    values: [id],
  });
}

/** Notes that the person of a session has proved again who they are, at `at` where that was not just now. */
export async function confirmSession(sessionId: string, at = new Date()): Promise<void> {
  const confirmedAt = notLaterThanNow(at);
  await prisma().session.updateMany({
    where: { id: sessionId, confirmedAt: { lt: confirmedAt } },
    data: { confirmedAt },
  });
}

/** Ends one session of the person; false when they have no such one. */
export async function endSession(actor: PersonalActor, sessionId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const mine = { id: sessionId, userId: actor.user.id };
    const ended = await orNull(prisma().session.delete({ where: mine }));
    if (ended) await notePersonalEvent(tx, actor, 'SESSION_ENDED', ended.device);
    return ended !== null;
  });
}

/** Ends the session that a token belongs to, whoever holds it. */
export async function signOut(token: string, origin: Origin): Promise<void> {
  await inTransaction(async (tx) => {
    const tokenHash = hashToken(token);
    const ended = await orNull(prisma().session.delete({ where: { tokenHash } }));
    const user = ended && (await findUser(ended.userId));
    if (user) await notePersonalEvent(tx, { user, ...origin }, 'SIGNED_OUT');
  });
}

/** Ends all sessions of a person but one; all of them without it. Returns how many. */
export async function endOtherSessions(userId: string, keepSessionId: string | null): Promise<number> {
  const { count } = await prisma().session.deleteMany({
    where: { userId, ...(keepSessionId !== null && { NOT: { id: keepSessionId } }) },
  });
  return count;
}

/** As endOtherSessions, at the person's own wish: it stands in the audit trail. */
export async function signOutElsewhere(actor: PersonalActor, keepSessionId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ended = await endOtherSessions(actor.user.id, keepSessionId);
    if (ended > 0) await notePersonalEvent(tx, actor, 'SESSION_ENDED', `${ended}`);
  });
}

/** Removes sessions that have ended by time; part of the nightly clean-up. Returns how many. */
export async function removeEndedSessions(idleDays: number): Promise<number> {
  const now = new Date();
  const idleSince = new Date(now.getTime() - idleDays * 86_400_000);
  const { count } = await prisma().session.deleteMany({
    where: { OR: [{ expiresAt: { lt: now } }, { lastUsedAt: { lt: idleSince } }] },
  });
  return count;
}
