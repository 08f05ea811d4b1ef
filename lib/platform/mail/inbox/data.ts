import { proveHousehold } from '@/lib/platform/scope';
import { prisma } from '@/lib/platform/db/prisma';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { SealedMail, WrittenMail } from '../types';

export type InboxMail = WrittenMail & { id: string; sentAt: Date };

const MOST = 50;

/**
 * The mails kept on this computer, of all households, the newest first. For the local inbox only, which shows
 * what people would have found in theirs: nobody else may see it (lib/platform/http/local-inbox.ts).
 */
export async function listInbox(): Promise<InboxMail[]> {
  const rows = await prisma().mail.findMany({
    where: { state: 'SENT' },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    take: MOST,
    select: { id: true, householdId: true, sealed: true, sentAt: true },
  });
  const mails = await Promise.all(
    rows.map(async ({ id, householdId, sealed, sentAt }) => {
      const vault = await householdVault(proveHousehold(householdId));
      const { written } = vault.open<SealedMail>('mail', id, Buffer.from(sealed));
      return written && sentAt ? [{ id, sentAt, ...written }] : [];
    }),
  );
  return mails.flat();
}
