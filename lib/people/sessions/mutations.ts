import { v7 as uuidv7 } from 'uuid';
import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin, PersonalActor } from '@/lib/people/audit/types';
import type { Credential } from './credential';
import type { HouseholdId } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { findUser } from '@/lib/people/users/data';

const ABSOLUTE_DAYS = 90;

/**
 * Starts a session in the person's first household. The token is returned once and never stored.
 * `confirmedAt` is when they proved who they are, where that was not just now.
 */
export async function startSession(
  userId: string,
  device: string | null,
  { on = db(), confirmedAt = new Date() }: { on?: Queryable; confirmedAt?: Date } = {},
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + ABSOLUTE_DAYS * 86_400_000);
  const id = uuidv7();
  const { rowCount } = await on.query(
    `INSERT INTO session (id, token_hash, user_id, household_id, device, confirmed_at, expires_at)
      SELECT $1, $2, $3, household_id, $4, least($5, now()), $6 FROM membership WHERE user_id = $3
        ORDER BY created_at LIMIT 1`,
    [id, hashToken(token), userId, device, confirmedAt, expiresAt],
  );
  if (!rowCount) throw new Error('A person without a household cannot have a session.');
  return { id, token, expiresAt };
}

/** Has a session act in another household from now on. The id is proven to be one of its person's. */
export async function moveSession(sessionId: string, householdId: HouseholdId): Promise<void> {
  await db().query('UPDATE session SET household_id = $2 WHERE id = $1', [sessionId, householdId]);
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
export async function confirmSession(
  sessionId: string,
  at = new Date(),
  on: Queryable = db(),
): Promise<void> {
  await on.query('UPDATE session SET confirmed_at = greatest(confirmed_at, least($2, now())) WHERE id = $1', [
    sessionId,
    at,
  ]);
}

/** Ends one session of the person; false when they have no such one. */
export async function endSession(actor: PersonalActor, sessionId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ device: string | null }>(
      'DELETE FROM session WHERE id = $1 AND user_id = $2 RETURNING device',
      [sessionId, actor.user.id],
    );
    if (rows[0]) await notePersonalEvent(tx, actor, 'SESSION_ENDED', rows[0].device);
    return rows.length > 0;
  });
}

/** Ends the session that a token belongs to, whoever holds it. */
export async function signOut(token: string, origin: Origin): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ user_id: string }>(
      'DELETE FROM session WHERE token_hash = $1 RETURNING user_id',
      [hashToken(token)],
    );
    const user = rows[0] && (await findUser(tx, rows[0].user_id));
    if (user) await notePersonalEvent(tx, { user, ...origin }, 'SIGNED_OUT');
  });
}

/** Ends all sessions of a person but one; all of them without it. Returns how many. */
export async function endOtherSessions(
  userId: string,
  keepSessionId: string | null,
  on: Queryable = db(),
): Promise<number> {
  const { rowCount } = await on.query('DELETE FROM session WHERE user_id = $1 AND id IS DISTINCT FROM $2', [
    userId,
    keepSessionId,
  ]);
  return rowCount ?? 0;
}

/** As endOtherSessions, at the person's own wish: it stands in the audit trail. */
export async function signOutElsewhere(actor: PersonalActor, keepSessionId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ended = await endOtherSessions(actor.user.id, keepSessionId, tx);
    if (ended > 0) await notePersonalEvent(tx, actor, 'SESSION_ENDED', `${ended}`);
  });
}

/** Removes sessions that have ended by time; part of the nightly clean-up. Returns how many. */
export async function removeEndedSessions(idleDays: number): Promise<number> {
  const { rowCount } = await db().query(
    `DELETE FROM session WHERE expires_at < now() OR last_used_at < now() - make_interval(days => $1)`,
    [idleDays],
  );
  return rowCount ?? 0;
}
