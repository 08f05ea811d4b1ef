import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { databaseUrl, env } from '@/lib/platform/env';
import { errorStack, log } from '@/lib/platform/log';
import { sqlState } from './errors';
import { traceStatements } from './traced';

export type Queryable = Pick<pg.PoolClient, 'query'>;

// Calendar dates stay strings: a Date object would drag them through a time zone.
const DATE_OID = 1082;
const TIMESTAMPTZ_OID = 1184;
const types = new pg.TypeOverrides();
types.setTypeParser(DATE_OID, (text) => text);

/** For lists: instants stay as PostgreSQL writes them. */
export const instantsAsText = new pg.TypeOverrides();
instantsAsText.setTypeParser(DATE_OID, (text) => text);
instantsAsText.setTypeParser(TIMESTAMPTZ_OID, (text) => text);

type Running = { client: pg.PoolClient; hasEnded: boolean };

/** What every copy of this module in one process shares: Next bundles its pages apart from the server. */
type Shared = {
  pool?: pg.Pool;
  elsewhere: AsyncLocalStorage<pg.Pool>;
  running: AsyncLocalStorage<Running>;
};

declare global {
  var saldoDatabase: Shared | undefined;
}

const shared = (globalThis.saldoDatabase ??= {
  elsewhere: new AsyncLocalStorage(),
  running: new AsyncLocalStorage(),
});

/**
 * The process's connection pool, made at first use so that tests can point it at their own database first.
 */
export function db(): pg.Pool {
  return shared.elsewhere.getStore() ?? (shared.pool ??= openPool(databaseUrl(), env().DB_POOL_SIZE));
}

/**
 * The connection of the transaction that the caller runs in; undefined outside of one. Throws in what has
 * outlived its own.
 */
export function runningTransaction(): pg.PoolClient | undefined {
  const running = shared.running.getStore();
  if (running?.hasEnded)
    throw new Error('A statement came after its transaction had ended: await it inside of the transaction.');
  return running?.client;
}

/** Runs `work` so that Prisma asks on this connection, until it settles. */
async function runOn<T>(client: pg.PoolClient, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const running: Running = { client, hasEnded: false };
  try {
    return await shared.running.run(running, () => work(client));
  } finally {
    running.hasEnded = true;
  }
}

function openPool(connectionString: string, max: number): pg.Pool {
  const opened = new pg.Pool({ connectionString, max, types, application_name: 'saldo' });
  traceStatements(opened);
  // An idle connection that a restart of PostgreSQL cuts is replaced at the next query; unheard, it would end
  // the process.
  opened.on('error', (error) =>
    log.warn('an idle database connection was lost', { stack: errorStack(error) }),
  );
  // One that is cut while somebody holds it fails their next query, which is enough; between two queries it
  // would be unheard too.
  opened.on('connect', (client) => client.on('error', () => undefined));
  return opened;
}

/**
 * Lets `work`, and nobody else, ask another database with everything that asks `db()`: a backup that was
 * restored to be checked.
 */
export async function onDatabase<T>(connectionString: string, work: () => Promise<T>): Promise<T> {
  const opened = openPool(connectionString, 2);
  try {
    return await shared.elsewhere.run(opened, work);
  } finally {
    await opened.end();
  }
}

/**
 * How many connections of the process are busy and idle at this moment, and how many callers wait for one.
 */
export function countConnections(): { busy: number; idle: number; waiting: number } {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = shared.pool ?? {};
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

export async function closeDb(): Promise<void> {
  const closing = shared.pool;
  delete shared.pool;
  await closing?.end();
}

/**
 * Lets `work` read the database as it is at one moment, however many statements it takes: a sum and what is
 * taken off it are then of the same rows, whatever is committed meanwhile. `within` is a snapshot or a
 * transaction that the caller reads in already.
 */
export async function inSnapshot<T>(work: (tx: Queryable) => Promise<T>, within?: Queryable): Promise<T> {
  if (within) return work(within);
  const client = await db().connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await runOn(client, work);
  } finally {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('The rollback failed.');
    });
    client.release(broken);
  }
}

/**
 * Takes a key in each transaction of the change under way, and knows what came of it when it was taken
 * before.
 */
export type Claim = {
  /** The place of the next transaction in the order of the change. */
  next: number;
  /** Takes the key for one of them and keeps what it returns; false where it was taken before. */
  make: (tx: Queryable, place: number, result: unknown) => Promise<boolean>;
  /** What the transaction returned when it was carried out; null where it was not. Throws for other input. */
  recall: (place: number) => Promise<{ result: unknown } | null>;
};

/** The key that the change under way has to claim; see platform/idempotency. */
export const claims = new AsyncLocalStorage<Claim>();

class Repeated extends Error {}

const RETRYABLE = new Set(['40001', '40P01']);

/**
 * Runs `work` in one database transaction and commits, or rolls everything back when it throws. Deadlocks and
 * serialisation failures are tried again, three times at most; `work` must not have effects elsewhere.
 */
export async function inTransaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
  const claim = claims.getStore();
  const place = claim ? claim.next++ : 0;
  for (let attempt = 1; ; attempt++) {
    const client = await db().connect();
    let broken: Error | undefined;
    let failure: unknown;
    try {
      await client.query('BEGIN');
      const result = await runOn(client, work);
      if (claim && !(await claim.make(client, place, result))) throw new Repeated();
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error('The rollback failed.');
      });
      if (attempt < 3 && RETRYABLE.has(sqlState(error) ?? '')) continue;
      failure = error;
    } finally {
      client.release(broken);
    }
    // What cannot be done any more has perhaps been done by the first request.
    const first = await claim?.recall(place);
    if (first) return first.result as T;
    throw failure;
  }
}
