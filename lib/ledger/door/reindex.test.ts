import { v7 as uuidv7 } from 'uuid';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { countTransactions } from '@/lib/ledger/transactions/data';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import type { HouseholdId } from '@/lib/platform/scope';
import { SEARCH_INDEX } from '@/lib/platform/vault/blind-index';
import { createAccount, createHousehold, createTransaction, referenceOf } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { queueReindexing, reindexHousehold } from './reindex';

setUpTestDatabase();
afterAll(stopQueue);

/**
 * A household as an older version left it: other tokens on its rows, and on those that were kept before
 * changes.
 */
async function createOldHousehold(rows = 3) {
  const { householdId, userId } = await createHousehold();
  const { id: accountId } = await createAccount(householdId);
  const ids = [];
  for (let index = 0; index < rows; index++)
    ids.push((await createTransaction(householdId, accountId, { payee: `O'Reilly ${index}` })).id);
  const { changeId } = await removeTransactions(householdId, userId, [ids[0]!]);
  const tokens = () => tokensOf(householdId);
  const today = await tokens();
  await db().query(`UPDATE transaction SET search_tokens = '{1,2}' WHERE household_id = $1`, [householdId]);
  await db().query(
    `UPDATE change_row SET before = before || '{"search_tokens": [1, 2]}' WHERE change_id = $1
      AND before IS NOT NULL`,
    [changeId],
  );
  await db().query(
    'UPDATE household SET search_index = 1, reference_version = reference_version + 1 WHERE id = $1',
    [householdId],
  );
  return { householdId, userId, accountId, ids, changeId, tokens, today };
}

async function tokensOf(householdId: HouseholdId) {
  const { rows } = await db().query<{ id: string; tokens: string[]; updated: string }>(
    `SELECT id, search_tokens AS tokens, updated_at::text AS updated FROM transaction WHERE household_id = $1
      ORDER BY id`,
    [householdId],
  );
  return rows;
}

const found = async (householdId: HouseholdId, text: string) =>
  countTransactions(householdId, await referenceOf(householdId), { text });
const indexOf = async (householdId: HouseholdId) => (await referenceOf(householdId)).household.searchIndex;
const keptTokens = async () =>
  (await db().query(`SELECT FROM change_row WHERE before ? 'search_tokens'`)).rowCount;

test('the rows of an older version get the tokens of today and nothing else, and what was kept before changes has none', async () => {
  const { householdId, changeId, today, tokens } = await createOldHousehold();
  expect(await found(householdId, 'oreilly')).toBe(2);
  await reindexHousehold(householdId);
  expect(await tokens()).toEqual(today);
  expect(await indexOf(householdId)).toBe(SEARCH_INDEX);
  expect(await keptTokens()).toBe(0);
  expect(await found(householdId, 'oreilly')).toBe(2);

  await undoChange(householdId, changeId);
  expect(await found(householdId, 'oreilly')).toBe(3);
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('begun again it goes on, and done again it changes nothing', async () => {
  const { householdId, ids, today, tokens } = await createOldHousehold();
  const versions = async () =>
    (
      await db().query<{ id: string; xmin: string }>(
        'SELECT id, xmin::text FROM transaction WHERE household_id = $1 ORDER BY id',
        [householdId],
      )
    ).rows;
  // One row was made by the try before, which did not come to its end.
  await db().query('UPDATE transaction SET search_tokens = $2 WHERE id = $1', [ids[1], today[0]!.tokens]);
  const before = await versions();
  await reindexHousehold(householdId);
  const after = await versions();
  expect(after.map(({ xmin }, index) => xmin === before[index]!.xmin)).toEqual([true, false]);
  expect(await tokens()).toEqual(today);
  await reindexHousehold(householdId);
  expect(await versions()).toEqual(after);
});

test('a household is used meanwhile: whatever is written is found, then and afterwards', async () => {
  const { householdId, userId, accountId } = await createOldHousehold(2);
  const state = { done: false };
  const work = reindexHousehold(householdId).finally(() => (state.done = true));
  let written = 1;
  do {
    const { id } = await createTransaction(householdId, accountId, { payee: `O'Reilly ${written++}` });
    await updateTransactions(householdId, userId, [id], { notes: 'łódź' });
    expect(await found(householdId, 'oreilly')).toBe(written);
    expect(await found(householdId, 'lodz')).toBe(written - 1);
  } while (!state.done);
  await work;
  expect(await found(householdId, 'oreilly')).toBe(written);
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('a worker asks once for each household that needs it, and a household that is gone is no failure', async () => {
  const [{ householdId }, { householdId: today }] = [await createOldHousehold(), await createHousehold()];
  await queueReindexing();
  await queueReindexing();
  const { rows } = await db().query<{ id: string }>(
    `SELECT data->>'householdId' AS id FROM pgboss.job WHERE name = 'reindex'
      AND data->>'householdId' = ANY($1)`,
    [[householdId, today]],
  );
  expect(rows).toEqual([{ id: householdId }]);
  await reindexHousehold(uuidv7());
  await db().query('DELETE FROM data_key WHERE household_id = $1', [householdId]);
  await expect(reindexHousehold(householdId)).resolves.toBeUndefined();
});
