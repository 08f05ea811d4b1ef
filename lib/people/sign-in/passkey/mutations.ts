import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { PersonalActor } from '@/lib/people/audit/types';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { orNull, prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid, parseInput, requiredText } from '@/lib/platform/errors/parse-input';
import { hasWayInBesides } from '../totp/data';
import { dropIdleRecoveryCodes, noteFactorChange, recoveryCodesForFirst } from '../totp/mutations';
import { issueSecret, takeSecret } from '@/lib/platform/one-time/mutations';
import { findCredential, listCredentials } from './data';
import {
  challengeOf,
  creationOptions,
  credentialIdOf,
  readCreated,
  readGiven,
  requestOptions,
} from './webauthn';

const MOST_PASSKEYS = 20;

/**
 * Options for navigator.credentials.get(), as JSON: for anybody, because a passkey says itself whose it is.
 * Good for ten minutes and one answer.
 */
export async function askForPasskey(): Promise<string> {
  const { token } = await issueSecret(db(), 'PASSKEY');
  return requestOptions(token);
}

/** Options for navigator.credentials.create(), as JSON, for a new passkey of this person. */
export async function beginPasskey(user: PersonalActor['user']): Promise<string> {
  const { token } = await issueSecret(db(), 'PASSKEY', { userId: user.id });
  return creationOptions({ challenge: token, user, known: await listCredentials(user.id) });
}

const schema = z.object({ name: requiredText('The name', 100), response: z.string() });

/**
 * Keeps the passkey that a browser made for beginPasskey, and ends all other sessions. Returns recovery codes
 * when it is the first factor, else null. Throws INVALID for an answer that is not whole or not ours,
 * CONFLICT for a passkey that is known.
 */
export async function addPasskey(
  actor: PersonalActor,
  sessionId: string,
  rawInput: unknown,
): Promise<string[] | null> {
  const { name, response } = parseInput(schema, rawInput);
  return inTransaction(async (tx) => {
    const challenge = challengeOf(response);
    const asked = challenge && (await takeSecret(tx, 'PASSKEY', challenge));
    const credential =
      asked && asked.userId === actor.user.id ? await readCreated(response, challenge) : null;
    if (!credential)
      throw domainError('INVALID', 'This passkey could not be checked: make it anew.', 'input', 'response');
    if ((await listCredentials(actor.user.id)).length >= MOST_PASSKEYS)
      throw domainError(
        'NOT_ALLOWED',
        `You have ${MOST_PASSKEYS} passkeys: remove one that you do not need.`,
        'input',
      );
    const codes = await recoveryCodesForFirst(actor.user.id);
    const { credentialId, publicKey, counter, transports } = credential;
    const { count } = await prisma().passkey.createMany({
      data: {
        id: uuidv7(),
        userId: actor.user.id,
        credentialId: credentialId,
        publicKey: publicKey,
        counter,
        transports,
        name,
      },
      skipDuplicates: true,
    });
    if (count === 0) throw domainError('CONFLICT', 'This passkey is known already.', 'input', 'response');
    await noteFactorChange(tx, actor, sessionId, 'FACTOR_ADDED', name);
    return codes;
  });
}

/** Throws NOT_FOUND, and NOT_ALLOWED when the person could not sign in any more. */
export async function removePasskey(actor: PersonalActor, sessionId: string, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const wayIn = await hasWayInBesides(tx, actor.user.id, { passkeyId: isUuid(id) ? id : null });
    const mine = { id, userId: actor.user.id };
    const removed = isUuid(id) && (await orNull(prisma().passkey.delete({ where: mine })));
    if (!removed) throw domainError('NOT_FOUND', 'There is no such passkey.', 'id');
    if (!wayIn)
      throw domainError('NOT_ALLOWED', 'This is your last way to sign in: add another one first.', 'id');
    await dropIdleRecoveryCodes(actor.user.id);
    await noteFactorChange(tx, actor, sessionId, 'FACTOR_REMOVED', removed.name);
  });
}

/**
 * Whose passkey signed a browser's answer to askForPasskey; null when it is nobody's or anything about it is
 * wrong. The challenge is used up either way.
 */
export async function takePasskey(response: string): Promise<string | null> {
  const [challenge, credentialId] = [challengeOf(response), credentialIdOf(response)];
  if (!challenge || !credentialId) return null;
  return inTransaction(async (tx) => {
    const asked = await takeSecret(tx, 'PASSKEY', challenge);
    const known = asked && asked.userId === null ? await findCredential(tx, credentialId) : null;
    const counter = known && (await readGiven(response, challenge, known.credential));
    if (counter === null) return null;
    if (!known) return null;
    await prisma().passkey.update({
      where: { id: known.id },
      data: { counter, lastUsedAt: new Date() },
    });
    return known.userId;
  });
}
