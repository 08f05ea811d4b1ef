import { proveHousehold } from '@/lib/platform/scope';
import { todayIn } from '@/lib/core/dates/local-date';
import { inTransaction } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { errorStack, log } from '@/lib/platform/log';
import { queueMail } from '@/lib/platform/mail/queue';
import { consentStep, daysUntil, summaryMonth } from './due';

/** Longer than any step of consentStep looks ahead, in whatever time zone. */
const FIRST_LOOK_DAYS = 16;

type Notice = Parameters<typeof queueMail>[1];

/** Queues the mails that a date calls for. Asked any number of times, each occasion makes one mail. */
export async function queueNotices(now: Date): Promise<void> {
  let failures = 0;
  for (const notice of [...(await endingConsents(now)), ...(await monthlySummaries(now))]) {
    // One household that cannot be written to must not keep the others from their mail.
    await inTransaction((tx) => queueMail(tx, notice)).catch((error: unknown) => {
      failures += 1;
      log.error('a notice could not be queued', { stack: errorStack(error) });
    });
  }
  if (failures > 0) throw new Error(`${failures} notices could not be queued.`);
}

async function endingConsents(now: Date): Promise<Notice[]> {
  const rows = await prisma().bankConnection.findMany({
    where: {
      state: { in: ['ACTIVE', 'PAUSED'] },
      consentEndsAt: { gt: now, lt: new Date(now.getTime() + FIRST_LOOK_DAYS * 86_400_000) },
    },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      householdId: true,
      userId: true,
      provider: true,
      consentEndsAt: true,
      household: { select: { timeZone: true, memberships: { select: { userId: true } } } },
    },
  });
  return rows.flatMap(({ id, userId, provider, consentEndsAt, household, ...row }) => {
    const isMember = household.memberships.some((member) => member.userId === userId);
    if (!consentEndsAt || userId === null || !isMember) return [];
    const endsOn = todayIn(household.timeZone, consentEndsAt);
    const daysLeft = daysUntil(endsOn, todayIn(household.timeZone, now));
    const step = consentStep(daysLeft);
    if (step === null) return [];
    const about = { kind: 'CONSENT_ENDS', connectionId: id, provider, daysLeft } as const;
    return [
      {
        householdId: proveHousehold(row.householdId),
        userId,
        key: `consent:${id}:${consentEndsAt.toISOString().slice(0, 10)}:${step}`,
        about,
      },
    ];
  });
}

async function monthlySummaries(now: Date): Promise<Notice[]> {
  const rows = await prisma().membership.findMany({
    where: { user: { monthlySummary: true } },
    orderBy: [{ householdId: 'asc' }, { userId: 'asc' }],
    select: { userId: true, householdId: true, household: { select: { timeZone: true } } },
  });
  return rows.flatMap(({ userId, householdId, household }) => {
    const month = summaryMonth(todayIn(household.timeZone, now));
    if (month === null) return [];
    return [
      {
        householdId: proveHousehold(householdId),
        userId,
        key: `summary:${userId}:${householdId}:${month}`,
        about: { kind: 'MONTHLY_SUMMARY', month },
      },
    ];
  });
}
