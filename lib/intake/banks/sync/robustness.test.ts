import { setTimeout as sleep } from 'node:timers/promises';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { commitImport, discardImport, revertImport, startImport } from '@/lib/intake/files/mutations';
import { findImport } from '@/lib/intake/files/data';
import { runImport } from '@/lib/intake/files/run/mutations';
import { enqueue, stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { countReviews, listReviews } from '@/lib/intake/reviews/data';
import { openReviews } from '@/lib/intake/reviews/mutations';
import { decideReview } from '@/lib/intake/reviews/mutations';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import type { World } from '@/lib/testing/bank-world';
import { bring, connected, CSV, movement, PURCHASES } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { syncConnection } from '../connections/mutations';
import { takeMissingRows } from '../proof/mutations';
import { runSync } from './mutations';

setUpTestDatabase();
afterAll(stopQueue);

describe('the inbox', () => {
  test('keeps its question about a row that the bank leaves out once and shows again', async () => {
    const own = async ({ householdId }: World) => {
      const account = await createAccount(householdId, { openingBalance: '10000.00' });
      await createTransaction(householdId, account.id, {
        date: '2026-03-05',
        amount: '-120.00',
        payee: 'Something else',
      });
      return account.id;
    };
    const { householdId, provider, clock, connectionId, sync } = await connected(PURCHASES, own);
    expect(await countReviews(householdId, await readReference(householdId))).toBe(1);
    const without = {
      ...provider,
      fetchSince: async function* (...args: Parameters<typeof provider.fetchSince>) {
        const pages = provider.fetchSince(...args);
        for (let step = await pages.next(); ; step = await pages.next()) {
          if (step.done) return step.value;
          yield { ...step.value, rows: step.value.rows.filter(({ payee }) => payee !== 'Albert') };
        }
      },
    };
    await syncConnection(householdId, connectionId);
    const { rows } = await db().query<{ id: string }>(
      `SELECT id FROM bank_sync WHERE connection_id = $1 AND state = 'QUEUED'`,
      [connectionId],
    );
    await runSync(householdId, rows[0]?.id ?? '', { now: clock.now, providerOf: () => without });
    await sync(connectionId);
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([
      { kind: 'MATCH', posting: { row: { payee: 'Albert' } } },
    ]);
  });

  test('takes one transaction for one row of a bank only', async () => {
    const own = async ({ householdId }: World) => {
      const account = await createAccount(householdId, { openingBalance: '10000.00' });
      await createTransaction(householdId, account.id, {
        date: '2026-03-05',
        amount: '-120.00',
        payee: 'Something else',
      });
      return account.id;
    };
    const movements = [
      movement('a', '2026-03-04', -12_000n, 'Albert'),
      movement('b', '2026-03-06', -12_000n, 'Lidl'),
    ];
    const { householdId, userId } = await connected(movements, own);
    const [first, second] = await listReviews(householdId, await readReference(householdId));
    expect(second?.candidates).toHaveLength(1);
    await decideReview(householdId, userId, first?.id ?? '', 'ACCEPT', null);
    await expect(decideReview(householdId, userId, second?.id ?? '', 'ACCEPT', null)).rejects.toMatchObject({
      problems: [{ code: 'CONFLICT' }],
    });
    await decideReview(householdId, userId, second?.id ?? '', 'REFUSE', null);
  });

  test('shows what is open however much has settled itself before it', async () => {
    const { householdId } = await createHousehold();
    const account = await createAccount(householdId);
    const transaction = await createTransaction(householdId, account.id);
    const question = (transactionId: string) =>
      ({ kind: 'GONE', accountId: account.id, transactionId, postingId: null, candidates: [] }) as const;
    const gone = Array.from(
      { length: 201 },
      (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    );
    const { statements } = await recordStatements(() =>
      inTransaction(async (tx) =>
        openReviews(
          await lockLedger(tx, householdId),
          [...gone, transaction.id].map((id) => ({ ...question(id), candidates: [] })),
        ),
      ),
    );
    // A file in other words may ask about each of its rows.
    expect(statements.filter((text) => text.includes('review'))).toHaveLength(1);
    expect(
      await inTransaction(async (tx) =>
        openReviews(await lockLedger(tx, householdId), [
          { ...question(transaction.id), candidates: [transaction.id] },
        ]),
      ),
    ).toBe(0);
    expect(await countReviews(householdId, await readReference(householdId))).toBe(1);
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([
      { transaction: { id: transaction.id }, candidates: [{ id: transaction.id }] },
    ]);
  });
});

describe('the balance proof', () => {
  test.each([
    ['was marked as pending', { status: 'PENDING' }],
    ['was dated to a later day', { date: '2026-03-20' }],
  ])('takes nothing in twice that %s', async (_what, edit) => {
    const { householdId, userId, named, proof, transactions } = await connected();
    const albert = await named('Albert');
    await updateTransactions(householdId, userId, [albert.id], edit);
    expect(await proof()).toMatchObject({
      differenceMinor: 12_000n,
      candidates: [{ kind: 'CHANGED', effectMinor: 12_000n, transaction: { id: albert.id }, explains: true }],
    });
    await expect(takeMissingRows(householdId, albert.account.id)).rejects.toMatchObject({
      problems: [{ code: 'CONFLICT' }],
    });
    expect(await transactions()).toHaveLength(4);
  });

  test('takes nothing in twice that was moved to another account', async () => {
    const { householdId, userId, named, transactions } = await connected();
    const albert = await named('Albert');
    await updateTransactions(householdId, userId, [albert.id], {
      accountId: (await createAccount(householdId)).id,
    });
    await expect(takeMissingRows(householdId, albert.account.id)).rejects.toMatchObject({
      problems: [{ code: 'CONFLICT' }],
    });
    expect(await transactions()).toHaveLength(4);
  });
});

describe('an import', () => {
  test('that two workers have in hand brings its rows and its counts once', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const id = await startImport(
      householdId,
      userId,
      { name: 'statement', bytes: Buffer.from(CSV) },
      account.id,
    );
    await commitImport(householdId, id);
    await Promise.all([runImport(householdId, id), runImport(householdId, id), runImport(householdId, id)]);
    expect(await findImport(householdId, await readReference(householdId), id)).toMatchObject({
      status: 'DONE',
      rowsAdded: 2,
      rowsKnown: 0,
      rowsDone: 2,
    });
    expect((await verifyLedger(householdId)).transactions).toBe(2);
  });

  test('is committed or discarded when both are asked for at once, never both', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    for (let round = 0; round < 10; round++) {
      const id = await startImport(
        householdId,
        userId,
        { name: 'statement', bytes: Buffer.from(CSV) },
        account.id,
      );
      const [commit, discard] = await Promise.allSettled([
        commitImport(householdId, id),
        discardImport(householdId, id),
      ]);
      const found = await findImport(householdId, await readReference(householdId), id);
      expect([commit.status === 'fulfilled', discard.status === 'fulfilled']).toEqual([
        found !== null,
        found === null,
      ]);
    }
    // The other way round and slowly: the discarding has not ended when the commit looks.
    const id = await startImport(
      householdId,
      userId,
      { name: 'statement', bytes: Buffer.from(CSV) },
      account.id,
    );
    let commit: Promise<void> = Promise.resolve();
    await inTransaction(async (tx) => {
      await tx.query('DELETE FROM import WHERE id = $1', [id]);
      commit = commitImport(householdId, id);
      commit.catch(() => {});
      await sleep(300);
    });
    await expect(commit).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });

  test('is not discarded by somebody who waited for its commit', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const file = { name: 'statement', bytes: Buffer.from(CSV) };
    const id = await startImport(householdId, userId, file, account.id);
    let discard: Promise<void> = Promise.resolve();
    await inTransaction(async (tx) => {
      await tx.query(`UPDATE import SET status = 'QUEUED' WHERE id = $1`, [id]);
      discard = discardImport(householdId, id);
      discard.catch(() => {});
      await sleep(300);
      await enqueue(tx, 'import', { householdId, importId: id });
    });
    await expect(discard).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });

  test('that is taken back leaves what a bank has shown too, with the person’s words', async () => {
    const file = async ({ householdId, userId }: World) => {
      const account = await createAccount(householdId, { openingBalance: '10000.00' });
      await bring(householdId, userId, CSV, account.id);
      return account.id;
    };
    const { householdId, userId, named, sync, connectionId, proof, transactions } = await connected(
      PURCHASES,
      file,
    );
    await updateTransactions(householdId, userId, [(await named('Albert')).id], { notes: 'mine' });
    await removeTransactions(householdId, userId, [(await named('Kavárna')).id]);
    const { rows } = await db().query<{ id: string }>('SELECT id FROM import WHERE household_id = $1', [
      householdId,
    ]);
    await revertImport(householdId, rows[0]?.id ?? '');
    await sync(connectionId);
    expect(await named('Albert')).toMatchObject({ notes: 'mine', origin: 'BANK' });
    expect(await transactions()).toHaveLength(3);
    expect(await proof()).toMatchObject({
      differenceMinor: 5_500n,
      candidates: [{ kind: 'MISSING', explains: true }],
    });
  });
});
