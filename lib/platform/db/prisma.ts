import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '@/prisma/__generated__/client';
import { db, runningTransaction } from './pool';

declare global {
  var saldoPrisma: PrismaClient | undefined;
}

/**
 * Prisma's client, for every statement that is not hot (docs/decisions/two-ways-to-the-database.md). Inside
 * of `inTransaction` and `inSnapshot` it asks on their connection and is committed or rolled back with them;
 * elsewhere it asks on the process's pool.
 *
 * Use `findFirst`, not `findUnique`: Prisma joins the findUnique calls of one tick into one statement,
 * whichever transactions they come from.
 */
export function prisma(): PrismaClient {
  return (globalThis.saldoPrisma ??= new PrismaClient({ adapter: new PrismaPg(connectionOfNow()) }));
}

/** The row that an `update` or a `delete` of Prisma was about; null when there is none. */
export async function orNull<T>(changed: Promise<T>): Promise<T | null> {
  try {
    return await changed;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'P2025') return null;
    throw error;
  }
}

/** What Prisma takes for its pool. It opens no connection of its own, and so needs no closing. */
function connectionOfNow(): pg.Pool {
  const pool = new pg.Pool();
  const query = (statement: pg.QueryConfig) => (runningTransaction() ?? db()).query(statement);
  const connect = () => {
    const client = runningTransaction();
    return client ? Promise.resolve(nested(client)) : db().connect();
  };
  return Object.assign(pool, { query, connect });
}

let nestings = 0;

/** Lets Prisma's own transaction, as of a nested write, be a part of the one that runs already. */
function nested(client: pg.PoolClient): pg.PoolClient {
  const name = `prisma_${++nestings}`;
  const instead: Record<string, string> = {
    BEGIN: `SAVEPOINT ${name}`,
    COMMIT: `RELEASE SAVEPOINT ${name}`,
    ROLLBACK: `ROLLBACK TO SAVEPOINT ${name}`,
  };
  const query = (statement: pg.QueryConfig) =>
    client.query({ ...statement, text: instead[statement.text] ?? statement.text });
  const ignore = () => undefined;
  // Prisma listens for errors of the connection, which the pool hears already, and gives back what it did not
  // take.
  return { query, release: ignore, on: ignore, removeListener: ignore } as unknown as pg.PoolClient;
}
