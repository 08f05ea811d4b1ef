import { z } from 'zod';
import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin, PersonalActor } from '@/lib/people/audit/types';
import { inEvenTime } from '../even-time';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { parseInput } from '@/lib/platform/errors/parse-input';
import { queuePersonalMail } from '@/lib/platform/mail/queue';
import { dropSecrets, takeSecret } from '@/lib/platform/one-time/mutations';
import { endOtherSessions } from '@/lib/people/sessions/mutations';
import { findUser, findUserByEmail, isEmailVerified } from '@/lib/people/users/data';
import { emailField } from '@/lib/people/users/schema';

/**
 * Sends the link that confirms the person's address once more. Throws NOT_ALLOWED when it is confirmed
 * already.
 */
export async function sendVerification({ id, email }: { id: string; email: string }): Promise<void> {
  if (await isEmailVerified(id)) throw domainError('NOT_ALLOWED', 'Your address is confirmed already.');
  await inTransaction((tx) => queuePersonalMail(tx, id, { kind: 'VERIFY_EMAIL', email }));
}

/**
 * Begins a change of the person's address: a link goes to the new one, and only opening it changes anything;
 * the old one is told. An address that is somebody's already gets a mail that says so, and the answer and its
 * time are the same.
 */
export async function beginEmailChange({ user }: PersonalActor, rawInput: unknown): Promise<void> {
  const { email } = parseInput(z.object({ email: emailField }), rawInput);
  if (email === user.email) throw domainError('CONFLICT', 'This is your address already.', 'input', 'email');
  await inEvenTime(() =>
    inTransaction(async (tx) => {
      const taken = await findUserByEmail(email);
      if (taken) await queuePersonalMail(tx, taken.id, { kind: 'ADDRESS_KNOWN' });
      else await queuePersonalMail(tx, user.id, { kind: 'VERIFY_EMAIL', email });
      await queuePersonalMail(tx, user.id, {
        kind: 'EMAIL_CHANGE_BEGUN',
        email: user.email,
        newEmail: email,
      });
    }),
  );
}

/**
 * Confirms an address with the secret that was mailed to it. For a new one this is the moment it replaces the
 * old, and every session ends: the link may have been opened anywhere. Returns the address. Throws NOT_FOUND
 * for a link that was used or is too old, CONFLICT when somebody else has registered the address since.
 */
export async function verifyEmail(rawInput: unknown, origin: Origin): Promise<string> {
  const { token } = parseInput(z.object({ token: z.string().max(200) }), rawInput);
  return inTransaction(async (tx) => {
    const secret = await takeSecret(tx, 'VERIFY_EMAIL', token);
    const user = secret?.userId ? await findUser(secret.userId) : null;
    if (!user || !secret?.email)
      throw domainError(
        'NOT_FOUND',
        'This link was used already or is too old: ask for another one in the settings.',
        'input',
        'token',
      );
    const owner = await findUserByEmail(secret.email);
    if (owner && owner.id !== user.id)
      throw domainError(
        'CONFLICT',
        'Somebody has registered this address in the meantime: choose another one.',
        'input',
        'token',
      );
    await prisma().user.update({
      where: { id: user.id },
      data: { email: secret.email, emailVerifiedAt: new Date() },
    });
    if (secret.email !== user.email) {
      // Links to other addresses, and to the old one, must not undo or outlive this change.
      await dropSecrets(tx, 'VERIFY_EMAIL', user.id);
      await dropSecrets(tx, 'RESET_PASSWORD', user.id);
      await endOtherSessions(user.id, null);
      await notePersonalEvent(tx, { user, ...origin }, 'EMAIL_CHANGED', `${user.email} → ${secret.email}`);
    }
    return secret.email;
  });
}
