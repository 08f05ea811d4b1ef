import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { PersonalActor } from '@/lib/people/audit/types';
import { toAccessToken, type TokenAccess } from '@/lib/people/sessions/credential';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import { createToken, hashToken } from '@/lib/platform/one-time/token';
import { inTransaction } from '@/lib/platform/db/pool';
import { orNull, prisma } from '@/lib/platform/db/prisma';
import { domainError } from '@/lib/platform/errors/domain-error';
import { isUuid, parseInput, requiredText } from '@/lib/platform/errors/parse-input';
import type { Role } from '@/lib/people/memberships/types';

const MOST_DAYS = 365;
const MOST_TOKENS = 50;

const schema = z.object({
  name: requiredText('The name', 100),
  access: z.enum(['READ', 'WRITE', 'ADMIN']),
  expiresInDays: z
    .int()
    .min(1, { error: 'A token lives for a day at least.' })
    .max(MOST_DAYS, { error: `A token lives for ${MOST_DAYS} days at most: choose fewer.` }),
});

/** What a role can lend to a program: nobody makes a token that reaches further than they do. */
const LENDABLE: Record<Role, readonly TokenAccess[]> = {
  OWNER: ['READ', 'WRITE', 'ADMIN'],
  MEMBER: ['READ', 'WRITE'],
  VIEWER: ['READ'],
};

/**
 * Makes a personal access token for one household. `secret` is the token itself: it is returned this once and
 * only its hash is kept. What it may do is asked again with every use: a person who loses a role takes their
 * tokens down with them. Throws NOT_ALLOWED for an access beyond the person's role, and when they have 50
 * tokens already.
 */
export async function createAccessToken(
  actor: PersonalActor,
  householdId: HouseholdId,
  role: Role,
  rawInput: unknown,
): Promise<{ id: string; secret: string }> {
  const { name, access, expiresInDays } = parseInput(schema, rawInput);
  if (!LENDABLE[role].includes(access))
    throw domainError(
      'NOT_ALLOWED',
      'A token cannot do more than you can: choose a smaller access.',
      'input',
      'access',
    );
  const [id, secret] = [uuidv7(), toAccessToken(createToken())];
  await inTransaction(async (tx) => {
    const now = new Date();
    const userId = actor.user.id;
    if ((await prisma().accessToken.count({ where: { userId, expiresAt: { gt: now } } })) >= MOST_TOKENS)
      throw domainError(
        'NOT_ALLOWED',
        `You have ${MOST_TOKENS} tokens: revoke one that you do not need.`,
        'input',
      );
    const expiresAt = new Date(now.getTime() + expiresInDays * 86_400_000);
    await prisma().accessToken.create({
      data: { id, tokenHash: hashToken(secret), userId, householdId, name, access, expiresAt },
    });
    await noteEvent(tx, householdId, actor, 'TOKEN_MADE', name);
  });
  return { id, secret };
}

/**
 * Ends a token of the person, whichever household it is for: it is refused from the next request on. Throws
 * NOT_FOUND.
 */
export async function revokeAccessToken(actor: PersonalActor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const mine = { id, userId: actor.user.id };
    const revoked = isUuid(id) && (await orNull(prisma().accessToken.delete({ where: mine })));
    if (!revoked) throw domainError('NOT_FOUND', 'There is no such token.', 'id');
    await noteEvent(tx, proveHousehold(revoked.householdId), actor, 'TOKEN_REVOKED', revoked.name);
  });
}

/** Removes tokens that have ended by time; part of the nightly clean-up. Returns how many. */
export async function removeEndedTokens(): Promise<number> {
  const { count } = await prisma().accessToken.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  return count;
}
