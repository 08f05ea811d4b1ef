import { createAccount, createHousehold, categoryId, referenceOf } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { addTransaction, removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { listMonthCells } from './data';
import { verifyLedger } from './verify';

setUpTestDatabase();

test('ASVS 2.3.3: two writers in one household never lose an update of a month total', async () => {
  const { householdId } = await createHousehold();
  const account = await createAccount(householdId);
  const groceries = await categoryId(householdId, 'Groceries');
  const add = () =>
    addTransaction(householdId, {
      accountId: account.id,
      date: '2026-03-10',
      amount: '-1.00',
      categoryId: groceries,
    });
  const writer = async () => {
    for (let turn = 0; turn < 40; turn++) await add();
  };
  await Promise.all([writer(), writer(), writer(), writer()]);
  const [cell, ...others] = await listMonthCells(householdId, '2026-03-01');
  expect(others).toEqual([]);
  expect(cell?.cell).toMatchObject({ expenses: -16_000n, expenseCount: 160, baseExpenses: -16_000n });
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('writers of different kinds in one household leave totals that a recount confirms', async () => {
  const { householdId, userId } = await createHousehold();
  const [one, two] = [await createAccount(householdId), await createAccount(householdId)];
  const made = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      addTransaction(householdId, { accountId: one.id, date: '2026-03-10', amount: `${index + 1}.00` }),
    ),
  );
  await Promise.all([
    updateTransactions(
      householdId,
      userId,
      made.slice(0, 10).map(({ id }) => id),
      { accountId: two.id },
    ),
    removeTransactions(
      householdId,
      userId,
      made.slice(10, 20).map(({ id }) => id),
    ),
    ...made.slice(20).map(({ id }) => updateTransactions(householdId, userId, [id], { date: '2026-04-01' })),
  ]);
  expect(await verifyLedger(householdId)).toMatchObject({ transactions: 20, differences: [] });
});

test('households do not see or wait for each other', async () => {
  const [a, b] = [await createHousehold(), await createHousehold()];
  const [inA, inB] = [await createAccount(a.householdId), await createAccount(b.householdId)];
  await Promise.all([
    addTransaction(a.householdId, { accountId: inA.id, date: '2026-03-10', amount: '-1.00' }),
    addTransaction(b.householdId, { accountId: inB.id, date: '2026-03-10', amount: '-2.00' }),
  ]);
  expect([...(await referenceOf(a.householdId)).accounts.keys()]).toEqual([inA.id]);
  await expect(
    addTransaction(a.householdId, { accountId: inB.id, date: '2026-03-10', amount: '-1.00' }),
  ).rejects.toThrow('There is no such account.');
});
