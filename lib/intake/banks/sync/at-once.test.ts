import { db, inTransaction } from '@/lib/platform/db/pool';
import { DomainError } from '@/lib/platform/errors/domain-error';
import { readReference } from '@/lib/ledger/reference/data';
import { commitImport, revertImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { retryJob } from '@/lib/platform/jobs/mutations';
import { enqueue, stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { listReviews } from '@/lib/intake/reviews/data';
import { decideReview } from '@/lib/intake/reviews/mutations';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { createWorld, randomAccount } from '@/lib/testing/bank-world';
import { setUpTestDatabase } from '@/lib/testing/database';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { linkTransfer } from '@/lib/ledger/transfers/mutations';
import { disconnect, syncConnection } from '../connections/mutations';
import { queueDueSyncs, runSync } from './mutations';

setUpTestDatabase();
afterAll(stopQueue);

const NUMBER = 'CZ6508000000192000145399';

/** Does everything at once. Refusals are fine; anything else thrown is a defect. Returns how many worked. */
async function atOnce(...work: (() => Promise<unknown>)[]): Promise<number> {
  const results = await Promise.allSettled(work.map((run) => run()));
  for (const result of results)
    if (result.status === 'rejected' && !(result.reason instanceof DomainError)) throw result.reason;
  return results.filter(({ status }) => status === 'fulfilled').length;
}

test('runs of one connection, edits, removals and a disconnection at once leave the books right', async () => {
  for (let round = 1; round <= 6; round++) {
    const world = await createWorld([randomAccount(NUMBER, 'CZK', round)]);
    const { householdId, userId, clock, provider } = world;
    const connectionId = await world.link(null);
    await world.follow(connectionId);
    for (let day = 0; day < 3; day++) {
      world.nextDay();
      await atOnce(
        () => syncConnection(householdId, connectionId),
        () => syncConnection(householdId, connectionId),
      );
      const { rows } = await db().query<{ id: string }>(
        `SELECT id FROM bank_sync WHERE connection_id = $1 AND state IN ('QUEUED', 'RUNNING')`,
        [connectionId],
      );
      expect(rows).toHaveLength(1);
      const run = () =>
        runSync(householdId, rows[0]?.id ?? '', { now: clock.now, providerOf: () => provider });
      const all = await world.transactions();
      const [a, b] = [all[round]?.id ?? '', all[round + 1]?.id ?? ''];
      await atOnce(
        run,
        run,
        () => updateTransactions(householdId, userId, [a, b], { notes: 'mine' }),
        () => removeTransactions(householdId, userId, [a]),
        ...(day === 2 && round > 3 ? [() => disconnect(householdId, userId, connectionId, round === 4)] : []),
      );
      expect((await verifyLedger(householdId)).differences).toEqual([]);
      expect((await world.transactions()).map(({ id }) => id)).not.toContain(a);
    }
    const { rows: doubled } = await db().query(
      `SELECT transaction_id FROM bank_posting WHERE household_id = $1 AND transaction_id IS NOT NULL
        GROUP BY 1 HAVING count(*) > 1`,
      [householdId],
    );
    expect(doubled).toEqual([]);
  }
}, 120_000);

test('two answers to one question are one', async () => {
  const movement = {
    key: 'a',
    date: '2026-03-04',
    bookedOn: '2026-03-04',
    amountMinor: -12_000n,
    payee: 'Albert',
    text: 'Card payment',
  };
  for (const decision of ['ACCEPT', 'REFUSE'] as const) {
    const world = await createWorld([
      {
        number: NUMBER,
        name: 'Everyday',
        currency: 'CZK',
        type: 'CHECKING',
        openingMinor: 0n,
        movements: [movement],
      },
    ]);
    const { householdId, userId } = world;
    const account = await createAccount(householdId);
    await createTransaction(householdId, account.id, {
      date: '2026-03-05',
      amount: '-120.00',
      payee: 'Something else',
    });
    await world.follow(await world.link(null), () => ({ accountId: account.id }));
    const [review] = await listReviews(householdId, await readReference(householdId));
    const decide = () => decideReview(householdId, userId, review?.id ?? '', decision, null);
    expect(await atOnce(decide, decide, decide)).toBe(1);
    expect(await world.transactions()).toHaveLength(decision === 'ACCEPT' ? 1 : 2);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  }
});

test('a file is taken back or its row becomes a side of a transfer, and the other side is whole either way', async () => {
  const { householdId, userId } = await createHousehold();
  const [account, other] = [await createAccount(householdId), await createAccount(householdId)];
  for (let round = 0; round < 5; round++) {
    const id = await startImport(
      householdId,
      userId,
      {
        name: 's',
        bytes: Buffer.from(
          `Date;Amount;Payee\n2026-03-0${round + 1};-120.00;Albert\n2026-03-0${round + 1};-55.00;Lidl\n`,
        ),
      },
      account.id,
    );
    await commitImport(householdId, id);
    await runImport(householdId, id);
    const { rows } = await db().query<{ id: string }>(
      'SELECT id FROM transaction WHERE import_id = $1 ORDER BY id',
      [id],
    );
    const into = await createTransaction(householdId, other.id, { amount: '120.00' });
    await atOnce(
      () => revertImport(householdId, id),
      () => linkTransfer(householdId, userId, [rows[0]?.id ?? '', into.id]),
      () => revertImport(householdId, id),
    );
    expect((await db().query('SELECT kind FROM transaction WHERE id = $1', [into.id])).rows).toEqual([
      { kind: 'INCOME' },
    ]);
    expect((await db().query('SELECT 1 FROM transfer WHERE household_id = $1', [householdId])).rowCount).toBe(
      0,
    );
  }
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('work that failed is tried again once, however often it is asked for, and two workers start what is due once', async () => {
  const world = await createWorld([randomAccount(NUMBER, 'CZK', 1)]);
  const { householdId } = world;
  const connectionId = await world.link(null);
  await world.follow(connectionId);
  const id = await inTransaction((tx) => enqueue(tx, 'rebuild', { householdId }));
  await db().query(`UPDATE pgboss.job SET state = 'failed' WHERE id = $1`, [id]);
  expect(
    await atOnce(
      () => retryJob(householdId, id),
      () => retryJob(householdId, id),
    ),
  ).toBe(1);

  await db().query(`UPDATE bank_connection SET next_sync_at = now() - interval '1 minute' WHERE id = $1`, [
    connectionId,
  ]);
  const count = async () =>
    (
      await db().query(`SELECT 1 FROM pgboss.job WHERE name = 'sync' AND data->>'householdId' = $1`, [
        householdId,
      ])
    ).rowCount ?? 0;
  const before = await count();
  await atOnce(
    () => queueDueSyncs(),
    () => queueDueSyncs(),
    () => queueDueSyncs(),
  );
  expect(await count()).toBe(before + 1);
});
