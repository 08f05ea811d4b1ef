import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { sumsByMonth, sumsUpTo } from '@/lib/ledger/accounts/data';
import { findBalanceProof } from '@/lib/intake/banks/proof/data';
import { storeBalance } from '@/lib/intake/postings/mutations';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { overview } from '@/lib/insight/overview/data';
import { createAccount, createHousehold, createTransaction, referenceOf } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { book } from '@/lib/ledger/door/door';
import { runningBalances } from '@/lib/ledger/transactions/running-balance';
import { sumTransactions } from '@/lib/ledger/transactions/sums';
import { lockLedger } from './mutations';

setUpTestDatabase();

const DAY = '2026-03-10';
const MIDDLE = { from: '2026-01-05', to: '2026-03-12' };

async function createBooks() {
  const { householdId } = await createHousehold();
  const account = await createAccount(householdId, { openingBalance: '1000.00' });
  const transaction = await createTransaction(householdId, account.id, { date: DAY, amount: '-100.00' });
  // Later than what is asked for, and in its month: what sums are walked back over.
  await createTransaction(householdId, account.id, { date: '2026-03-20', amount: '-7.00' });
  await inTransaction(async (tx) =>
    storeBalance(await lockLedger(tx, householdId), account, {
      date: DAY,
      amountMinor: 90_000n,
      currency: 'CZK',
    }),
  );
  const reference = await referenceOf(householdId);
  const twice = (date: string) => ({ ...transaction, id: uuidv7(), date });

  const readers: Record<string, () => Promise<unknown>> = {
    overview: () => overview(householdId, reference, MIDDLE, DAY, { ledgerVersion: null, ratesVersion: '0' }),
    sumsUpTo: () => sumsUpTo(householdId, '2026-03-12'),
    sumsByMonth: () => sumsByMonth(householdId, account.id, '2026-01-01', '2026-03-31'),
    sumTransactions: () => sumTransactions(householdId, reference, MIDDLE),
    runningBalances: () => runningBalances(householdId, [transaction]),
    findBalanceProof: () => findBalanceProof(householdId, reference, account),
  };
  /**
   * Books three payments in one transaction, and lets `reader` come to the table where it has to wait before
   * they are committed.
   */
  const bookWhile = (table: string, reader: () => Promise<unknown>) =>
    inTransaction(async (tx) => {
      await tx.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const reading = reader();
      for (let waiting = 0; waiting === 0; await sleep(10)) {
        const { rows } = await db().query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND relation = $1::regclass
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
          [table],
        );
        waiting = rows[0]?.waiting ?? 0;
      }
      const ledger = await lockLedger(tx, householdId);
      const added = ['2026-02-10', '2026-03-09', '2026-03-25'].map(twice);
      await book(ledger, { added, cause: { by: 'PERSON', userId: null } });
      return { reading };
    });
  return { readers, bookWhile };
}

test.each([
  ['overview', 'account_balance'],
  ['sumsUpTo', 'month_total'],
  ['sumsUpTo', 'transaction'],
  ['sumsByMonth', 'month_total'],
  ['sumTransactions', 'transaction'],
  ['runningBalances', 'month_total'],
  ['findBalanceProof', 'account_balance'],
])('what %s tells is of one moment, though payments are booked before it reads %s', async (name, table) => {
  const { readers, bookWhile } = await createBooks();
  const read = readers[name] ?? (() => Promise.reject(new Error('There is no such reader.')));
  const before = await read();
  const { reading } = await bookWhile(table, read);
  const during = await reading;
  const after = await read();
  expect(after).not.toEqual(before);
  expect([before, after]).toContainEqual(during);
});
