import '@/lib/wiring';
import { draftTransaction } from '@/lib/ledger/rows/types';
import { book } from '@/lib/ledger/door/door';
import { lockLedger } from '@/lib/ledger/cells/mutations';
import { v7 as uuidv7 } from 'uuid';
import type { Account } from '@/lib/ledger/reference/account';
import type { HouseholdId } from '@/lib/platform/scope';
import { addDays } from '@/lib/core/dates/local-date';
import { copyInto } from '@/lib/platform/db/copy';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { createAccount, createHousehold } from '@/lib/testing/builders';
import { seededRandom } from '@/prisma/demo/random';

/** A million transactions of a hundred households: one large, one small, ninety-eight alike. */
const TOTAL = 1_000_000;
const HOUSEHOLDS = 100;
const LARGE = 100_000;
const SMALL = 1_000;
const DAYS = 3_650;
const LAST_DAY = '2026-10-31';
const ACCOUNTS = 5;
export const PAYEES = Array.from(
  { length: 500 },
  (_, index) => `Obchod${index} ${['Praha', 'Brno', 'Plzeň', 'Ostrava', 'Liberec'][index % 5] ?? ''}`,
);
const WORDS = [
  'nákup',
  'platba',
  'kartou',
  'převod',
  'faktura',
  'služby',
  'zboží',
  'měsíc',
  'záloha',
  'vyúčtování',
];

export type Filled = {
  large: { householdId: string; userId: string };
  small: { householdId: string; userId: string };
  others: { householdId: string; userId: string }[];
};

/**
 * Fills an empty, migrated database; the same rows go unsealed into the schema `plain`, for the servers Saldo
 * is measured against.
 */
export async function fill(report: (rows: number) => void): Promise<Filled> {
  await db().query(`DROP INDEX transaction_search_tokens_idx;
    CREATE SCHEMA plain;
    CREATE TABLE plain.account (id uuid PRIMARY KEY, household_id uuid NOT NULL, name text NOT NULL);
    CREATE TABLE plain.category (id uuid PRIMARY KEY, household_id uuid NOT NULL, name text NOT NULL);
    CREATE TABLE plain.transaction (id uuid PRIMARY KEY, household_id uuid NOT NULL, account_id uuid NOT NULL
      REFERENCES plain.account, category_id uuid REFERENCES plain.category,
      date date NOT NULL, amount bigint NOT NULL, payee text, description text, status text NOT NULL)`);
  const households: Filled['others'] = [];
  let rows = 0;
  for (let index = 0; index < HOUSEHOLDS; index++) {
    const household = await createHousehold();
    households.push(household);
    const count =
      index === 0 ? LARGE : index === 1 ? SMALL : Math.round((TOTAL - LARGE - SMALL) / (HOUSEHOLDS - 2));
    await fillHousehold(household.householdId, index, count);
    rows += count;
    report(rows);
  }
  await db().query('CREATE INDEX ON plain.transaction (household_id, date DESC, id DESC)');
  await db().query('CREATE INDEX transaction_search_tokens_idx ON transaction USING gin (search_tokens)');
  await db().query('VACUUM ANALYZE');
  const [large, small, ...others] = households;
  if (!large || !small) throw new Error('No household was made.');
  return { large, small, others };
}

async function fillHousehold(householdId: HouseholdId, seed: number, count: number): Promise<void> {
  const random = seededRandom(seed + 1);
  const accounts: Account[] = [];
  for (let index = 0; index < ACCOUNTS; index++) accounts.push(await createAccount(householdId));
  await inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    const categories = [...ledger.reference.categories.values()];
    const transactions = Array.from({ length: count }, (_, index) => {
      const category = random.pick(categories);
      const amountMinor = BigInt((category.kind === 'INCOME' ? 1 : -1) * random.between(100, 900_000));
      // Each category is mostly paid from one account, as people do.
      const place = random.chance(0.8)
        ? categories.indexOf(category) % ACCOUNTS
        : random.between(0, ACCOUNTS - 1);
      return draftTransaction({
        account: accounts[place]!,
        category,
        date: addDays(LAST_DAY, -DAYS + Math.floor((index * DAYS) / count)),
        amountMinor,
        payee: random.pick(PAYEES),
        description: `${random.pick(WORDS)} ${random.pick(WORDS)} ${random.between(1, 99_999)}`,
      });
    });
    await book(ledger, { added: transactions, cause: { by: 'PERSON', userId: null } });
    await copyInto(
      tx,
      'plain.account (id, household_id, name)',
      accounts.map(({ id, name }) => [id, householdId, name]),
    );
    await copyInto(
      tx,
      'plain.category (id, household_id, name)',
      categories.map(({ id, name }) => [id, householdId, name]),
    );
    await copyInto(
      tx,
      'plain.transaction (id, household_id, account_id, category_id, date, amount, payee, description, status)',
      transactions.map((t) => [
        uuidv7(),
        householdId,
        t.account.id,
        t.category?.id ?? null,
        t.date,
        t.amountMinor.toString(),
        t.payee,
        t.description,
        t.status,
      ]),
    );
  });
}
