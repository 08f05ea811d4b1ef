import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { HouseholdId } from '@/lib/platform/scope';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { sumByAccount } from '@/lib/ledger/cells/data';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { book } from '@/lib/ledger/door/door';
import { draftTransaction } from '@/lib/ledger/rows/types';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createBooks, STATEMENT } from '@/lib/testing/books';
import { createAccount, createHousehold, referenceOf } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { unzip } from '@/lib/testing/zip';
import { restoreExport } from '@/lib/exchange/restore/mutations';
import { startExport } from './write';

setUpTestDatabase();

const actorOf = ({ userId, email }: { userId: string; email: string }) => ({
  user: { id: userId, email, name: null },
  device: null,
  address: null,
});
const download = (householdId: HouseholdId, userId: string) => buffer(startExport(householdId, userId));

/** Balances by name, as the pages show them. */
async function balances(householdId: HouseholdId): Promise<[string, bigint][]> {
  const sums = await sumByAccount(householdId);
  return [...(await referenceOf(householdId)).accounts.values()]
    .map(({ id, name, openingBalanceMinor }): [string, bigint] => [
      name,
      openingBalanceMinor + (sums.get(id) ?? 0n),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

let books: Awaited<ReturnType<typeof createBooks>>;
beforeAll(async () => {
  books = await createBooks();
}, 120_000);
afterAll(() => books.bank.close());

test('an export that is brought into an empty household comes out of it again, byte for byte', async () => {
  const first = await download(books.householdId, books.userId);
  const files = await unzip(first);
  expect(Object.keys(files)).toEqual([
    'household.jsonl',
    'accounts.jsonl',
    'categories.jsonl',
    'csv-layouts.jsonl',
    'transactions.jsonl',
    'transfers.jsonl',
    'bank-rows.jsonl',
    'stated-balances.jsonl',
    'questions.jsonl',
    'transactions.csv',
    'manifest.json',
  ]);
  const { rows } = JSON.parse(files['manifest.json'] ?? '') as { rows: Record<string, number> };
  for (const [name, count] of Object.entries(rows)) {
    expect({ name, lines: files[`${name}.jsonl`]?.split('\n').length }).toEqual({ name, lines: count + 1 });
    expect({ name, some: count > 0 }).toEqual({ name, some: true });
  }
  const lines = (name: string) =>
    (files[name] ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(
    lines('transfers.jsonl')
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['LINKED', 'REFUSED']);
  expect(lines('bank-rows.jsonl').some(({ removed }) => removed)).toBe(true);
  expect(lines('transactions.jsonl').map(({ origin }) => origin)).toEqual(
    expect.arrayContaining(['PERSON', 'FILE', 'BANK']),
  );
  expect(
    lines('transactions.jsonl').some(({ bankValues }) => Object.keys(bankValues as object).length > 0),
  ).toBe(true);

  const empty = await createHousehold({ baseCurrency: 'EUR' });
  await restoreExport(empty.householdId, actorOf(empty), first);
  expect(await unzip(await download(empty.householdId, empty.userId))).toEqual(files);
  expect(await verifyLedger(empty.householdId)).toMatchObject({
    transactions: rows.transactions,
    differences: [],
  });
  expect(await balances(empty.householdId)).toEqual(
    (await balances(books.householdId)).filter(([name]) => name !== 'Their secret'),
  );
}, 60_000);

test('an account that is private to another person, and all that hangs on it, is not in one’s export', async () => {
  const text = Object.values(await unzip(await download(books.householdId, books.userId))).join('\n');
  expect(text).toContain('Only mine');
  expect(text).not.toMatch(/Their secret|Only theirs|77\.77/);
  const theirs = Object.values(await unzip(await download(books.householdId, books.other.userId))).join('\n');
  expect(theirs).toContain('Only theirs');
  expect(theirs).not.toMatch(/My secret|Only mine/);
});

test('a statement that had been imported before is recognised after an export was brought in, and what was removed stays away', async () => {
  const household = await createHousehold();
  await restoreExport(
    household.householdId,
    actorOf(household),
    await download(books.householdId, books.userId),
  );
  const cash = [...(await referenceOf(household.householdId)).accounts.values()].find(
    ({ name }) => name === '=Cash',
  );
  const count = async () =>
    (await db().query('SELECT FROM transaction WHERE household_id = $1', [household.householdId])).rowCount;
  const before = await count();
  const id = await startImport(
    household.householdId,
    household.userId,
    { name: 'again.csv', bytes: Buffer.from(STATEMENT) },
    cash?.id ?? null,
  );
  await commitImport(household.householdId, id);
  await runImport(household.householdId, id);
  expect(await count()).toBe(before);
  expect((await verifyLedger(household.householdId)).differences).toEqual([]);
});

test('nothing of an export names an id of the database, a token or the bank’s key', async () => {
  const text = Object.values(await unzip(await download(books.householdId, books.userId))).join('\n');
  const { rows } = await db().query<{ id: string }>(
    `SELECT id FROM transaction WHERE household_id = $1 UNION ALL SELECT id FROM account
      WHERE household_id = $1 UNION ALL SELECT id FROM bank_posting WHERE household_id = $1 UNION ALL
      SELECT $1 UNION ALL SELECT $2`,
    [books.householdId, books.userId],
  );
  expect(rows.filter(({ id }) => text.includes(id))).toEqual([]);
  expect(text).not.toMatch(/access|refresh|example\.com/);
});

test('an export shows one moment, whatever is written while it is read', async () => {
  const before = await unzip(await download(books.householdId, books.userId));
  const stream = startExport(books.householdId, books.userId);
  await new Promise((resolve) => stream.once('readable', resolve));
  await db().query(`UPDATE transaction SET status = 'RECONCILED' WHERE household_id = $1`, [
    books.householdId,
  ]);
  expect(await unzip(await buffer(stream))).toEqual(before);
});

test('a reader that takes nothing is not waited for, and the file it gets is not taken for a whole one', async () => {
  const household = await createHousehold();
  const account = await createAccount(household.householdId);
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, household.householdId);
    // Signs that no compression makes small, and that the search index knows nothing of.
    const signs = '!#$%&()*+,-./:;<=>?@[]^_{|}~§°¤¬';
    const noise = () => Array.from(randomBytes(200), (byte) => signs[byte % signs.length]).join('');
    const added = Array.from({ length: 5_000 }, () =>
      draftTransaction({
        account,
        date: '2026-03-01',
        amountMinor: -1n,
        description: noise(),
      }),
    );
    await book(ledger, { added, cause: { by: 'PERSON', userId: null } });
  });
  const stream = startExport(household.householdId, household.userId, 200);
  await new Promise((resolve) => stream.once('close', resolve));
  for (let tries = 0; db().idleCount < db().totalCount && tries < 500; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(db().idleCount).toBe(db().totalCount);
  await expect(buffer(stream)).rejects.toThrow();
  expect(Object.keys(await unzip(await download(household.householdId, household.userId)))).toHaveLength(11);
});

test('an export that is broken off gives its connection back and leaves room for others', async () => {
  for (let time = 0; time < 5; time++) {
    const stream = startExport(books.householdId, books.userId);
    await new Promise((resolve) => stream.once('readable', resolve));
    stream.destroy();
    for (let tries = 0; db().idleCount < db().totalCount && tries < 500; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(db().idleCount).toBe(db().totalCount);
  }
  const streams = [
    startExport(books.householdId, books.userId),
    startExport(books.householdId, books.userId),
  ];
  expect(() => startExport(books.householdId, books.userId)).toThrow('try again in a minute');
  await Promise.all(streams.map(buffer));
  expect((await download(books.householdId, books.userId)).length).toBeGreaterThan(1_000);
});
