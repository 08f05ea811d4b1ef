import { db } from '@/lib/platform/db/pool';
import { readReference } from '@/lib/ledger/reference/data';
import { revertImport } from '@/lib/intake/files/mutations';
import { findImport } from '@/lib/intake/files/data';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { removeAccount } from '@/lib/ledger/accounts/mutations';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { listReviews } from '@/lib/intake/reviews/data';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { bring, connected, CSV } from '@/lib/testing/connected-bank';
import { setUpTestDatabase } from '@/lib/testing/database';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { addTransfer, linkTransfer } from '@/lib/ledger/transfers/mutations';
import { disconnect } from '../connections/mutations';
import { takeMissingRows } from '../proof/mutations';

setUpTestDatabase();
afterAll(stopQueue);

describe('what is undone after the bank has gone on', () => {
  test('a removed pending row that has been booked meanwhile comes back booked, with the bank’s amount and the person’s words', async () => {
    const { householdId, userId, bank, sync, connectionId, named, nextDay, proof } = await connected();
    await updateTransactions(householdId, userId, [(await named('Lidl')).id], { notes: 'for the party' });
    const { changeId } = await removeTransactions(householdId, userId, [(await named('Lidl')).id]);
    nextDay();
    bank.play({ kind: 'BOOKED_DIFFERENTLY', changeMinor: -150 });
    await sync(connectionId);
    await undoChange(householdId, changeId);
    expect(await named('Lidl')).toMatchObject({
      status: 'CLEARED',
      amountMinor: -9_050n,
      notes: 'for the party',
    });
    expect((await proof())?.differenceMinor).toBe(0n);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  });

  test('a removed row that the bank has taken back meanwhile is asked about when it comes back', async () => {
    const { householdId, userId, bank, sync, connectionId, named } = await connected();
    const { changeId } = await removeTransactions(householdId, userId, [(await named('Kavárna')).id]);
    bank.play({ kind: 'DELETED_TRANSACTION', key: 'b' });
    await sync(connectionId);
    expect(await listReviews(householdId, await readReference(householdId))).toEqual([]);
    await undoChange(householdId, changeId);
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([
      { kind: 'GONE', transaction: { payee: 'Kavárna' } },
    ]);
  });

  test('a removal cannot be undone once its row has been taken in again, and its transfer is none any more', async () => {
    const { householdId, userId, named, transactions } = await connected();
    const savings = await createAccount(householdId);
    const saved = await createTransaction(householdId, savings.id, { date: '2026-03-04', amount: '55.00' });
    const kavarna = await named('Kavárna');
    await linkTransfer(householdId, userId, [kavarna.id, saved.id]);
    const { changeId } = await removeTransactions(householdId, userId, [kavarna.id]);
    expect(await takeMissingRows(householdId, kavarna.account.id)).toBe(1);
    await expect(undoChange(householdId, changeId)).rejects.toThrow('cannot be undone');
    expect((await transactions()).filter(({ amountMinor }) => amountMinor === -5_500n)).toHaveLength(1);
    const again = await createTransaction(householdId, savings.id, { date: '2026-03-04', amount: '55.00' });
    await linkTransfer(householdId, userId, [(await named('Kavárna')).id, again.id]);
  });

  test('an edit of what the bank has changed since is refused, and nothing is lost', async () => {
    const { householdId, userId, bank, sync, connectionId, named } = await connected();
    const { changeId } = await updateTransactions(householdId, userId, [(await named('Albert')).id], {
      notes: 'mine',
    });
    bank.play({ kind: 'CHANGED_AMOUNT', key: 'a', byMinor: -1_000 });
    await sync(connectionId);
    await expect(undoChange(householdId, changeId)).rejects.toThrow('cannot be undone');
    expect(await named('Albert')).toMatchObject({ notes: 'mine', amountMinor: -13_000n });
  });

  test('a link cannot be undone after one side was edited', async () => {
    const { householdId, userId } = await createHousehold();
    const [a, b] = [await createAccount(householdId), await createAccount(householdId)];
    const [out, into] = [
      await createTransaction(householdId, a.id),
      await createTransaction(householdId, b.id, { amount: '100.00' }),
    ];
    const { changeId } = await linkTransfer(householdId, userId, [out.id, into.id]);
    await updateTransactions(householdId, userId, [out.id], { notes: 'rent' });
    await expect(undoChange(householdId, changeId)).rejects.toThrow('cannot be undone');
  });

  test('moves never end with both sides of a transfer in one account', async () => {
    const { householdId, userId } = await createHousehold();
    const [a, b, c] = [
      await createAccount(householdId),
      await createAccount(householdId),
      await createAccount(householdId),
    ];
    const transfer = await addTransfer(householdId, {
      fromAccountId: a.id,
      toAccountId: b.id,
      date: '2026-03-05',
      amount: '10.00',
    });
    const { changeId } = await updateTransactions(householdId, userId, [transfer.out.id], {
      accountId: c.id,
    });
    await updateTransactions(householdId, userId, [transfer.in.id], { accountId: a.id });
    await expect(undoChange(householdId, changeId)).rejects.toThrow('one account');
  });

  test('a removal of what a reverted file brought can be undone, and the file does not bring it again', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const importId = await bring(householdId, userId, CSV, account.id);
    const { rows } = await db().query<{ id: string }>(
      'SELECT id FROM transaction WHERE household_id = $1 ORDER BY date',
      [householdId],
    );
    const { changeId } = await removeTransactions(householdId, userId, [rows[0]?.id ?? '']);
    await revertImport(householdId, importId);
    await undoChange(householdId, changeId);
    const again = await findImport(
      householdId,
      await readReference(householdId),
      await bring(householdId, userId, CSV, account.id),
    );
    expect(again).toMatchObject({ rowsAdded: 1, rowsKnown: 1 });
  });

  test('a removal with its connection cannot be undone once a file has brought the rows again', async () => {
    const { householdId, userId, connectionId, named, transactions } = await connected();
    const { account } = await named('Albert');
    const { changeId } = await disconnect(householdId, userId, connectionId, true);
    await bring(householdId, userId, CSV, account.id);
    await expect(undoChange(householdId, changeId ?? '')).rejects.toThrow(
      '2 of its 4 transactions have been brought in again',
    );
    expect(await transactions()).toHaveLength(2);
  });

  test('a change from before transactions had an origin can still be undone', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const { changeId } = await removeTransactions(householdId, userId, [
      (await createTransaction(householdId, account.id)).id,
    ]);
    await db().query("UPDATE change_row SET before = before - 'origin' WHERE change_id = $1", [changeId]);
    expect(await undoChange(householdId, changeId)).toMatchObject([{ origin: 'PERSON' }]);
  });

  test('a removal whose account is gone is refused with a sentence', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const { changeId } = await removeTransactions(householdId, userId, [
      (await createTransaction(householdId, account.id)).id,
    ]);
    await removeAccount(householdId, account.id);
    await expect(undoChange(householdId, changeId)).rejects.toMatchObject({
      problems: [{ code: 'CONFLICT' }],
    });
  });
});
