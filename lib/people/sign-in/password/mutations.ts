import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin } from '@/lib/people/audit/types';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { domainError } from '@/lib/platform/errors/domain-error';
import { factorKinds } from '../totp/data';
import { dropSecrets, issueSecret, tryAgainstSecret } from '@/lib/platform/one-time/mutations';
import { metrics } from '@/lib/platform/metrics/metrics';
import { prove } from '../confirm/mutations';
import type { Proof } from '../confirm/types';
import { startSession } from '@/lib/people/sessions/mutations';
import { findUser, findUserByEmail } from '@/lib/people/users/data';
import type { SignedIn, Waiting } from './types';

/** So many answers are heard after one right password; then it is asked for again. */
const MOST_ATTEMPTS = 5;

/**
 * The first step: e-mail and password. Starts a session, or asks for a second step where the person has one.
 * Throws one and the same DomainError for an unknown address and for a wrong password.
 */
export async function signIn(
  { email, password }: { email: string; password: string },
  origin: Origin,
): Promise<SignedIn | Waiting> {
  const known = await findUserByEmail(email);
  const userId = await prove({
    account: email.trim().toLowerCase(),
    userId: known?.id ?? null,
    proof: { password },
    origin,
  });
  if (!userId) throw domainError('INVALID', 'E-mail address or password is wrong.', 'input', 'password');
  return inTransaction((tx) => afterFirstStep(tx, userId, origin));
}

/**
 * The second step of a sign-in that waits for it. Throws INVALID for a wrong answer; after five, and after
 * ten minutes, NOT_FOUND: it starts again.
 */
export async function completeSignIn(token: string, proof: Proof, origin: Origin): Promise<SignedIn> {
  if ('password' in proof)
    throw domainError(
      'INVALID',
      'The password was the first step: give a code or a passkey.',
      'input',
      'password',
    );
  const waiting = await tryAgainstSecret(db(), 'SECOND_FACTOR', token, MOST_ATTEMPTS);
  if (!waiting?.userId)
    throw domainError(
      'NOT_FOUND',
      'This sign-in has ended: begin again with your password.',
      'input',
      'challenge',
    );
  const userId = await prove({ account: waiting.userId, userId: waiting.userId, proof, origin });
  if (!userId)
    throw domainError('INVALID', 'This was not right: try again.', 'input', Object.keys(proof)[0] ?? 'totp');
  return inTransaction(async (tx) => {
    await dropSecrets(tx, 'SECOND_FACTOR', userId);
    return enter(tx, userId, origin);
  });
}

/** A passkey alone: it is two factors in one. Throws INVALID when it is nobody's. */
export async function signInWithPasskey(response: string, origin: Origin): Promise<SignedIn> {
  const userId = await prove({ account: null, proof: { passkey: response }, origin });
  if (!userId)
    throw domainError('INVALID', 'This passkey is not known here: sign in another way.', 'input', 'response');
  return inTransaction((tx) => enter(tx, userId, origin));
}

/** Lets in somebody who passed the first step, or asks for the second one where they have one. */
export async function afterFirstStep(
  tx: Queryable,
  userId: string,
  origin: Origin,
  confirmedAt?: Date,
): Promise<SignedIn | Waiting> {
  const kinds = await factorKinds(userId);
  if (kinds.length === 0) return enter(tx, userId, origin, confirmedAt);
  return { kind: 'WAITING', kinds, ...(await issueSecret(tx, 'SECOND_FACTOR', { userId })) };
}

async function enter(tx: Queryable, userId: string, origin: Origin, confirmedAt?: Date): Promise<SignedIn> {
  const user = await findUser(userId);
  if (!user) throw new Error('Somebody was let in who does not exist.');
  const { token, expiresAt } = await startSession(userId, origin.device, {
    ...(confirmedAt ? { confirmedAt } : {}),
  });
  await notePersonalEvent(tx, { user, ...origin }, 'SIGNED_IN');
  metrics().signIns.inc({ outcome: 'signed in' });
  return { kind: 'SIGNED_IN', user, token, expiresAt };
}
