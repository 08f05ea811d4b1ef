import { readReference } from '@/lib/ledger/reference/data';
import { db } from '@/lib/platform/db/pool';
import { retryJob } from '@/lib/platform/jobs/mutations';
import { createAccount, createHousehold } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { findImport, listImports } from './data';
import { commitImport, discardImport, startImport } from './mutations';
import { runImport } from './run/mutations';

setUpTestDatabase();

/** An import that its worker began, and how to look at it. */
async function begunImport() {
  const { householdId, userId } = await createHousehold();
  const account = await createAccount(householdId);
  const file = {
    name: 'statement.csv',
    bytes: Buffer.from('Date;Amount;Payee\n2026-01-02;-120.00;Albert\n'),
  };
  const id = await startImport(householdId, userId, file, account.id);
  await commitImport(householdId, id);
  await db().query(`UPDATE import SET status = 'RUNNING' WHERE id = $1`, [id]);
  const look = async () => {
    const reference = await readReference(householdId);
    const found = await findImport(householdId, reference, id);
    const [listed] = await listImports(householdId, reference, 1);
    expect(listed?.status).toBe(found?.status);
    return found?.status;
  };
  return { householdId, id, look };
}

test('an import whose job failed for good has failed, and goes on when the job is tried again', async () => {
  const { householdId, id, look } = await begunImport();
  expect(await look()).toBe('RUNNING');
  await expect(discardImport(householdId, id)).rejects.toThrow('There is no uncommitted import');
  const { rows } = await db().query<{ id: string }>(
    `UPDATE pgboss.job SET state = 'failed', completed_on = now() WHERE data->>'importId' = $1 RETURNING id`,
    [id],
  );
  expect(await look()).toBe('FAILED');
  await retryJob(householdId, rows[0]?.id ?? '');
  expect(await look()).toBe('RUNNING');
  await runImport(householdId, id);
  expect(await look()).toBe('DONE');
});

test('an import whose job is gone has failed, and can be discarded', async () => {
  const { householdId, id, look } = await begunImport();
  await db().query(`DELETE FROM pgboss.job WHERE data->>'importId' = $1`, [id]);
  expect(await look()).toBe('FAILED');
  await discardImport(householdId, id);
  expect(await look()).toBeUndefined();
});
