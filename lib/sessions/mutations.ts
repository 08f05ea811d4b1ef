import { v7 as uuidv7 } from 'uuid';
import type { Credential } from '../auth/credential';
import type { HouseholdId } from '../auth/scope';
import { createToken, hashToken } from '../auth/token';
import { db } from '../db/pool';
import { prisma } from '../db/prisma';

const ABSOLUTE_DAYS = 90;

/** Starts a session in the person's first household. The token is returned once and never stored. */
export async function startSession(userId: string, device: string | null): Promise<{ id: string; token: string; expiresAt: Date }> {
  const membership = await prisma().membership.findFirstOrThrow({ where: { userId }, orderBy: { createdAt: 'asc' } });
  const token = createToken();
  const expiresAt = new Date(Date.now() + ABSOLUTE_DAYS * 86_400_000);
  const id = uuidv7();
  await prisma().session.create({
    data: { id, tokenHash: new Uint8Array(hashToken(token)), userId, householdId: membership.householdId, device, expiresAt },
  });
  return { id, token, expiresAt };
}

/** Has a session act in another household from now on. The id is proven to be one of its person's. */
export async function moveSession(sessionId: string, householdId: HouseholdId): Promise<void> {
  await db().query('UPDATE session SET household_id = $2 WHERE id = $1', [sessionId, householdId]);
}

/** Notes that a session or an access token is in use. Called at most every few minutes: a write for each request would cost more than it tells. */
export async function touchCredential(credential: Credential): Promise<void> {
  const [table, id] = credential.kind === 'SESSION' ? ['session', credential.sessionId] : ['access_token', credential.tokenId];
  await db().query({ name: `touch_${table}`, text: `UPDATE ${table} SET last_used_at = now() WHERE id = $1`, values: [id] });
}

/** Notes that the person of a session has proved again who they are. */
export async function confirmSession(sessionId: string): Promise<void> {
  await db().query('UPDATE session SET confirmed_at = now() WHERE id = $1', [sessionId]);
}

export async function endSession(userId: string, sessionId: string): Promise<boolean> {
  const { count } = await prisma().session.deleteMany({ where: { id: sessionId, userId } });
  return count > 0;
}

/** Ends the session that a token belongs to, whoever holds it. */
export async function endSessionOfToken(token: string): Promise<void> {
  await prisma().session.deleteMany({ where: { tokenHash: new Uint8Array(hashToken(token)) } });
}

export async function endOtherSessions(userId: string, keepSessionId: string): Promise<void> {
  await prisma().session.deleteMany({ where: { userId, NOT: { id: keepSessionId } } });
}

/** Removes sessions that have ended by time; part of the nightly clean-up. Returns how many. */
export async function removeEndedSessions(idleDays: number): Promise<number> {
  const { rowCount } = await db().query(`DELETE FROM session WHERE expires_at < now() OR last_used_at < now() - make_interval(days => $1)`, [idleDays]);
  return rowCount ?? 0;
}
