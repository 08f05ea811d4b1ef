import { revertImport } from '@/lib/intake/files/mutations';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { readReference } from '@/lib/ledger/reference/data';
import { listOfImport } from '@/lib/ledger/rows/data';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { bring } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';
import { countReviews, listReviews } from './data';

setUpTestDatabase();
afterAll(stopQueue);

/** A lunch that a person recorded, in as many transactions as said, and a file’s row that may be it. */
async function asked(count = 1) {
  const { householdId, userId } = await createHousehold();
  const account = await createAccount(householdId);
  const own: string[] = [];
  for (let index = 0; index < count; index++)
    own.push(
      (
        await createTransaction(householdId, account.id, {
          date: '2026-03-04',
          amount: '-120.00',
          payee: 'Oběd s Evou',
        })
      ).id,
    );
  const importId = await bring(
    householdId,
    userId,
    'Date;Amount;Payee\n2026-03-05;-120.00;Jídelna 22\n',
    account.id,
  );
  const questions = async () => countReviews(householdId, await readReference(householdId));
  const brought = () =>
    inTransaction(async (tx) => listOfImport(await lockLedger(tx, householdId), importId));
  const total = async () => {
    const { rows } = await db().query('SELECT FROM transaction WHERE household_id = $1', [householdId]);
    return rows.length;
  };
  const remove = async (...ids: string[]) => (await removeTransactions(householdId, userId, ids)).changeId;
  expect(await questions()).toBe(1);
  return { householdId, userId, account, own, importId, questions, brought, total, remove };
}

describe('a file’s row that may be one of several transactions', () => {
  test('is booked when the last of them is removed', async () => {
    const { householdId, own, questions, brought, total, remove } = await asked(2);
    await remove(own[0] ?? '');
    expect(await questions()).toBe(1);
    expect(await brought()).toEqual([]);
    await remove(own[1] ?? '');
    expect(await questions()).toBe(0);
    expect(await brought()).toMatchObject([
      { payee: 'Jídelna 22', amountMinor: -12_000n, origin: 'FILE', status: 'CLEARED' },
    ]);
    expect(await total()).toBe(1);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  });

  test('is asked about again when the removal is undone, and booked when that is undone', async () => {
    const { householdId, own, questions, brought, total, remove } = await asked();
    const removal = await remove(...own);
    await undoChange(householdId, removal);
    expect(await total()).toBe(1);
    expect(await brought()).toEqual([]);
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([
      { kind: 'MATCH', posting: { row: { payee: 'Jídelna 22' } }, candidates: [{ id: own[0] }] },
    ]);
    const { rows } = await db().query<{ id: string }>(
      "SELECT id FROM change WHERE household_id = $1 AND cause = 'UNDO'",
      [householdId],
    );
    await undoChange(householdId, rows[0]?.id ?? '');
    expect(await questions()).toBe(0);
    expect(await brought()).toHaveLength(1);
    expect(await total()).toBe(1);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  });

  test('keeps what a person has done with it: the removal cannot be undone any more', async () => {
    const { householdId, userId, own, brought, total, remove } = await asked();
    const removal = await remove(...own);
    const [booked] = await brought();
    await updateTransactions(householdId, userId, [booked?.id ?? ''], { notes: 'mine' });
    await expect(undoChange(householdId, removal)).rejects.toMatchObject({
      problems: [{ code: 'CONFLICT' }],
    });
    expect(await total()).toBe(1);
  });

  test('stays away when a person has removed it too, whatever comes back', async () => {
    const { householdId, own, questions, brought, total, remove } = await asked();
    const removal = await remove(...own);
    const [booked] = await brought();
    await remove(booked?.id ?? '');
    await undoChange(householdId, removal);
    expect([await total(), await questions()]).toEqual([1, 0]);
  });

  test('goes with its file, and comes again with it', async () => {
    const { householdId, userId, account, own, importId, total, remove } = await asked();
    await remove(...own);
    await revertImport(householdId, importId);
    expect(await total()).toBe(0);
    await bring(householdId, userId, 'Date;Amount;Payee\n2026-03-05;-120.00;Jídelna 22\n', account.id);
    expect(await total()).toBe(1);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  });
});
