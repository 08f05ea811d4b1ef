import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import type { HouseholdId } from '@/lib/platform/scope';
import { createAccount, createHousehold, createTransaction, referenceOf } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { countTransactions, listPayees, listTransactions } from './data';
import { readSearch } from './text';

setUpTestDatabase();
afterAll(stopQueue);

const ROWS: { payee: string; amount: string; notes?: string; in?: 'KWD' | 'JPY' }[] = [
  { payee: "O'Reilly Media", amount: '-1200.00' },
  { payee: 'H&M', amount: '-1200.50' },
  { payee: 'E.ON Energie', amount: '-35.50' },
  { payee: 'Hotel w Łodzi', amount: '35.50' },
  { payee: 'Bäckerei Hauptstraße', amount: '-3.55' },
  { payee: 'Bøgen', amount: '-4.00', notes: 'gate 1200, code 35,50' },
  { payee: 'Diyarbakır Kebap', amount: '-5.00' },
  { payee: 'Đorđe', amount: '1200.00' },
  { payee: 'Dinars', amount: '-35.500', in: 'KWD' },
  { payee: 'Yen', amount: '-1200', in: 'JPY' },
];

async function createRows(): Promise<HouseholdId> {
  const { householdId } = await createHousehold();
  const accounts = {
    CZK: await createAccount(householdId),
    KWD: await createAccount(householdId, { currency: 'KWD' }),
    JPY: await createAccount(householdId, { currency: 'JPY' }),
  };
  for (const { in: currency = 'CZK', ...row } of ROWS)
    await createTransaction(householdId, accounts[currency].id, row);
  return householdId;
}

async function search(householdId: HouseholdId, text: string) {
  const reference = await referenceOf(householdId);
  const request = { first: 50, after: null, filter: { text }, orderBy: 'DATE_DESC' as const };
  const { transactions } = await listTransactions(householdId, reference, request);
  expect(await countTransactions(householdId, reference, { text })).toBe(transactions.length);
  return transactions.map(({ payee }) => payee).sort();
}

const EXAMPLES: [string, string[]][] = [
  ['oreilly', ["O'Reilly Media"]],
  ["o'reilly", ["O'Reilly Media"]],
  ['O’Rei', ["O'Reilly Media"]],
  ['reilly', ["O'Reilly Media"]],
  ['hm', ['H&M']],
  ['h&m', ['H&M']],
  ['eon', ['E.ON Energie']],
  ['e.on', ['E.ON Energie']],
  ['lodz', ['Hotel w Łodzi']],
  ['ŁODZI', ['Hotel w Łodzi']],
  ['hauptstrasse', ['Bäckerei Hauptstraße']],
  ['straße', []],
  ['HAUPTSTRAẞE', ['Bäckerei Hauptstraße']],
  ['bogen', ['Bøgen']],
  ['diyarbakir', ['Diyarbakır Kebap']],
  ['dorde', ['Đorđe']],
  ['ke', ['Diyarbakır Kebap']],
  ['o', ["O'Reilly Media", 'E.ON Energie']],
  ['on energie', ['E.ON Energie']],
  ['1 200', ["O'Reilly Media", 'Yen', 'Đorđe']],
  ['1\u00a0200,00', ["O'Reilly Media", 'Yen', 'Đorđe']],
  ['1\u202f200', ["O'Reilly Media", 'Yen', 'Đorđe']],
  ['1200', ['Bøgen', "O'Reilly Media", 'Yen', 'Đorđe']],
  ['1.200,00', ["O'Reilly Media", 'Yen', 'Đorđe']],
  ['1,200.50', ['H&M']],
  ['1200.5', ['H&M']],
  ['-1 200', ["O'Reilly Media", 'Yen']],
  ['−1 200', ["O'Reilly Media", 'Yen']],
  ['+1200', ['Bøgen', 'Đorđe']],
  ['+1200,00', ['Đorđe']],
  ['-35,50', ['Bøgen', 'Dinars', 'E.ON Energie']],
  ['35.50', ['Bøgen', 'Dinars', 'E.ON Energie', 'Hotel w Łodzi']],
  ['+35.500', ['Hotel w Łodzi']],
  ['4', ['Bøgen']],
  ['dinars 35,5', ['Dinars']],
  ['reilly 35,5', []],
  ['%', []],
  ['🍕', []],
  ['+++', []],
];

test('each way of typing finds the rows that are meant, and no other', async () => {
  const householdId = await createRows();
  for (const [text, payees] of EXAMPLES)
    expect({ text, payees: await search(householdId, text) }).toEqual({ text, payees: payees.sort() });
});

test('they are found alike as long as the tokens of an older version are there', async () => {
  const householdId = await createRows();
  await db().query(`UPDATE transaction SET search_tokens = '{}' WHERE household_id = $1`, [householdId]);
  await db().query(
    'UPDATE household SET search_index = 1, reference_version = reference_version + 1 WHERE id = $1',
    [householdId],
  );
  for (const [text, payees] of EXAMPLES)
    expect({ text, payees: await search(householdId, text) }).toEqual({ text, payees: payees.sort() });
});

test('amounts and words of three letters are asked of the index, without opening what does not have them', async () => {
  const householdId = await createRows();
  // Whoever opens one of these rows fails.
  await db().query(`UPDATE transaction SET sealed = 'broken' WHERE household_id = $1`, [householdId]);
  const count = async (text: string) =>
    countTransactions(householdId, await referenceOf(householdId), { text });
  for (const text of ['77 777', '-88,50', '88.5', '99999', 'hotel 99999'])
    await expect(count(text)).resolves.toBe(0);
  await expect(count('reilly')).resolves.toBe(1);
  await expect(count('hm')).rejects.toThrow();
});

test('payees are suggested by short beginnings and by joined names', async () => {
  const householdId = await createRows();
  const suggested = async (text: string) =>
    (await listPayees(householdId, await referenceOf(householdId), text, 20)).map(({ payee }) => payee);
  expect(await suggested('h')).toEqual(expect.arrayContaining(['H&M', 'Hotel w Łodzi']));
  expect(await suggested('hm')).toEqual(['H&M']);
  expect(await suggested('1200')).toEqual([]);
  expect(await suggested('')).toHaveLength(ROWS.length);
});

test.each([
  ['1.200', ['+1.2', '-1.2', '+1200', '-1200']],
  ['1.234.567,80', ['+1234567.8', '-1234567.8']],
  ['-0,50', ['-0.5']],
  ['007', ['+7', '-7']],
  ['1.2.2026', []],
  ['2026-01-02', []],
  ['1,2,3', []],
])('%s reads as these amounts', (text, amounts) => {
  expect(readSearch(text).flatMap((part) => part.amounts)).toEqual(amounts);
});
