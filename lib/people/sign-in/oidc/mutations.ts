import { v7 as uuidv7 } from 'uuid';
import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin, PersonalActor } from '@/lib/people/audit/types';
import { isConfirmed } from '@/lib/people/sessions/credential';
import { sqlState, UNIQUE_VIOLATION } from '@/lib/platform/db/errors';
import { inTransaction } from '@/lib/platform/db/pool';
import { orNull, prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid } from '@/lib/platform/errors/parse-input';
import { hasWayInBesides } from '../totp/data';
import type { Viewer } from '@/lib/people/sessions/data';
import { confirmSession } from '@/lib/people/sessions/mutations';
import { afterFirstStep } from '../password/mutations';
import type { SignedIn, Waiting } from '../password/types';
import { foundPerson } from '../sign-up/mutations';
import { findUserByEmail } from '@/lib/people/users/data';
import { emailField } from '@/lib/people/users/schema';
import type { Locale } from '@/lib/people/users/types';
import type { Claimed } from './types';

/**
 * Why somebody who came from a provider is not let in, or nothing is linked; pages have a sentence for each.
 */
export type Refusal = {
  kind: 'REFUSED';
  why: 'known-address' | 'no-address' | 'confirm-first' | 'taken' | 'too-long-ago';
};

/**
 * Lets in anyone who comes from a provider with an identity that is linked, and registers a person with a
 * household for one that is not. An address decides nothing: where it belongs to somebody already, they are
 * told to sign in their usual way and link the identity there.
 */
export async function signInWithIdentity(
  claimed: Claimed,
  origin: Origin,
  locale: Locale,
): Promise<SignedIn | Waiting | Refusal> {
  const arrive = () =>
    inTransaction(async (tx): Promise<SignedIn | Waiting | Refusal> => {
      const owner = await useIdentity(claimed);
      if (owner) return afterFirstStep(tx, owner, origin, claimed.authenticatedAt ?? undefined);
      const email = emailField.safeParse(claimed.email);
      if (!email.success) return { kind: 'REFUSED', why: 'no-address' };
      if (await findUserByEmail(email.data)) return { kind: 'REFUSED', why: 'known-address' };
      const user = await foundPerson(
        tx,
        {
          email: email.data,
          name: claimed.name?.trim().slice(0, 100) || null,
          passwordHash: null,
          verified: claimed.emailVerified,
        },
        { locale },
      );
      await link(user.id, claimed);
      return afterFirstStep(tx, user.id, origin, claimed.authenticatedAt ?? undefined);
    });
  // Two arrivals at once: the second one finds what the first one wrote.
  return arrive().catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION) return arrive();
    throw error;
  });
}

/**
 * For somebody who is signed in already: an identity of theirs confirms who they are, an unknown one is
 * linked if they have just confirmed it otherwise. Returns null when it is done.
 */
export async function linkIdentity(
  viewer: Viewer,
  claimed: Claimed,
  origin: Origin,
  now = new Date(),
): Promise<Refusal | null> {
  const { user, credential } = viewer;
  if (credential.kind !== 'SESSION') return { kind: 'REFUSED', why: 'confirm-first' };
  return inTransaction(async (tx) => {
    const owner = await useIdentity(claimed);
    if (owner && owner !== user.id) return { kind: 'REFUSED', why: 'taken' };
    if (owner) {
      const at = claimed.authenticatedAt ?? now;
      // They passed through on an old sign-in at the provider: that proves nothing about who sits here now.
      if (!isConfirmed({ ...credential, confirmedAt: at }, now))
        return { kind: 'REFUSED', why: 'too-long-ago' };
      await confirmSession(credential.sessionId, at);
      return null;
    }
    if (!isConfirmed(credential, now)) return { kind: 'REFUSED', why: 'confirm-first' };
    await link(user.id, claimed);
    await notePersonalEvent(tx, { user, ...origin }, 'IDENTITY_LINKED', claimed.provider);
    return null;
  });
}

/** Throws NOT_FOUND, and NOT_ALLOWED when the person could not sign in any more. */
export async function unlinkIdentity(actor: PersonalActor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const wayIn = await hasWayInBesides(tx, actor.user.id, { identityId: isUuid(id) ? id : null });
    const mine = { id, userId: actor.user.id };
    const removed = isUuid(id) && (await orNull(prisma().identity.delete({ where: mine })));
    if (!removed) throw domainError('NOT_FOUND', 'There is no such identity.', 'id');
    if (!wayIn)
      throw domainError('NOT_ALLOWED', 'This is your last way to sign in: add another one first.', 'id');
    await notePersonalEvent(tx, actor, 'IDENTITY_UNLINKED', removed.provider);
  });
}

/** Whose the identity is. */
async function useIdentity({ issuer, subject }: Claimed): Promise<string | null> {
  const used = await orNull(
    prisma().identity.update({
      where: { issuer_subject: { issuer, subject } },
      data: { lastUsedAt: new Date() },
      select: { userId: true },
    }),
  );
  return used?.userId ?? null;
}

async function link(userId: string, { provider, issuer, subject, email, name }: Claimed): Promise<void> {
  await prisma().identity.create({
    data: { id: uuidv7(), userId, provider, issuer, subject, label: email ?? name },
  });
}
