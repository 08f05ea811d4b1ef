import { buffer } from 'node:stream/consumers';
import { db } from '@/lib/platform/db/pool';
import { proveHousehold } from '@/lib/platform/scope';
import { restoreExport } from '@/lib/exchange/restore/mutations';
import { startExport } from '@/lib/exchange/exports/write';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createHousehold } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { unzip } from '@/lib/testing/zip';
import { seedDemo } from './demo/seed-demo';

setUpTestDatabase();

test('the demonstration household comes through an export whole: the copy’s export is the same, and its ledger is right', async () => {
  await seedDemo(new Date('2026-11-21T12:00:00Z'));
  const { rows } = await db().query<{ household_id: string; user_id: string }>(
    'SELECT household_id, user_id FROM membership',
  );
  const [demo] = rows;
  const bytes = await buffer(startExport(proveHousehold(demo?.household_id ?? ''), demo?.user_id ?? ''));
  const files = await unzip(bytes);
  const { rows: counts } = JSON.parse(files['manifest.json'] ?? '') as { rows: Record<string, number> };
  // More than one batch of the cursor.
  expect(counts.transactions).toBeGreaterThan(1_000);

  const { householdId, userId, email } = await createHousehold();
  await restoreExport(
    householdId,
    { user: { id: userId, email, name: null }, device: null, address: null },
    bytes,
  );
  expect(await unzip(await buffer(startExport(householdId, userId)))).toEqual(files);
  expect(await verifyLedger(householdId)).toMatchObject({
    transactions: counts.transactions,
    differences: [],
  });
  const total = async (id: string) =>
    (
      await db().query(
        'SELECT month, count(*)::int FROM month_total WHERE household_id = $1 GROUP BY month ORDER BY month',
        [id],
      )
    ).rows;
  expect(await total(householdId)).toEqual(await total(demo?.household_id ?? ''));
}, 60_000);
