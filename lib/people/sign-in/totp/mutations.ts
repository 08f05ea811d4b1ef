import type { PersonalActor } from '@/lib/people/audit/types';
import { notePersonalEvent } from '@/lib/people/audit/mutations';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Row } from '@/lib/platform/db/row';
import type { Totp } from '@/prisma/__generated__/client';
import { domainError } from '@/lib/platform/errors/domain-error';
import { endOtherSessions } from '@/lib/people/sessions/mutations';
import { openForPerson, sealForPerson } from '@/lib/platform/vault/personal-seal';
import { countFactors } from './data';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes';
import { makeSeed, seedUri, stepOfCode } from './totp';

const APP = 'authenticator app';

/**
 * Makes a seed for an authenticator app; one that was begun before is forgotten. It counts once addTotp has
 * seen a code. Throws CONFLICT when there is one.
 */
export async function beginTotp(userId: string, email: string): Promise<{ seed: string; uri: string }> {
  const seed = makeSeed();
  const { masterKeyId, sealed } = await sealForPerson(userId, seed);
  const { rowCount } = await db().query(
    `INSERT INTO totp (user_id, master_key_id, sealed) VALUES ($1, $2, $3)
      ON CONFLICT (user_id) DO UPDATE SET master_key_id = $2, sealed = $3, created_at = now()
        WHERE totp.confirmed_at IS NULL`,
    [userId, masterKeyId, sealed],
  );
  if (!rowCount) throw domainError('CONFLICT', 'You have an authenticator app: remove it first.');
  return { seed, uri: seedUri(seed, email) };
}

/**
 * Takes the app into use with a code of its own, and ends all other sessions. Returns recovery codes when it
 * is the first factor, else null. Throws INVALID for a wrong code, NOT_FOUND when none was begun.
 */
export async function addTotp(
  actor: PersonalActor,
  sessionId: string,
  code: string,
  now = new Date(),
): Promise<string[] | null> {
  return inTransaction(async (tx) => {
    const userId = actor.user.id;
    const { rows } = await tx.query<Row<Totp, 'masterKeyId' | 'sealed'>>(
      'SELECT master_key_id, sealed FROM totp WHERE user_id = $1 AND confirmed_at IS NULL FOR UPDATE',
      [userId],
    );
    const [begun] = rows;
    if (!begun) throw domainError('NOT_FOUND', 'Begin with a new authenticator app first.', 'input', 'code');
    const step = stepOfCode(await openForPerson(userId, begun.master_key_id, begun.sealed), code, now);
    if (step === null)
      throw domainError(
        'INVALID',
        'This is not the code that the app shows now: enter the newest one.',
        'input',
        'code',
      );
    const codes = await recoveryCodesForFirst(userId);
    await prisma().totp.update({ where: { userId }, data: { confirmedAt: new Date(), lastStep: step } });
    await noteFactorChange(tx, actor, sessionId, 'FACTOR_ADDED', APP);
    return codes;
  });
}

/** Throws NOT_FOUND when there is none. */
export async function removeTotp(actor: PersonalActor, sessionId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await prisma().totp.deleteMany({
      where: { userId: actor.user.id, confirmedAt: { not: null } },
    });
    if (count === 0) throw domainError('NOT_FOUND', 'There is no authenticator app to remove.');
    await dropIdleRecoveryCodes(actor.user.id);
    await noteFactorChange(tx, actor, sessionId, 'FACTOR_REMOVED', APP);
  });
}

/**
 * Replaces the recovery codes by ten new ones, which are returned this once. Throws NOT_ALLOWED when there is
 * no factor to recover from.
 */
export async function replaceRecoveryCodes(actor: PersonalActor): Promise<string[]> {
  return inTransaction(async (tx) => {
    const { totpSince, passkeys } = await countFactors(actor.user.id);
    if (!totpSince && passkeys === 0)
      throw domainError(
        'NOT_ALLOWED',
        'Recovery codes stand in for a second step: add an authenticator app or a passkey first.',
      );
    const codes = await writeRecoveryCodes(actor.user.id);
    await notePersonalEvent(tx, actor, 'RECOVERY_CODES_MADE');
    return codes;
  });
}

/**
 * Recovery codes for a person who is about to get their first factor; null for anybody else. Call it before
 * the factor is written.
 */
export async function recoveryCodesForFirst(userId: string): Promise<string[] | null> {
  const { totpSince, passkeys } = await countFactors(userId);
  return totpSince || passkeys > 0 ? null : writeRecoveryCodes(userId);
}

async function writeRecoveryCodes(userId: string): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await prisma().recoveryCode.deleteMany({ where: { userId } });
  await prisma().recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashRecoveryCode(code) })),
  });
  return codes;
}

/** Without a factor there is nothing to recover from. Call it after the factor was removed. */
export async function dropIdleRecoveryCodes(userId: string): Promise<void> {
  const { totpSince, passkeys } = await countFactors(userId);
  if (!totpSince && passkeys === 0) await prisma().recoveryCode.deleteMany({ where: { userId } });
}

/**
 * Whatever changes how a person signs in is noted and ends their other sessions: who has stolen one must not
 * keep it.
 */
export async function noteFactorChange(
  tx: Queryable,
  actor: PersonalActor,
  sessionId: string,
  action: 'FACTOR_ADDED' | 'FACTOR_REMOVED',
  subject: string,
): Promise<void> {
  await notePersonalEvent(tx, actor, action, subject);
  await endOtherSessions(actor.user.id, sessionId);
}

/**
 * Whether this is a code of the person's app that was not taken before. Taking it makes it and all older ones
 * worthless.
 */
export async function takeTotp(userId: string, code: string, now = new Date()): Promise<boolean> {
  const app = await prisma().totp.findFirst({ where: { userId, confirmedAt: { not: null } } });
  const step =
    app && stepOfCode(await openForPerson(userId, app.masterKeyId, Buffer.from(app.sealed)), code, now);
  if (step === null) return false;
  const { count } = await prisma().totp.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Whether this is one of the person's recovery codes. It is used up. */
export async function takeRecoveryCode(userId: string, code: string): Promise<boolean> {
  const { count } = await prisma().recoveryCode.deleteMany({
    where: { userId, codeHash: hashRecoveryCode(code) },
  });
  return count === 1;
}
