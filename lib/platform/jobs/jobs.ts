import type PgBoss from 'pg-boss';

/**
 * Work that is done in the background, by name, with what it needs to know. Ids and dates only: payloads
 * stand in the database unsealed.
 */
export type Jobs = {
  /** Brings a committed file into its account. */
  import: { householdId: string; importId: string };
  /** Fetches what a bank connection has to tell. */
  sync: { householdId: string; syncId: string };
  /** Looks for transfers between own accounts among what is dated from..to. */
  transfers: { householdId: string; from: string; to: string };
  mail: { householdId: string; mailId: string };
  /** Fetches exchange rates from all sources. */
  rates: Record<string, never>;
  /** Recalculates a household's totals: a rate has arrived, or the base currency changes. */
  rebuild: { householdId: string };
  /** Makes a household's search tokens as today's version makes them. */
  reindex: { householdId: string };
  /** Starts the syncs that are due. */
  'due-syncs': Record<string, never>;
  /** Writes the mails that a date calls for: consents that end, the monthly summary. */
  notices: Record<string, never>;
  'clean-up': Record<string, never>;
  /** Recounts every ledger and compares. */
  'ledger-audit': Record<string, never>;
  /** Erases the households and persons whose day has come. */
  erasure: Record<string, never>;
};
export type JobName = keyof Jobs;
export type JobHandlers = { [Name in JobName]: (data: Jobs[Name], jobId: string) => Promise<void> };

export type Queue = Omit<PgBoss.Queue, 'name'> & {
  /** How many of them one worker does at a time. */
  concurrency?: number;
};

/**
 * A job that nobody has vouched for so long, from its fetch on, has lost its worker: another one takes it
 * over.
 */
export const DEAD_AFTER_SECONDS = 6;
/** Beyond this a job counts as hanging, and its worker gives it up. */
export const LONGEST_SECONDS = 30 * 60;

/**
 * Every failed try waits twice as long as the one before, from the first second on: a mail server may be down
 * for half an hour. What fails after that stays, for a person to see and retry.
 */
const patient = { retryLimit: 10, retryDelay: 2, retryBackoff: true, expireInSeconds: DEAD_AFTER_SECONDS };
const brief = { ...patient, retryLimit: 5, retryDelay: 1 };

export const QUEUES: Record<JobName, Queue> = {
  // A file and a sync are written in one transaction each, so a repetition starts from nothing.
  import: brief,
  // Banks are slow, not heavy: one that hangs must not keep the others waiting.
  sync: { ...brief, concurrency: 4 },
  transfers: brief,
  mail: { ...patient, concurrency: 2 },
  rates: patient,
  rebuild: brief,
  reindex: brief,
  'due-syncs': brief,
  notices: brief,
  'clean-up': brief,
  'ledger-audit': brief,
  erasure: brief,
};

/**
 * When work begins by itself, as cron expressions in the time zone of Prague, where the first users and their
 * banks are.
 */
export const SCHEDULES: Partial<Record<JobName, string>> = {
  // Every minute: connections say themselves when they are due (hourly, with jitter), this only looks.
  'due-syncs': '* * * * *',
  // The Czech National Bank fixes at half past two, the European Central Bank at four; the early run catches
  // up on a failed day.
  rates: '40 6,14,16 * * *',
  // In the morning, when people read their mail.
  notices: '0 8 * * *',
  // At night: ended sessions, old idempotency keys and given-up uploads.
  'clean-up': '0 3 * * *',
  'ledger-audit': '0 4 * * *',
  // Within an hour of what was promised.
  erasure: '20 * * * *',
};

/**
 * Thrown by a handler for what no repetition would mend: the job fails at once and waits for a person, who
 * may have it tried again.
 */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}
