import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { sendMail } from '@/lib/exchange/notices/send/mutations';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { SealedMail } from '@/lib/platform/mail/types';
import { type ReceivedMail, startMailServer } from './mail-server';

/**
 * Sends what is queued, as the worker would, and returns what arrived at an address, in the order it was
 * queued.
 */
export async function mailTo(email: string): Promise<ReceivedMail[]> {
  const { server, received, close } = await startMailServer();
  try {
    const { rows } = await db().query<{ id: string; household_id: string; user_id: string; sealed: Buffer }>(
      `SELECT id, household_id, user_id, sealed FROM mail WHERE state = 'QUEUED' ORDER BY id`,
    );
    for (const row of rows) {
      const { about } = (await householdVault(proveHousehold(row.household_id))).open<SealedMail>(
        'mail',
        row.id,
        row.sealed,
      );
      const { rows: readers } = await db().query<{ email: string }>(
        'SELECT email FROM "user" WHERE id = $1',
        [row.user_id],
      );
      if (('email' in about ? about.email : readers[0]?.email) === email)
        await sendMail(row.household_id, row.id, { outbox: { server, inbox: false } });
    }
    return received;
  } finally {
    await close();
  }
}

/** The secret behind the hash of a mail's link. */
export function secretIn(mail: ReceivedMail | undefined): string {
  const secret = /\/(?:verify|reset)#([\w-]+)/.exec(mail?.text ?? '')?.[1];
  if (!secret) throw new Error('The mail has no link with a secret.');
  return secret;
}
