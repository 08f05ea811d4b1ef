import { setTimeout as sleep } from 'node:timers/promises';
import { db, inTransaction, type Queryable } from '../../db/pool';
import { readReference } from '../../households/data';
import { commitImport, discardImport, revertImport, startImport } from '../../imports/mutations';
import { findImport } from '../../imports/data';
import { runImport } from '../../imports/run/mutations';
import { stopQueue } from '../../jobs/queue';
import { verifyLedger } from '../../ledger/verify';
import { removeAccount } from '../../accounts/mutations';
import { undoChange } from '../../changes/mutations';
import { countReviews, listReviews } from '../../reviews/data';
import { openReviews } from '../../reviews/mutations';
import { decideReview } from '../../reviews/decide/mutations';
import { lockLedger } from '../../ledger/mutations';
import { createAccount, createHousehold, createTransaction } from '../../testing/builders';
import { CONNECTED_ON, createWorld, type World } from '../../testing/bank-world';
import { setUpTestDatabase } from '../../testing/database';
import { recordStatements } from '../../testing/statements';
import { removeTransactions, updateTransactions } from '../../transactions/mutations';
import { addTransfer, linkTransfer } from '../../transfers/mutations';
import { findConnection } from '../connections/data';
import { disconnect, syncConnection } from '../connections/mutations';
import type { WrittenMovement } from '../mock-bank/server';
import { findBalanceProof } from '../proof/data';
import { takeMissingRows } from '../proof/mutations';
import { runSync } from './mutations';

setUpTestDatabase();
afterAll(stopQueue);

const NUMBER = 'CZ6508000000192000145399';
const OTHER = 'CZ9755000000000012345671';

function movement(key: string, date: string, amountMinor: bigint, payee: string, bookedOn = date): WrittenMovement {
  return { key, date, bookedOn, amountMinor, payee, text: 'Card payment' };
}

const PURCHASES = [
  movement('a', '2026-03-02', -12_000n, 'Albert'),
  movement('b', '2026-03-04', -5_500n, 'Kavárna'),
  movement('c', '2026-03-09', 2_500_000n, 'Zaměstnavatel'),
  movement('d', CONNECTED_ON, -8_900n, 'Lidl', '2026-03-13'),
];

async function connected(movements: WrittenMovement[] = PURCHASES, existing?: (world: World) => Promise<string>) {
  const world = await createWorld([{ number: NUMBER, name: 'Everyday', currency: 'CZK', type: 'CHECKING', openingMinor: 1_000_000n, movements }]);
  const accountId = await existing?.(world);
  const connectionId = await world.link(null);
  await world.follow(connectionId, () => (accountId ? { accountId } : { newAccount: true }));
  const named = async (payee: string) => {
    const found = (await world.transactions()).filter((transaction) => transaction.payee === payee);
    if (!found[0]) throw new Error(`There is no transaction ${payee}.`);
    return found[0];
  };
  const proof = async () => {
    const reference = await readReference(world.householdId);
    const account = [...reference.accounts.values()][0];
    return account ? findBalanceProof(world.householdId, reference, account) : null;
  };
  return { ...world, connectionId, named, proof };
}

async function bring(householdId: Parameters<typeof startImport>[0], userId: string, text: string, accountId: string): Promise<string> {
  const id = await startImport(householdId, userId, { name: 'statement', bytes: Buffer.from(text) }, accountId);
  await commitImport(householdId, id);
  await runImport(householdId, id);
  return id;
}

const CSV = 'Date;Amount;Payee\n2026-03-02;-120.00;Albert\n2026-03-04;-55.00;Kavárna\n';

describe('what is undone after the bank has gone on', () => {
  test('a removed pending row that has been booked meanwhile comes back booked, with the bank’s amount and the person’s words', async () => {
    const { householdId, userId, bank, sync, connectionId, named, nextDay, proof } = await connected();
    await updateTransactions(householdId, userId, [(await named('Lidl')).id], { notes: 'for the party' });
    const { changeId } = await removeTransactions(householdId, userId, [(await named('Lidl')).id]);
    nextDay();
    bank.play({ kind: 'BOOKED_DIFFERENTLY', changeMinor: -150 });
    await sync(connectionId);
    await undoChange(householdId, changeId);
    expect(await named('Lidl')).toMatchObject({ status: 'CLEARED', amountMinor: -9_050n, notes: 'for the party' });
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
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([{ kind: 'GONE', transaction: { payee: 'Kavárna' } }]);
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
    const { changeId } = await updateTransactions(householdId, userId, [(await named('Albert')).id], { notes: 'mine' });
    bank.play({ kind: 'CHANGED_AMOUNT', key: 'a', byMinor: -1_000 });
    await sync(connectionId);
    await expect(undoChange(householdId, changeId)).rejects.toThrow('cannot be undone');
    expect(await named('Albert')).toMatchObject({ notes: 'mine', amountMinor: -13_000n });
  });

  test('a link cannot be undone after one side was edited', async () => {
    const { householdId, userId } = await createHousehold();
    const [a, b] = [await createAccount(householdId), await createAccount(householdId)];
    const [out, into] = [await createTransaction(householdId, a.id), await createTransaction(householdId, b.id, { amount: '100.00' })];
    const { changeId } = await linkTransfer(householdId, userId, [out.id, into.id]);
    await updateTransactions(householdId, userId, [out.id], { notes: 'rent' });
    await expect(undoChange(householdId, changeId)).rejects.toThrow('cannot be undone');
  });

  test('moves never end with both sides of a transfer in one account', async () => {
    const { householdId, userId } = await createHousehold();
    const [a, b, c] = [await createAccount(householdId), await createAccount(householdId), await createAccount(householdId)];
    const transfer = await addTransfer(householdId, { fromAccountId: a.id, toAccountId: b.id, date: '2026-03-05', amount: '10.00' });
    const { changeId } = await updateTransactions(householdId, userId, [transfer.out.id], { accountId: c.id });
    await updateTransactions(householdId, userId, [transfer.in.id], { accountId: a.id });
    await expect(undoChange(householdId, changeId)).rejects.toThrow('one account');
  });

  test('a removal of what a reverted file brought can be undone, and the file does not bring it again', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const importId = await bring(householdId, userId, CSV, account.id);
    const { rows } = await db().query<{ id: string }>('SELECT id FROM transaction WHERE household_id = $1 ORDER BY date', [householdId]);
    const { changeId } = await removeTransactions(householdId, userId, [rows[0]?.id ?? '']);
    await revertImport(householdId, importId);
    await undoChange(householdId, changeId);
    const again = await findImport(householdId, await readReference(householdId), await bring(householdId, userId, CSV, account.id));
    expect(again).toMatchObject({ rowsAdded: 1, rowsKnown: 1 });
  });

  test('a removal with its connection cannot be undone once a file has brought the rows again', async () => {
    const { householdId, userId, connectionId, named, transactions } = await connected();
    const { account } = await named('Albert');
    const { changeId } = await disconnect(householdId, userId, connectionId, true);
    await bring(householdId, userId, CSV, account.id);
    await expect(undoChange(householdId, changeId ?? '')).rejects.toThrow('2 of its 4 transactions have been brought in again');
    expect(await transactions()).toHaveLength(2);
  });

  test('a change from before transactions had an origin can still be undone', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const { changeId } = await removeTransactions(householdId, userId, [(await createTransaction(householdId, account.id)).id]);
    await db().query("UPDATE change_row SET before = before - 'origin' WHERE change_id = $1", [changeId]);
    expect(await undoChange(householdId, changeId)).toMatchObject([{ origin: 'PERSON' }]);
  });

  test('a removal whose account is gone is refused with a sentence', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const { changeId } = await removeTransactions(householdId, userId, [(await createTransaction(householdId, account.id)).id]);
    await removeAccount(householdId, account.id);
    await expect(undoChange(householdId, changeId)).rejects.toMatchObject({ problems: [{ code: 'CONFLICT' }] });
  });
});

describe('the inbox', () => {
  test('keeps its question about a row that the bank leaves out once and shows again', async () => {
    const own = async ({ householdId }: World) => {
      const account = await createAccount(householdId, { openingBalance: '10000.00' });
      await createTransaction(householdId, account.id, { date: '2026-03-05', amount: '-120.00', payee: 'Something else' });
      return account.id;
    };
    const { householdId, provider, clock, connectionId, sync } = await connected(PURCHASES, own);
    expect(await countReviews(householdId, await readReference(householdId))).toBe(1);
    const without = { ...provider, fetchSince: async function* (...args: Parameters<typeof provider.fetchSince>) {
      const pages = provider.fetchSince(...args);
      for (let step = await pages.next(); ; step = await pages.next()) {
        if (step.done) return step.value;
        yield { ...step.value, rows: step.value.rows.filter(({ payee }) => payee !== 'Albert') };
      }
    } };
    await syncConnection(householdId, connectionId);
    const { rows } = await db().query<{ id: string }>(`SELECT id FROM bank_sync WHERE connection_id = $1 AND state = 'QUEUED'`, [connectionId]);
    await runSync(householdId, rows[0]?.id ?? '', { now: clock.now, providerOf: () => without });
    await sync(connectionId);
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([{ kind: 'MATCH', posting: { row: { payee: 'Albert' } } }]);
  });

  test('takes one transaction for one row of a bank only', async () => {
    const own = async ({ householdId }: World) => {
      const account = await createAccount(householdId, { openingBalance: '10000.00' });
      await createTransaction(householdId, account.id, { date: '2026-03-05', amount: '-120.00', payee: 'Something else' });
      return account.id;
    };
    const movements = [movement('a', '2026-03-04', -12_000n, 'Albert'), movement('b', '2026-03-06', -12_000n, 'Lidl')];
    const { householdId, userId } = await connected(movements, own);
    const [first, second] = await listReviews(householdId, await readReference(householdId));
    expect(second?.candidates).toHaveLength(1);
    await decideReview(householdId, userId, first?.id ?? '', 'ACCEPT', null);
    await expect(decideReview(householdId, userId, second?.id ?? '', 'ACCEPT', null)).rejects.toMatchObject({ problems: [{ code: 'CONFLICT' }] });
    await decideReview(householdId, userId, second?.id ?? '', 'REFUSE', null);
  });

  test('shows what is open however much has settled itself before it', async () => {
    const { householdId } = await createHousehold();
    const account = await createAccount(householdId);
    const transaction = await createTransaction(householdId, account.id);
    const question = (transactionId: string) => ({ kind: 'GONE', accountId: account.id, transactionId, postingId: null, candidates: [] }) as const;
    const gone = Array.from({ length: 201 }, (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`);
    const { statements } = await recordStatements(() => inTransaction(async (tx) => openReviews(await lockLedger(tx, householdId), [...gone, transaction.id].map((id) => ({ ...question(id), candidates: [] })))));
    // A file in other words may ask about each of its rows.
    expect(statements.filter((text) => text.includes('review'))).toHaveLength(1);
    expect(await inTransaction(async (tx) => openReviews(await lockLedger(tx, householdId), [{ ...question(transaction.id), candidates: [transaction.id] }]))).toBe(0);
    expect(await countReviews(householdId, await readReference(householdId))).toBe(1);
    expect(await listReviews(householdId, await readReference(householdId))).toMatchObject([{ transaction: { id: transaction.id }, candidates: [{ id: transaction.id }] }]);
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
    expect(await proof()).toMatchObject({ differenceMinor: 12_000n, candidates: [{ kind: 'CHANGED', effectMinor: 12_000n, transaction: { id: albert.id }, explains: true }] });
    await expect(takeMissingRows(householdId, albert.account.id)).rejects.toMatchObject({ problems: [{ code: 'CONFLICT' }] });
    expect(await transactions()).toHaveLength(4);
  });

  test('takes nothing in twice that was moved to another account', async () => {
    const { householdId, userId, named, transactions } = await connected();
    const albert = await named('Albert');
    await updateTransactions(householdId, userId, [albert.id], { accountId: (await createAccount(householdId)).id });
    await expect(takeMissingRows(householdId, albert.account.id)).rejects.toMatchObject({ problems: [{ code: 'CONFLICT' }] });
    expect(await transactions()).toHaveLength(4);
  });
});

describe('a connection that is renewed or changed while a run is under way', () => {
  /** Starts a run that waits at the bank's balance until it is let go. */
  async function heldRun({ householdId, connectionId, provider, clock }: World & { connectionId: string }) {
    let release = () => {};
    let reached = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const waits = new Promise<void>((resolve) => (reached = resolve));
    const slow = { ...provider, balance: async (...args: Parameters<typeof provider.balance>) => {
      reached();
      await gate;
      return provider.balance(...args);
    } };
    await syncConnection(householdId, connectionId);
    const { rows } = await db().query<{ id: string }>(`SELECT id FROM bank_sync WHERE connection_id = $1 AND state = 'QUEUED'`, [connectionId]);
    const run = runSync(householdId, rows[0]?.id ?? '', { now: clock.now, providerOf: () => slow });
    await waits;
    return { release, run };
  }

  test('keeps the new consent, whatever becomes of the old run', async () => {
    const world = await connected();
    const { release, run } = await heldRun(world);
    world.bank.play({ kind: 'TOKEN_REVOKED' });
    await world.link(world.connectionId);
    release();
    await run;
    expect(await world.sync(world.connectionId, false)).toMatchObject({ state: 'DONE', problem: null });
    expect(await findConnection(world.householdId, await readReference(world.householdId), world.connectionId)).toMatchObject({ state: 'ACTIVE', problem: null });
  });

  test('is never read as it was before the run beside the run as it ended', async () => {
    const world = await connected();
    const { householdId, connectionId } = world;
    const { release, run } = await heldRun(world);
    world.bank.play({ kind: 'TOKEN_REVOKED' });
    const endsMeanwhile = async (text: string, values: unknown[]) => {
      const answer = await db().query(text, values);
      release();
      await run;
      return answer;
    };
    const reference = await readReference(householdId);
    const read = await findConnection(householdId, reference, connectionId, { query: endsMeanwhile as unknown as Queryable['query'] });
    expect(['ACTIVE beside RUNNING', 'ENDED beside FAILED']).toContain(`${read?.state} beside ${read?.lastSync?.state}`);
    expect(await findConnection(householdId, reference, connectionId)).toMatchObject({ state: 'ENDED', problem: { code: 'CONSENT_ENDED' }, lastSync: { state: 'FAILED', problem: { code: 'CONSENT_ENDED' }, finishedAt: expect.any(Date) } });
  });

  test('fetches an account that was chosen meanwhile at once', async () => {
    const account = (number: string) => ({ number, name: `Account ${number.slice(-4)}`, currency: 'CZK', type: 'CHECKING' as const, openingMinor: 0n, movements: [movement('a', '2026-03-04', -12_000n, `Shop ${number.slice(-4)}`)] });
    const world = await createWorld([account(NUMBER), account(OTHER)]);
    const connectionId = await world.link(null);
    await world.follow(connectionId, (number) => (number === NUMBER ? { newAccount: true } : {}));
    const { release, run } = await heldRun({ ...world, connectionId });
    const [first] = (await readReference(world.householdId)).accounts.values();
    await world.follow(connectionId, (number) => (number === NUMBER ? { accountId: first?.id ?? '' } : { newAccount: true }));
    release();
    await run;
    await world.sync(connectionId, false);
    expect((await world.transactions()).map(({ payee }) => payee).sort()).toEqual(['Shop 5399', 'Shop 5671']);
  });

  test('still ties the opening balance of a new account when it is renewed before its first run', async () => {
    const world = await createWorld([{ number: NUMBER, name: 'Everyday', currency: 'CZK', type: 'CHECKING', openingMinor: 1_000_000n, movements: PURCHASES }]);
    const connectionId = await world.link(null);
    world.bank.play({ kind: 'RATE_LIMITED' });
    await world.follow(connectionId);
    await world.link(connectionId);
    await world.sync(connectionId, false);
    expect([...(await readReference(world.householdId)).accounts.values()]).toMatchObject([{ openingBalanceMinor: 1_000_000n }]);
  });

  test('books what was pending when it was disconnected, once it is connected again', async () => {
    const { householdId, userId, connectionId, bank, link, follow, named, nextDay, transactions } = await connected();
    const { account } = await named('Lidl');
    await disconnect(householdId, userId, connectionId, false);
    nextDay();
    bank.play({ kind: 'BOOKED_DIFFERENTLY', changeMinor: -150 });
    bank.play({ kind: 'RELINKED' });
    await follow(await link(null), () => ({ accountId: account.id }));
    expect((await transactions()).map(({ payee, amountMinor, status }) => `${payee} ${amountMinor} ${status}`).sort()).toEqual(['Albert -12000 CLEARED', 'Kavárna -5500 CLEARED', 'Lidl -9050 CLEARED', 'Zaměstnavatel 2500000 CLEARED']);
  });
});

describe('an import', () => {
  test('that two workers have in hand brings its rows and its counts once', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    const id = await startImport(householdId, userId, { name: 'statement', bytes: Buffer.from(CSV) }, account.id);
    await commitImport(householdId, id);
    await Promise.all([runImport(householdId, id), runImport(householdId, id), runImport(householdId, id)]);
    expect(await findImport(householdId, await readReference(householdId), id)).toMatchObject({ status: 'DONE', rowsAdded: 2, rowsKnown: 0, rowsDone: 2 });
    expect((await verifyLedger(householdId)).transactions).toBe(2);
  });

  test('is committed or discarded when both are asked for at once, never both', async () => {
    const { householdId, userId } = await createHousehold();
    const account = await createAccount(householdId);
    for (let round = 0; round < 10; round++) {
      const id = await startImport(householdId, userId, { name: 'statement', bytes: Buffer.from(CSV) }, account.id);
      const [commit, discard] = await Promise.allSettled([commitImport(householdId, id), discardImport(householdId, id)]);
      const found = await findImport(householdId, await readReference(householdId), id);
      expect([commit.status === 'fulfilled', discard.status === 'fulfilled']).toEqual([found !== null, found === null]);
    }
    // The other way round and slowly: the discarding has not ended when the commit looks.
    const id = await startImport(householdId, userId, { name: 'statement', bytes: Buffer.from(CSV) }, account.id);
    let commit: Promise<void> = Promise.resolve();
    await inTransaction(async (tx) => {
      await tx.query('DELETE FROM import WHERE id = $1', [id]);
      commit = commitImport(householdId, id);
      commit.catch(() => {});
      await sleep(300);
    });
    await expect(commit).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });

  test('that is taken back leaves what a bank has shown too, with the person’s words', async () => {
    const file = async ({ householdId, userId }: World) => {
      const account = await createAccount(householdId, { openingBalance: '10000.00' });
      await bring(householdId, userId, CSV, account.id);
      return account.id;
    };
    const { householdId, userId, named, sync, connectionId, proof, transactions } = await connected(PURCHASES, file);
    await updateTransactions(householdId, userId, [(await named('Albert')).id], { notes: 'mine' });
    await removeTransactions(householdId, userId, [(await named('Kavárna')).id]);
    const { rows } = await db().query<{ id: string }>('SELECT id FROM import WHERE household_id = $1', [householdId]);
    await revertImport(householdId, rows[0]?.id ?? '');
    await sync(connectionId);
    expect(await named('Albert')).toMatchObject({ notes: 'mine', origin: 'BANK' });
    expect(await transactions()).toHaveLength(3);
    expect(await proof()).toMatchObject({ differenceMinor: 5_500n, candidates: [{ kind: 'MISSING', explains: true }] });
  });
});
