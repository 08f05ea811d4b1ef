import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '@/prisma/__generated__/client';
import { databaseUrl } from '@/lib/platform/env';
import { watchPool } from './connections';
import { traceStatements } from './traced';

let client: PrismaClient | undefined;

/**
 * Prisma's client, for people, sessions and settings: rows that are few and read by their key.
 * The ledger is written and read with SQL of its own (docs/decisions/two-ways-to-the-database.md).
 */
export function prisma(): PrismaClient {
  return (client ??= open());
}

function open(): PrismaClient {
  const pool = traceStatements(new pg.Pool({ connectionString: databaseUrl(), max: 4 }));
  watchPool(pool);
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
}

export async function closePrisma(): Promise<void> {
  const closing = client;
  client = undefined;
  await closing?.$disconnect();
}
