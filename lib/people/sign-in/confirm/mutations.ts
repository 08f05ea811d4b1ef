import { notePersonalEvent } from '@/lib/people/audit/mutations';
import type { Origin } from '@/lib/people/audit/types';
import { inEvenTime } from '../even-time';
import { verifyPassword } from '../password/hash';
import { inTransaction } from '@/lib/platform/db/pool';
import { takeRecoveryCode, takeTotp } from '../totp/mutations';
import { AccessError } from '@/lib/platform/errors/domain-error';
import { hear } from '@/lib/platform/limits/mutations';
import { log } from '@/lib/platform/log';
import { metrics } from '@/lib/platform/metrics/metrics';
import { takePasskey } from '../passkey/mutations';
import { logHash } from '@/lib/platform/log-hash';
import { findPasswordHash, findUser } from '@/lib/people/users/data';
import type { Proof } from './types';

/** Longer ones belong to nobody and would only cost time. */
const LONGEST_PASSWORD = 1_000;

/**
 * `account` is whom the attempt is about in the caller's words (an address that was typed, a person's id;
 * null for a passkey, which says so itself): attempts are counted by it. `userId` is who it must turn out to
 * be: null where nobody has that address, and absent where the passkey itself says who.
 */
export type Attempt = { account: string | null; userId?: string | null; proof: Proof; origin: Origin };

/**
 * Who proves to be who they say, or null. Every comparison of a person's secret goes through here: signing
 * in, its second step, confirming. Attempts are limited (lib/platform/limits). What works once is used up. A
 * refusal is noted in the audit trail of a known person, and takes as long for an unknown one.
 */
export async function prove({ account, userId, proof, origin }: Attempt): Promise<string | null> {
  try {
    const proven = await hear({ account, address: origin.address }, async () => {
      const found = await provenBy(proof, userId);
      if (found) return found;
      await inEvenTime(() => noteRefusal(userId ?? null, proof, origin));
      return null;
    });
    noteAttempt(proof, proven ? 'proven' : 'refused', proven ?? userId);
    return proven;
  } catch (error) {
    if (error instanceof AccessError) noteAttempt(proof, 'limited', userId);
    throw error;
  }
}

/** For the operator: every attempt, no matter whose. */
function noteAttempt(
  proof: Proof,
  outcome: 'proven' | 'refused' | 'limited',
  userId: string | null | undefined,
): void {
  metrics().signIns.inc({ outcome });
  log.info('somebody proves who they are', {
    method: WORDS[Object.keys(proof)[0] as keyof typeof WORDS],
    outcome,
    user: userId ? logHash(userId) : null,
  });
}

async function provenBy(proof: Proof, userId: string | null | undefined): Promise<string | null> {
  if ('passkey' in proof) {
    const owner = await takePasskey(proof.passkey);
    return userId === undefined || userId === owner ? owner : null;
  }
  if ('password' in proof) {
    const fits = await verifyPassword(
      userId ? await findPasswordHash(userId) : null,
      proof.password.slice(0, LONGEST_PASSWORD),
    );
    return fits ? (userId ?? null) : null;
  }
  if (!userId) return null;
  const fits =
    'totp' in proof ? await takeTotp(userId, proof.totp) : await takeRecoveryCode(userId, proof.recoveryCode);
  return fits ? userId : null;
}

const WORDS = {
  password: 'password',
  totp: 'authenticator app',
  recoveryCode: 'recovery code',
  passkey: 'passkey',
};

async function noteRefusal(userId: string | null, proof: Proof, origin: Origin): Promise<void> {
  if (!userId) return;
  await inTransaction(async (tx) => {
    const user = await findUser(userId);
    if (user)
      await notePersonalEvent(
        tx,
        { user, ...origin },
        'SIGN_IN_REFUSED',
        WORDS[Object.keys(proof)[0] as keyof typeof WORDS],
      );
  });
}
