import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { RATES_VERSION } from '@/lib/core/rates/data';
import { overview } from '@/lib/insight/overview/data';
import { addCategory } from '@/lib/ledger/categories/mutations';
import type { TransactionFilter } from '@/lib/ledger/transactions/filter';
import { sumTransactions } from '@/lib/ledger/transactions/sums';
import { addTransfer } from '@/lib/ledger/transfers/mutations';
import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { parseDecimal } from '@/lib/core/money/decimal';
import {
  categoryId,
  createAccount,
  createHousehold,
  createTransaction,
  referenceOf,
} from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { unzip } from '@/lib/testing/zip';
import { startExport } from './exports/write';
import { readFacts } from './notices/send/data';

setUpTestDatabase();
afterAll(stopQueue);

const CATEGORIES = ['Groceries', 'Sweets', 'Salary', 'Interest back', null] as const;
/**
 * A whole number, so that every amount in euros is exact in crowns and sums can be compared to the last
 * heller.
 */
const RATE = 25n;
const SURFACES = [
  'months',
  'edges',
  'categories',
  'list',
  'list, row by row',
  'list by category',
  'mail',
  'CSV',
];

type Row = { currency: 'CZK' | 'EUR'; category: (typeof CATEGORIES)[number]; minor: bigint; day: number };
const row: fc.Arbitrary<Row> = fc.record({
  currency: fc.constantFrom('CZK' as const, 'EUR' as const),
  category: fc.constantFrom(...CATEGORIES),
  minor: fc.bigInt({ min: -500_000n, max: 500_000n }).filter((minor) => minor !== 0n),
  day: fc.integer({ min: 1, max: 28 }),
});

const inCrowns = ({ currency, minor }: Pick<Row, 'currency' | 'minor'>) =>
  currency === 'EUR' ? RATE * minor : minor;
const decimal = (minor: bigint) =>
  `${minor / 100n}`.replace(/^0$/, minor < 0n ? '-0' : '0') +
  `.${String(minor < 0n ? -(minor % 100n) : minor % 100n).padStart(2, '0')}`;

/** The definition in the plainest words there are, to compare with. */
function expected(rows: readonly Row[]) {
  const isIncome = ({ category, minor }: Row) =>
    category === null ? minor > 0n : ['Salary', 'Interest back'].includes(category);
  const sum = (some: readonly Row[]) => some.reduce((total, one) => total + inCrowns(one), 0n);
  return {
    incomeMinor: sum(rows.filter(isIncome)),
    expensesMinor: sum(rows.filter((one) => !isIncome(one))),
  };
}

type Totals = { incomeMinor: bigint; expensesMinor: bigint };
const add = (all: readonly Totals[]): Totals => ({
  incomeMinor: all.reduce((sum, { incomeMinor }) => sum + incomeMinor, 0n),
  expensesMinor: all.reduce((sum, { expensesMinor }) => sum + expensesMinor, 0n),
});

test('whatever was booked, refunds, transfers and all, every surface tells the same income and expenses', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), async (rows) => {
      const { householdId, userId } = await createHousehold();
      await db().query('UPDATE "user" SET monthly_summary = true WHERE id = $1', [userId]);
      await db().query(
        `INSERT INTO exchange_rate (source, base, quote, date, rate)
          VALUES ('CNB', 'EUR', 'CZK', '2026-01-30', 25), ('CNB', 'EUR', 'CZK', '2026-02-06', 25), ('CNB',
          'EUR', 'CZK', '2026-02-13', 25), ('CNB', 'EUR', 'CZK', '2026-02-20', 25), ('CNB', 'EUR', 'CZK',
          '2026-02-27', 25) ON CONFLICT DO NOTHING`,
      );
      const accounts = {
        CZK: await createAccount(householdId),
        EUR: await createAccount(householdId, { currency: 'EUR' }),
      };
      const [groceries, salary] = [
        await categoryId(householdId, 'Groceries'),
        await categoryId(householdId, 'Salary'),
      ];
      const ids = new Map<Row['category'], string | null>([
        ['Groceries', groceries],
        [
          'Sweets',
          (await addCategory(householdId, { name: 'Sweets', kind: 'EXPENSE', parentId: groceries })).id,
        ],
        ['Salary', salary],
        [
          'Interest back',
          (await addCategory(householdId, { name: 'Interest back', kind: 'INCOME', parentId: salary })).id,
        ],
        [null, null],
      ]);
      for (const { currency, category, minor, day } of rows) {
        await createTransaction(householdId, accounts[currency].id, {
          date: `2026-02-${String(day).padStart(2, '0')}`,
          amount: decimal(minor),
          categoryId: ids.get(category),
        });
      }
      await addTransfer(householdId, {
        fromAccountId: accounts.CZK.id,
        toAccountId: accounts.EUR.id,
        date: '2026-02-10',
        amount: '1000.00',
      });

      const reference = await referenceOf(householdId);
      const { rows: versions } = await db().query<{ version: string }>(`SELECT ${RATES_VERSION} AS version`);
      const overviewOf = (from: string, to: string) =>
        overview(householdId, reference, { from, to }, '2026-03-01', {
          ledgerVersion: null,
          ratesVersion: versions[0]?.version ?? '0',
        });
      const listed = async (filter: TransactionFilter) =>
        add(
          (await sumTransactions(householdId, reference, filter)).map(
            ({ currency, incomeMinor, expensesMinor }) => ({
              incomeMinor: currency === 'EUR' ? RATE * incomeMinor : incomeMinor,
              expensesMinor: currency === 'EUR' ? RATE * expensesMinor : expensesMinor,
            }),
          ),
        );
      const whole = await overviewOf('2026-02-01', '2026-02-28');
      const facts = await readFacts(
        householdId,
        userId,
        { kind: 'MONTHLY_SUMMARY', month: '2026-02-01' },
        new Date('2026-03-01T12:00:00Z'),
      );
      const told: Totals[] = [
        add(whole.byMonth),
        add([await overviewOf('2026-02-01', '2026-02-13'), await overviewOf('2026-02-14', '2026-02-28')]),
        add(whole.byCategory),
        await listed({}),
        await listed({ minAmount: '0' }),
        add(
          await Promise.all([
            listed({ categoryIds: [groceries] }),
            listed({ categoryIds: [salary] }),
            listed({ uncategorized: true }),
          ]),
        ),
        facts?.kind === 'MONTHLY_SUMMARY' ? facts : add([]),
        expected(await rowsOfCsv(householdId, userId)),
      ];
      const figures = expected(rows);
      for (const [index, surface] of SURFACES.entries())
        expect({ surface, ...add([told[index]!]) }).toEqual({ surface, ...figures });
      expect(add([whole])).toEqual(figures);
    }),
    { numRuns: Number(process.env.SALDO_PROPERTY_RUNS ?? 20), seed: 20_261_201 },
  );
}, 600_000);

async function rowsOfCsv(...[householdId, userId]: Parameters<typeof startExport>): Promise<Row[]> {
  const files = await unzip(await buffer(startExport(householdId, userId)));
  const records: Record<string, string>[] = parse(files['transactions.csv'] ?? '', {
    bom: true,
    columns: true,
  });
  return records
    .filter(({ kind }) => kind !== 'TRANSFER')
    .map(({ currency, category, amount }) => ({
      currency: currency as Row['currency'],
      category: (category || null) as Row['category'],
      minor: BigInt(parseDecimal(amount ?? '', currency ?? '')),
      day: 1,
    }));
}
