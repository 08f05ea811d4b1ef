import { v7 as uuidv7 } from 'uuid';
import type { Queryable } from '@/lib/platform/db/pool';
import { enqueue } from '@/lib/platform/jobs/queue';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { proveHousehold, type HouseholdId } from '@/lib/platform/scope';
import type { MailAbout, SealedMail } from './types';

/**
 * Puts a mail into the queue, in the transaction of what it tells about. `key` names the occasion: the same
 * occasion makes one mail, however often it is noticed.
 */
export async function queueMail(
  tx: Queryable,
  mail: { householdId: HouseholdId; userId: string; key: string; about: MailAbout },
): Promise<void> {
  const id = uuidv7();
  const vault = await householdVault(mail.householdId, tx);
  const { rowCount } = await tx.query(
    `INSERT INTO mail (id, household_id, user_id, key, sealed) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (key) DO NOTHING`,
    [
      id,
      mail.householdId,
      mail.userId,
      mail.key,
      vault.seal('mail', id, { about: mail.about } satisfies SealedMail),
    ],
  );
  if (rowCount) await enqueue(tx, 'mail', { householdId: mail.householdId, mailId: id });
}

/**
 * Puts a mail about a person's own way in into the queue: each request makes one. It travels sealed with the
 * key of their first household; somebody who belongs to none gets no mail.
 */
export async function queuePersonalMail(tx: Queryable, userId: string, about: MailAbout): Promise<void> {
  const { rows } = await tx.query<{ household_id: string }>(
    'SELECT household_id FROM membership WHERE user_id = $1 ORDER BY created_at LIMIT 1',
    [userId],
  );
  const [first] = rows;
  if (first)
    await queueMail(tx, {
      householdId: proveHousehold(first.household_id),
      userId,
      key: `personal:${uuidv7()}`,
      about,
    });
}
