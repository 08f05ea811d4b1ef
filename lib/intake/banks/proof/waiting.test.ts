import { db } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { countReviews, listReviews } from '@/lib/intake/reviews/data';
import { decideReview } from '@/lib/intake/reviews/mutations';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { removeTransactions } from '@/lib/ledger/transactions/mutations';
import { createAccount, createTransaction } from '@/lib/testing/builders';
import { CONNECTED_ON, type World } from '@/lib/testing/bank-world';
import { connected, movement, PURCHASES } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';
import { addDays } from '@/lib/core/dates/local-date';
import { takeMissingRows } from './mutations';

setUpTestDatabase();
afterAll(stopQueue);

const inbox = async ({ householdId }: Pick<World, 'householdId'>) =>
  listReviews(householdId, await readReference(householdId));
const own = async ({ householdId }: World) => {
  const account = await createAccount(householdId, { openingBalance: '10000.00' });
  const lunch = { date: '2026-03-05', amount: '-120.00', payee: 'Something else' };
  await createTransaction(householdId, account.id, lunch);
  return account.id;
};

test('adding missing transactions leaves out what waits for an answer, because it would count twice', async () => {
  const world = await connected([
    movement('a', CONNECTED_ON, -4_200n, 'Benzina', addDays(CONNECTED_ON, 3)),
    movement('b', '2026-03-04', -5_500n, 'Kavárna'),
  ]);
  const { householdId, userId, bank, sync, connectionId, nextDay, named, proof, transactions } = world;
  const amounts = async () =>
    (await transactions()).map(({ amountMinor }) => amountMinor).sort((a, b) => Number(a - b));
  nextDay();
  bank.play({ kind: 'BOOKED_DIFFERENTLY', changeMinor: -100_000 });
  await sync(connectionId);
  const { account } = await named('Benzina');
  expect((await proof())?.candidates).toMatchObject([{ kind: 'WAITING', effectMinor: 104_200n }]);
  await expect(takeMissingRows(householdId, account.id)).rejects.toMatchObject({
    problems: [{ code: 'CONFLICT' }],
  });
  await removeTransactions(householdId, userId, [(await named('Kavárna')).id]);
  expect(await takeMissingRows(householdId, account.id)).toBe(1);
  expect(await amounts()).toEqual([-5_500n, -4_200n]);

  const [question] = await inbox(world);
  await decideReview(householdId, userId, question?.id ?? '', 'ACCEPT', null);
  expect(await amounts()).toEqual([-104_200n, -5_500n]);
  expect((await proof())?.differenceMinor).toBe(0n);
});

test('a question about a row that the bank withdraws ends with it, and can book nothing', async () => {
  const world = await connected(PURCHASES, own);
  const [question] = await inbox(world);
  expect(question).toMatchObject({ kind: 'MATCH', posting: { row: { payee: 'Albert' } } });
  world.bank.play({ kind: 'DELETED_TRANSACTION', key: 'a' });
  await world.sync(world.connectionId);
  expect(await countReviews(world.householdId, await readReference(world.householdId))).toBe(0);
  await expect(
    decideReview(world.householdId, world.userId, question?.id ?? '', 'REFUSE', null),
  ).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  const { rows } = await db().query(
    'SELECT 1 FROM bank_posting WHERE household_id = $1 AND transaction_id IS NULL',
    [world.householdId],
  );
  expect(rows).toEqual([]);
});

test('a row is booked when nothing is left that it could be', async () => {
  const world = await connected(PURCHASES, own);
  const { householdId, userId, named, sync, connectionId, transactions } = world;
  await removeTransactions(householdId, userId, [(await named('Something else')).id]);
  await sync(connectionId);
  expect(await inbox(world)).toEqual([]);
  expect(await named('Albert')).toMatchObject({ amountMinor: -12_000n });
  expect(await transactions()).toHaveLength(4);
});
