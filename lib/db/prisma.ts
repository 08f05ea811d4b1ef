import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/__generated__/client';
import { databaseUrl } from '../env';

let client: PrismaClient | undefined;

/**
 * Prisma's client, for people, sessions and settings: rows that are few and read by their key.
 * The ledger is written and read with SQL of its own (docs/decisions/two-ways-to-the-database.md).
 */
export function prisma(): PrismaClient {
  client ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl(), max: 4 }) });
  return client;
}

export async function closePrisma(): Promise<void> {
  const closing = client;
  client = undefined;
  await closing?.$disconnect();
}
