import fc from 'fast-check';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { addCategory } from '@/lib/ledger/categories/mutations';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { incomeAndExpenses } from '@/lib/ledger/cells/worth';
import { addCell, countIn, emptyCell } from '@/lib/ledger/cells/cell';
import { book } from '@/lib/ledger/door/door';
import { postingsOf } from '@/lib/ledger/postings/postings';
import type { Account } from '@/lib/ledger/reference/account';
import { type Reference, referenceFor } from '@/lib/ledger/reference/data';
import { draftTransaction, type Transaction } from '@/lib/ledger/rows/types';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import type { HouseholdId } from '@/lib/platform/scope';
import { householdVault } from '@/lib/platform/vault/household-vault';
import {
  categoryId,
  createAccount,
  createHousehold,
  createMember,
  referenceOf,
} from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import type { TransactionOrder } from './cursor';
import { countTransactions, cursorOf, listTransactions } from './data';
import { transactionFilter, type TransactionFilter } from './filter';
import { removeTransactions } from './mutations';
import { sumTransactions } from './sums';

setUpTestDatabase();
afterAll(stopQueue);

const TEXTS = [
  "O'Reilly Media",
  'H&M',
  'E.ON 1200',
  'Łódź straße',
  'Albert Praha',
  'Alza 35,50',
  'x',
  '🍕',
  null,
];
const SEARCHES = [
  ['oreilly', 'hm', 'eon', 'lodz', 'STRASSE', 'alb', 'al', 'a', 'praha alb', 'a o', 'media o'],
  ['1200', '1 200', '-35,50', '+35.5', '35', '3', 'alza 35,50', '12', '+++', '🍕', ' ', ''],
].flat();
const AMOUNTS = [120_000n, -120_000n, -3_550n, 3_550n, -3_500n, -1n, 100n];
const DAYS = ['2026-01-01', '2026-01-31', '2026-02-14', '2026-02-28', '2026-03-01', '2026-03-31'];
const STATUSES = ['PENDING', 'CLEARED', 'RECONCILED'] as const;

const pick = fc.nat(20);
const row = fc.record({
  account: pick,
  category: pick,
  date: fc.constantFrom(...DAYS),
  amountMinor: fc.constantFrom(...AMOUNTS),
  status: fc.constantFrom(...STATUSES),
  payee: fc.constantFrom(...TEXTS),
  notes: fc.constantFrom(...TEXTS),
  variable: fc.constantFrom('1200', '35501', undefined),
});
/** Few conditions at a time, or nothing would ever match all of them. */
const given = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight, arbitrary });
const some = <T>(arbitrary: fc.Arbitrary<T>) => given(fc.array(arbitrary, { maxLength: 3 }));
const day = given(fc.constantFrom(...DAYS, '2026-02-27', '2025-12-31'));
const filter = fc.record({
  accounts: some(pick),
  categories: some(pick),
  uncategorized: given(fc.boolean()),
  kinds: given(fc.constantFrom(['EXPENSE' as const], ['INCOME' as const, 'TRANSFER' as const], [])),
  statuses: given(fc.subarray([...STATUSES])),
  from: day,
  to: day,
  minAmount: given(fc.constantFrom('0', '35', '35.5', '1200.001')),
  maxAmount: given(fc.constantFrom('0.01', '35.50', '1200', '99999')),
  text: given(fc.oneof(fc.constantFrom(...SEARCHES), fc.string({ maxLength: 6 })), 5),
  importId: given(fc.constantFrom('ours', '0190a000-0000-7000-8000-000000000000', 'none')),
});

/**
 * A household with accounts of three exponents, one of them hidden from who reads, and a row that a file
 * brought.
 */
async function createWorld(rows: (typeof row extends fc.Arbitrary<infer T> ? T : never)[]) {
  const { householdId, userId } = await createHousehold();
  const other = await createMember(householdId, 'MEMBER');
  const accounts: Account[] = [];
  for (const currency of ['CZK', 'CZK', 'JPY', 'KWD'])
    accounts.push(await createAccount(householdId, { currency }));
  const groceries = await categoryId(householdId, 'Groceries');
  const { id: sweets } = await addCategory(householdId, {
    name: 'Sweets',
    kind: 'EXPENSE',
    parentId: groceries,
  });
  const categories = [groceries, sweets, await categoryId(householdId, 'Salary'), null];
  const file = { name: 'a.csv', bytes: Buffer.from('Datum;Částka;Popis\n3.2.2026;-35,50;Albert') };
  const importId = await startImport(householdId, userId, file, accounts[0]!.id);
  await commitImport(householdId, importId);
  await runImport(householdId, importId);
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const added = rows.map(({ account, category, variable, ...said }) =>
      draftTransaction({
        ...said,
        account: accounts[account % accounts.length]!,
        category: ledger.reference.categories.get(categories[category % categories.length] ?? '') ?? null,
        bank: variable === undefined ? undefined : { variable },
      }),
    );
    await book(ledger, { added, cause: { by: 'PERSON', userId } });
  });
  await db().query('UPDATE account SET private_to_id = $2 WHERE id = $1', [accounts[1]!.id, other.userId]);
  return { householdId, userId, importId, accounts: accounts.map(({ id }) => id), categories };
}

/** Everything by paging, as a selection of all that match is made. */
async function selectAll(
  householdId: HouseholdId,
  reference: Reference,
  asked: TransactionFilter,
  orderBy: TransactionOrder,
): Promise<Transaction[]> {
  const found: Transaction[] = [];
  for (let after: string | null = null; ;) {
    const request = { first: 5, after, filter: asked, orderBy };
    const page = await listTransactions(householdId, reference, request);
    found.push(...page.transactions);
    const last = page.transactions.at(-1);
    if (!page.hasNextPage || !last) return found;
    after = cursorOf(last, orderBy);
  }
}

const idsOf = (rows: readonly Transaction[]) => rows.map(({ id }) => id).sort();

test(
  'list, count, sums and what is selected of all agree with the test of each row, whatever is asked for',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 25 }),
        fc.array(filter, { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        async (rows, filters, isCurrent) => {
          const { householdId, userId, importId, accounts, categories } = await createWorld(rows);
          if (!isCurrent) {
            await db().query(`UPDATE transaction SET search_tokens = '{}' WHERE household_id = $1`, [
              householdId,
            ]);
            await db().query('UPDATE household SET search_index = 1 WHERE id = $1', [householdId]);
          }
          await db().query('UPDATE household SET reference_version = reference_version + 1 WHERE id = $1', [
            householdId,
          ]);
          const reference = referenceFor(await referenceOf(householdId), userId);
          const vault = await householdVault(householdId);
          const all = await selectAll(householdId, reference, {}, 'DATE_ASC');
          let selected: Transaction[] = [];
          for (const { accounts: ofAccounts, categories: ofCategories, ...rest } of filters) {
            const asked: TransactionFilter = {
              ...rest,
              accountIds: ofAccounts?.map((index) => accounts[index % accounts.length] ?? ''),
              categoryIds: ofCategories?.map((index) => categories[index % categories.length] ?? 'none'),
              importId: rest.importId === 'ours' ? importId : rest.importId,
            };
            const { matches, counts } = transactionFilter(asked, vault, reference);
            const expected = all.filter(matches);
            selected = await selectAll(householdId, reference, asked, 'DATE_DESC');
            expect({ asked, ids: idsOf(selected) }).toEqual({ asked, ids: idsOf(expected) });
            const byAmount = await selectAll(householdId, reference, asked, 'AMOUNT_ASC');
            expect({ asked, ids: idsOf(byAmount) }).toEqual({ asked, ids: idsOf(expected) });
            const count = await countTransactions(householdId, reference, asked);
            expect({ asked, count }).toEqual({ asked, count: expected.length });
            const sums = await sumTransactions(householdId, reference, asked);
            expect({ asked, sums }).toEqual({ asked, sums: sumsOf(expected, counts, reference) });
          }
          if (selected.length === 0) return;
          await removeTransactions(householdId, userId, idsOf(selected), true);
          const left = await selectAll(householdId, reference, {}, 'DATE_ASC');
          expect(idsOf(left)).toEqual(idsOf(all.filter(({ id }) => !selected.some((one) => one.id === id))));
        },
      ),
      { numRuns: Number(process.env.SALDO_PROPERTY_RUNS ?? 40), seed: 20_261_201 },
    );
  },
  10 * 60_000,
);

/** The sums in the plainest words there are. */
function sumsOf(
  rows: readonly Transaction[],
  counts: ReturnType<typeof transactionFilter>['counts'],
  reference: Reference,
) {
  const currencies = [...new Set(rows.map(({ account }) => account.currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter(({ account }) => account.currency === currency);
    const postings = own.flatMap(postingsOf).filter(counts);
    const sum = emptyCell();
    for (const { kind, amountMinor, categoryId: id } of postings) {
      const cell = emptyCell();
      countIn(cell, kind, amountMinor, null, 1);
      addCell(sum, incomeAndExpenses(reference.categories.get(id ?? '')?.kind ?? null, cell));
    }
    return {
      currency,
      count: postings.length,
      incomeMinor: sum.income,
      expensesMinor: sum.expenses,
      netMinor: postings.reduce((net, { amountMinor }) => net + amountMinor, 0n),
    };
  });
}
