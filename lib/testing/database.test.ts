import { db } from '@/lib/platform/db/pool';
import { prisma } from '@/lib/platform/db/prisma';
import { migrate } from '@/lib/platform/db/migrate';
import { createTestDatabase, setUpTestDatabase } from './database';

setUpTestDatabase();

test('ASVS 6.3.2: a test file has the migrated schema, in a database of its own', async () => {
  const { rows } = await db().query<{ name: string; households: number }>(
    'SELECT current_database() AS name, (SELECT count(*)::int FROM household) AS households',
  );
  expect(rows).toEqual([{ name: expect.stringMatching(/^saldo_test_[0-9a-f]{32}$/), households: 0 }]);
});

test('Prisma reads the same database', async () => {
  await expect(prisma().household.count()).resolves.toBe(0);
});

test('two copies do not share rows', async () => {
  const other = await createTestDatabase();
  try {
    expect(other.url).not.toBe(process.env.DATABASE_URL);
    await expect(migrate(other.url)).resolves.toEqual({ applied: [] });
  } finally {
    await other.drop();
  }
});
