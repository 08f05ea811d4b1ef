import { z } from 'zod';
import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin, PersonalActor } from '@/lib/people/audit/types';
import { inEvenTime } from '../even-time';
import { hashPassword, newPasswordField, refuseObvious } from '../password/hash';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { spend } from '@/lib/platform/limits/mutations';
import { queuePersonalMail } from '@/lib/platform/mail/queue';
import { dropSecrets, takeSecret } from '@/lib/platform/one-time/mutations';
import { prove } from '../confirm/mutations';
import { endOtherSessions } from '@/lib/people/sessions/mutations';
import { findUser, findUserByEmail } from '@/lib/people/users/data';
import { emailField } from '@/lib/people/users/schema';

const changeSchema = z.object({ currentPassword: z.string(), newPassword: newPasswordField });

/**
 * Sets a new password and ends all sessions but the one that asks. Throws INVALID when the current password
 * does not fit.
 */
export async function changePassword(
  actor: PersonalActor,
  sessionId: string,
  rawInput: unknown,
): Promise<void> {
  const { currentPassword, newPassword } = parseInput(changeSchema, rawInput);
  const { id } = actor.user;
  refuseObvious(newPassword, actor.user, 'input', 'newPassword');
  if (!(await prove({ account: id, userId: id, proof: { password: currentPassword }, origin: actor })))
    throw domainError('INVALID', 'The current password is wrong.', 'input', 'currentPassword');
  const passwordHash = await hashPassword(newPassword);
  await inTransaction(async (tx) => {
    await prisma().user.update({ where: { id }, data: { passwordHash } });
    await notePersonalEvent(tx, actor, 'PASSWORD_CHANGED');
    await endOtherSessions(id, sessionId);
  });
}

/**
 * Sends a link with which the password can be reset, if the address is somebody's. The answer and its time
 * are the same if it is not. It is also how somebody who signs in elsewhere gets a password.
 */
export async function requestPasswordReset(rawInput: unknown, origin: Origin): Promise<void> {
  const { email } = parseInput(z.object({ email: emailField }), rawInput);
  await spend('password-reset', { account: email, address: origin.address });
  await inEvenTime(() =>
    inTransaction(async (tx) => {
      const known = await findUserByEmail(email);
      if (known) await queuePersonalMail(tx, known.id, { kind: 'RESET_PASSWORD' });
    }),
  );
}

const resetSchema = z.object({ token: z.string().max(200), newPassword: newPasswordField });

/**
 * Sets a password with the secret of a mailed link, and ends every session of the person and every other such
 * link. It signs nobody in: who has a second step is still asked for it. The address is confirmed with it.
 * Throws NOT_FOUND for a link that was used or is too old.
 */
export async function resetPassword(rawInput: unknown, origin: Origin): Promise<void> {
  const { token, newPassword } = parseInput(resetSchema, rawInput);
  const passwordHash = await hashPassword(newPassword);
  await inTransaction(async (tx) => {
    const secret = await takeSecret(tx, 'RESET_PASSWORD', token);
    const user = secret?.userId ? await findUser(secret.userId) : null;
    // A link that was sent to an address the person has left since is not theirs to use any more.
    if (!user || user.email !== secret?.email)
      throw domainError(
        'NOT_FOUND',
        'This link was used already or is too old: ask for another one.',
        'input',
        'token',
      );
    refuseObvious(newPassword, user, 'input', 'newPassword');
    await prisma().user.update({ where: { id: user.id }, data: { passwordHash } });
    await prisma().user.updateMany({
      where: { id: user.id, emailVerifiedAt: null },
      data: { emailVerifiedAt: new Date() },
    });
    await dropSecrets(tx, 'RESET_PASSWORD', user.id);
    await dropSecrets(tx, 'SECOND_FACTOR', user.id);
    await endOtherSessions(user.id, null);
    await notePersonalEvent(tx, { user, ...origin }, 'PASSWORD_RESET');
  });
}
