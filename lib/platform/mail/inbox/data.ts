import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { SealedMail, WrittenMail } from '../types';

export type InboxMail = WrittenMail & { id: string; sentAt: Date };

const MOST = 50;

/**
 * The mails kept on this computer, of all households, the newest first. For the local inbox only, which shows
 * what people would have found in theirs: nobody else may see it (lib/platform/http/local-inbox.ts).
 */
export async function listInbox(): Promise<InboxMail[]> {
  const { rows } = await db().query<{ id: string; household_id: string; sealed: Buffer; sent_at: Date }>(
    `SELECT id, household_id, sealed, sent_at FROM mail WHERE state = 'SENT' ORDER BY sent_at DESC, id DESC
      LIMIT $1`,
    [MOST],
  );
  const mails = await Promise.all(
    rows.map(async (row) => {
      const { written } = (await householdVault(proveHousehold(row.household_id))).open<SealedMail>(
        'mail',
        row.id,
        row.sealed,
      );
      return written ? [{ id: row.id, sentAt: row.sent_at, ...written }] : [];
    }),
  );
  return mails.flat();
}
