import { proveHousehold } from '@/lib/platform/scope';
import type { ProviderId } from '@/lib/intake/banks/provider';
import { todayIn } from '@/lib/core/dates/local-date';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { errorStack, log } from '@/lib/platform/log';
import { queueMail } from '@/lib/platform/mail/queue';
import { consentStep, daysUntil, summaryMonth } from './due';

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
  const { rows } = await db().query<{
    id: string;
    household_id: string;
    user_id: string;
    provider: ProviderId;
    consent_ends_at: Date;
    time_zone: string;
  }>(
    `SELECT c.id, c.household_id, c.user_id, c.provider, c.consent_ends_at, h.time_zone
      FROM bank_connection c JOIN household h ON h.id = c.household_id
        JOIN membership m ON m.household_id = c.household_id AND m.user_id = c.user_id
      WHERE c.state IN ('ACTIVE', 'PAUSED') AND c.consent_ends_at > $1
        AND c.consent_ends_at < $1::timestamptz + interval '16 days'
      ORDER BY c.id`,
    [now],
  );
  return rows.flatMap((row) => {
    const endsOn = todayIn(row.time_zone, row.consent_ends_at);
    const daysLeft = daysUntil(endsOn, todayIn(row.time_zone, now));
    const step = consentStep(daysLeft);
    if (step === null) return [];
    const about = { kind: 'CONSENT_ENDS', connectionId: row.id, provider: row.provider, daysLeft } as const;
    return [
      {
        householdId: proveHousehold(row.household_id),
        userId: row.user_id,
        key: `consent:${row.id}:${row.consent_ends_at.toISOString().slice(0, 10)}:${step}`,
        about,
      },
    ];
  });
}

async function monthlySummaries(now: Date): Promise<Notice[]> {
  const { rows } = await db().query<{ user_id: string; household_id: string; time_zone: string }>(
    `SELECT m.user_id, m.household_id, h.time_zone FROM "user" u JOIN membership m ON m.user_id = u.id
      JOIN household h ON h.id = m.household_id
      WHERE u.monthly_summary ORDER BY m.household_id, m.user_id`,
  );
  return rows.flatMap((row) => {
    const month = summaryMonth(todayIn(row.time_zone, now));
    if (month === null) return [];
    const key = `summary:${row.user_id}:${row.household_id}:${month}`;
    return [
      {
        householdId: proveHousehold(row.household_id),
        userId: row.user_id,
        key,
        about: { kind: 'MONTHLY_SUMMARY', month },
      },
    ];
  });
}
