import { v7 as uuidv7 } from 'uuid';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import type { Row } from '@/lib/platform/db/row';
import type { Household, Mail, User } from '@/prisma/__generated__/client';
import { env } from '@/lib/platform/env';
import type { Locale } from '@/lib/platform/i18n/locales';
import { PermanentFailure } from '@/lib/platform/jobs/jobs';
import { errorStack, log } from '@/lib/platform/log';
import { householdVault } from '@/lib/platform/vault/household-vault';
import { writeMail } from '../templates/write';
import type { SealedMail } from '@/lib/platform/mail/types';
import { readFacts } from './data';
import { configuredServer, deliver, NotDelivered, type SmtpServer } from '@/lib/platform/mail/smtp';

/** Where mails go: to a server, or else into the inbox of this computer, or else nowhere. */
export type Outbox = { server: SmtpServer | null; inbox: boolean };

type MailRow = Row<Mail, 'userId' | 'sealed' | 'state'> &
  Row<User, 'email'> &
  Row<Household, 'demo'> & { locale: Locale | null };

/**
 * Writes a mail in its reader's language from what is true at `now` and sends it. What was written is kept
 * for the local inbox only.
 *
 * The row stays locked until the server has answered, so two workers with one job send one mail; what is left
 * is a worker that dies in between, see `deliver`. A mail that was sent is left alone. One whose subject is
 * gone, or whose reader has left the household, is removed: SENT would say that somebody was told. Where
 * mails go nowhere it ends as FAILED. Throws for the queue to try again, and PermanentFailure when the
 * recipient's side refuses the mail for good.
 */
export async function sendMail(
  householdId: string,
  mailId: string,
  { now = new Date(), outbox = configuredOutbox() }: { now?: Date; outbox?: Outbox } = {},
): Promise<void> {
  const refusal = await inTransaction(async (tx) => {
    const proven = proveHousehold(householdId);
    const row = await lockMail(tx, proven, mailId);
    if (!row || row.state === 'SENT') return null;
    return send(proven, mailId, row, now, outbox);
  });
  if (refusal) throw new PermanentFailure(refusal.message);
}

/** Where the operator's settings say that mails go. */
export function configuredOutbox(): Outbox {
  return { server: configuredServer(), inbox: env().MAIL_INBOX === 'local' };
}

async function lockMail(tx: Queryable, householdId: HouseholdId, mailId: string): Promise<MailRow | null> {
  const { rows } = await tx.query<MailRow>(
    `SELECT m.user_id, m.sealed, m.state, u.email, u.locale, h.demo FROM mail m
      JOIN "user" u ON u.id = m.user_id JOIN household h ON h.id = m.household_id
      WHERE m.id = $1 AND m.household_id = $2 FOR UPDATE OF m`,
    [mailId, householdId],
  );
  return rows[0] ?? null;
}

async function send(
  householdId: HouseholdId,
  mailId: string,
  row: MailRow,
  now: Date,
  outbox: Outbox,
): Promise<NotDelivered | null> {
  const vault = await householdVault(householdId);
  const { about } = vault.open<SealedMail>('mail', mailId, row.sealed);
  const facts = (await isMember(householdId, row.user_id))
    ? await readFacts(householdId, row.user_id, about, now)
    : null;
  if (!facts) {
    await prisma().mail.delete({ where: { id: mailId } });
    return null;
  }
  const address = env().NEXTAUTH_URL ?? `http://localhost:${env().PORT}`;
  const written = writeMail(facts, { email: row.email, locale: row.locale ?? 'en', address });
  // Nobody reads mail at the made-up address of the demo household, and servers that try to deliver it lose
  // their good name.
  const server = row.demo ? null : outbox.server;
  if (server) {
    try {
      await deliver(server, mailId, written);
    } catch (error) {
      if (!(error instanceof NotDelivered && error.permanent)) throw error;
      await prisma().mail.update({ where: { id: mailId }, data: { state: 'FAILED' } });
      return error;
    }
  } else if (!outbox.inbox) {
    warnOnce();
    await prisma().mail.update({ where: { id: mailId }, data: { state: 'FAILED' } });
    return null;
  }
  const sealed = server ? undefined : vault.seal('mail', mailId, { about, written } satisfies SealedMail);
  await prisma().mail.update({
    where: { id: mailId },
    data: { state: 'SENT', sentAt: new Date(), sealed },
  });
  return null;
}

/**
 * Tells somebody who has just been erased that they are. There is no row to keep this mail in and nobody to
 * try it again for: it is tried once, and a failure is logged.
 */
export async function sendFarewell(
  { email, locale }: { email: string; locale: Locale | null },
  { server }: Outbox,
): Promise<void> {
  if (!server) return;
  const address = env().NEXTAUTH_URL ?? `http://localhost:${env().PORT}`;
  await deliver(
    server,
    uuidv7(),
    writeMail({ kind: 'PERSON_ERASED' }, { email, locale: locale ?? 'en', address }),
  ).catch((error: unknown) => {
    log.warn('a farewell could not be delivered', { stack: errorStack(error) });
  });
}

async function isMember(householdId: HouseholdId, userId: string): Promise<boolean> {
  return (await prisma().membership.count({ where: { householdId, userId } })) === 1;
}

let warned = false;

function warnOnce(): void {
  if (!warned) log.warn('mails are not sent: SMTP_HOST is not set');
  warned = true;
}
