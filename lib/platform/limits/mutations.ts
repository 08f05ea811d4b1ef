import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { db } from '@/lib/platform/db/pool';
import { AccessError } from '@/lib/platform/errors/domain-error';
import { networkOf } from './network';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;
/** The wait after the first attempt too many; each further one doubles it. */
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = HOUR;

/**
 * How many wrong answers in a day are heard without a wait. Somebody who mistypes meets the first one only; a
 * list of passwords tried from many addresses meets the second, one password tried on many accounts the
 * third.
 */
const FREE = { both: 5, account: 30, address: 100 };

/**
 * How often within an hour strangers may have Saldo do what costs something: mail, memory-hard hashing, a
 * row.
 */
const SPENDING = {
  'sign-up': { address: 100 },
  'password-reset': { account: 5, address: 30 },
  'passkey-challenge': { address: 300 },
} as const satisfies Record<string, { account?: number; address: number }>;

type Who = { account: string | null; address: string | null };

/**
 * Hears an attempt to prove who somebody is, counted by account, by address and by both, with growing waits
 * (ASVS 5.0, 6.3.1). `work` returns null for a wrong answer. `account` is what the caller says, whether or
 * not it exists: known and unknown ones are alike.
 *
 * It is counted before it is heard, so that many at once are many. Throws TOO_MANY_REQUESTS while a wait
 * lasts, and whatever the database throws: nobody is let in uncounted.
 */
export async function hear<T>(who: Who, work: () => Promise<T | null>): Promise<T | null> {
  const keys = keysOf(who);
  for (const [kind, key] of keys) await count(kind, key);
  const result = await work();
  // Who is right has shown that the mistakes were theirs. An address keeps its count but for this one: others
  // may be behind it.
  if (result !== null)
    for (const [kind, key] of keys)
      await (kind === 'address' ? failures().reward(key, 1) : failures().delete(key));
  return result;
}

/** Takes one of what a stranger may ask for within an hour. Throws TOO_MANY_REQUESTS when nothing is left. */
export async function spend(what: keyof typeof SPENDING, { account, address }: Who): Promise<void> {
  const most: { account?: number; address: number } = SPENDING[what];
  for (const [key, points] of [
    [account && hashed(account), most.account],
    [address && networkOf(address), most.address],
  ] as const) {
    if (key && points) await limiter(`spend-${what}`, points, HOUR).consume(key).catch(refuse);
  }
}

/** Removes what has run out; part of the nightly clean-up. Returns how many. */
export async function removeOldLimits(): Promise<number> {
  const { rowCount } = await db().query('DELETE FROM rate_limit WHERE expire < $1', [Date.now()]);
  return rowCount ?? 0;
}

function keysOf({ account, address }: Who): [kind: keyof typeof FREE, key: string][] {
  const [a, n] = [account && hashed(account), address && networkOf(address)];
  return [
    ...(a && n ? [['both', `both:${a}:${n}`] as const] : []),
    ...(a ? [['account', `account:${a}`] as const] : []),
    ...(n ? [['address', `address:${n}`] as const] : []),
  ].map(([kind, key]) => [kind, key]);
}

/** Addresses of people do not stand in a table whose rows outlive their use. */
function hashed(account: string): string {
  return createHash('sha256').update(account.trim().toLowerCase()).digest('base64url').slice(0, 22);
}

async function count(kind: keyof typeof FREE, key: string): Promise<void> {
  const { consumedPoints } = await failures().penalty(key, 1);
  const beyond = consumedPoints - FREE[kind];
  if (beyond <= 0) return;
  const customDuration = Math.min(FIRST_WAIT_SECONDS * 2 ** Math.min(beyond - 1, 20), LONGEST_WAIT_SECONDS);
  // One attempt for each wait: anyone who takes it begins the next one, all others are not heard, which does
  // not make their wait longer.
  await limiter('wait', 1, LONGEST_WAIT_SECONDS)
    .consume(key, 1, { customDuration })
    .catch(async (refusal: unknown) => {
      await failures().reward(key, 1);
      return refuse(refusal);
    });
}

function refuse(refusal: unknown): never {
  if (!(refusal instanceof RateLimiterRes)) throw refusal;
  const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
  throw new AccessError(
    'TOO_MANY_REQUESTS',
    `Too many attempts: wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`,
  );
}

const failures = () => limiter('failed', Number.MAX_SAFE_INTEGER, DAY);

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: db(),
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  });
}
