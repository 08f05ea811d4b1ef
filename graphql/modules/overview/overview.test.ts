import { v7 as uuidv7 } from 'uuid';
import { db } from '@/lib/db/pool';
import { verifyLedger } from '@/lib/ledger/verify';
import { forgetRates } from '@/lib/rates/data';
import { categoryId, createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const OVERVIEW = `query($from: Date!, $to: Date!) { overview(from: $from, to: $to) {
  income { amount currency } expenses { amount } net { amount } netWorth { amount }
  byMonth { month income { amount } expenses { amount } net { amount } }
  byCategory { category { name } total { amount } expenses { amount } count }
  netWorthByMonth { date netWorth { amount } }
  unconverted { amount currency } } }`;

async function createWorld() {
  const person = await createSignedIn();
  const account = await createAccount(person.householdId, { openingBalance: '1000.00' });
  const ask = client(person.token);
  return { ...person, account, overview: async (from: string, to: string) => (await ask(OVERVIEW, { from, to })).data.overview, ask };
}

async function addRate(householdId: string | null, quote: string, date: string, rate: string) {
  await db().query("INSERT INTO exchange_rate (id, household_id, base, quote, date, rate, source) VALUES ($1, $2, 'EUR', $3, $4, $5, 'test')", [uuidv7(), householdId, quote, date, rate]);
  forgetRates();
}

test('tells what came in, what went out and what is left, by month and by category', async () => {
  const { overview, account, householdId } = await createWorld();
  const [groceries, salary] = [await categoryId(householdId, 'Groceries'), await categoryId(householdId, 'Salary')];
  const add = (date: string, amount: string, category: string | null) => createTransaction(householdId, account.id, { date, amount, categoryId: category });
  await add('2025-12-31', '-1.00', groceries);
  await add('2026-01-01', '-20.00', groceries);
  await add('2026-01-31', '500.00', salary);
  await add('2026-02-10', '-30.00', groceries);
  await add('2026-02-11', '5.00', groceries);
  await add('2026-02-28', '-4.00', null);
  await add('2026-03-01', '-1000.00', null);
  expect(await overview('2026-01-01', '2026-02-28')).toEqual({
    income: { amount: '505.00', currency: 'CZK' },
    expenses: { amount: '-54.00' },
    net: { amount: '451.00' },
    netWorth: { amount: '1450.00' },
    byMonth: [
      { month: '2026-01-01', income: { amount: '500.00' }, expenses: { amount: '-20.00' }, net: { amount: '480.00' } },
      { month: '2026-02-01', income: { amount: '5.00' }, expenses: { amount: '-34.00' }, net: { amount: '-29.00' } },
    ],
    byCategory: [
      { category: { name: 'Salary' }, total: { amount: '500.00' }, expenses: { amount: '0.00' }, count: 1 },
      { category: { name: 'Groceries' }, total: { amount: '-45.00' }, expenses: { amount: '-50.00' }, count: 3 },
      { category: null, total: { amount: '-4.00' }, expenses: { amount: '-4.00' }, count: 1 },
    ],
    netWorthByMonth: [
      { date: '2026-01-31', netWorth: { amount: '1479.00' } },
      { date: '2026-02-28', netWorth: { amount: '1450.00' } },
    ],
    unconverted: [],
  });
});

test('counts the days at the edges of a period one by one', async () => {
  const { overview, account, householdId } = await createWorld();
  for (let day = 1; day <= 28; day++) await createTransaction(householdId, account.id, { date: `2026-02-${String(day).padStart(2, '0')}`, amount: '-1.00' });
  await createTransaction(householdId, account.id, { date: '2026-03-05', amount: '-100.00' });
  const expenses = async (from: string, to: string) => {
    const found = await overview(from, to);
    return [found.expenses.amount, found.netWorth.amount, found.byMonth.length];
  };
  expect(await expenses('2026-02-10', '2026-02-10')).toEqual(['-1.00', '990.00', 1]);
  expect(await expenses('2026-02-10', '2026-02-20')).toEqual(['-11.00', '980.00', 1]);
  expect(await expenses('2026-01-15', '2026-02-03')).toEqual(['-3.00', '997.00', 2]);
  expect(await expenses('2026-02-27', '2026-03-04')).toEqual(['-2.00', '972.00', 2]);
  expect(await expenses('2026-01-15', '2026-03-05')).toEqual(['-128.00', '872.00', 3]);
  const cut = await overview('2026-01-10', '2026-02-14');
  expect(cut.netWorthByMonth).toEqual([
    { date: '2026-01-31', netWorth: { amount: '1000.00' } },
    { date: '2026-02-14', netWorth: { amount: '986.00' } },
  ]);
});

test('converts at the rate of the day, and leaves out and names what has none; never one to one', async () => {
  const { overview, householdId, ask } = await createWorld();
  const euros = await createAccount(householdId, { currency: 'EUR', openingBalance: '100.00' });
  const yen = await createAccount(householdId, { currency: 'JPY', openingBalance: '1000000' });
  await addRate(null, 'CZK', '2026-02-06', '25');
  await addRate(null, 'CZK', '2026-02-27', '26');
  await createTransaction(householdId, euros.id, { date: '2026-02-08', amount: '-10.00' });
  await createTransaction(householdId, euros.id, { date: '2026-02-14', amount: '-1.00' });
  await createTransaction(householdId, yen.id, { date: '2026-02-08', amount: '-500' });
  const february = await overview('2026-02-01', '2026-02-28');
  // Sunday the 8th takes Friday's rate; Saturday the 14th is eight days from the last one and has none.
  expect(february.expenses.amount).toBe('-250.00');
  expect(february.netWorth.amount).toBe('3314.00');
  expect(february.unconverted).toEqual([{ amount: '-1.00', currency: 'EUR' }, { amount: '999500', currency: 'JPY' }]);
  await addRate(null, 'JPY', '2026-02-27', '160');
  expect((await overview('2026-02-01', '2026-02-28')).netWorth.amount).toBe('165732.75');
  await db().query("DELETE FROM exchange_rate WHERE quote = 'JPY'");
  forgetRates();
  expect((await overview('2026-02-01', '2026-02-28')).netWorth.amount).toBe('3314.00');
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  expect((await ask('{ accounts { currency balance { amount } } }')).data.accounts).toContainEqual({ currency: 'EUR', balance: { amount: '89.00' } });
});

test('a household’s own rates convert nobody else’s money', async () => {
  const [mine, others] = [await createWorld(), await createWorld()];
  await db().query('DELETE FROM exchange_rate');
  await addRate(mine.householdId, 'CZK', '2026-02-27', '30');
  for (const { householdId } of [mine, others]) await createAccount(householdId, { currency: 'EUR', openingBalance: '1.00' });
  expect((await mine.overview('2026-02-01', '2026-02-28')).netWorth.amount).toBe('1030.00');
  expect(await others.overview('2026-02-01', '2026-02-28')).toMatchObject({ netWorth: { amount: '1000.00' }, unconverted: [{ amount: '1.00', currency: 'EUR' }] });
});

test('a new base currency recounts the totals', async () => {
  const { overview, account, householdId, ask } = await createWorld();
  await db().query('DELETE FROM exchange_rate');
  await addRate(null, 'CZK', '2026-02-06', '25');
  await createTransaction(householdId, account.id, { date: '2026-02-06', amount: '-250.00' });
  const { data } = await ask('mutation { updateHousehold(input: { baseCurrency: "EUR", name: "Doma", timeZone: "Asia/Tokyo" }) { household { name baseCurrency timeZone } errors { code } } }');
  expect(data.updateHousehold).toEqual({ household: { name: 'Doma', baseCurrency: 'EUR', timeZone: 'Asia/Tokyo' }, errors: [] });
  expect((await overview('2026-02-01', '2026-02-07')).expenses.amount).toBe('-10.00');
  expect((await overview('2026-02-01', '2026-02-28')).expenses.amount).toBe('-10.00');
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  expect((await ask('mutation { updateHousehold(input: { timeZone: "Mars/Olympus", baseCurrency: "XXX" }) { household { name } errors { path } } }')).data.updateHousehold).toEqual({
    household: null,
    errors: expect.arrayContaining([{ path: ['input', 'timeZone'] }, { path: ['input', 'baseCurrency'] }]),
  });
});

test.each([['a day that is not in the calendar', '2026-02-30', '2026-03-01'], ['an end before the beginning', '2026-03-02', '2026-03-01'], ['no date', 'today', '2026-03-01']])('refuses %s', async (_name, from, to) => {
  const { ask } = await createWorld();
  expect((await ask(OVERVIEW, { from, to })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('opens month totals, not transactions: as many statements for a thousand rows as for one', async () => {
  const { ask, account, householdId } = await createWorld();
  const variables = { from: '2026-01-01', to: '2026-12-31' };
  await createTransaction(householdId, account.id);
  await ask('{ accounts { id } }');
  const few = await recordStatements(() => ask(OVERVIEW, variables));
  for (let index = 0; index < 200; index++) await createTransaction(householdId, account.id);
  const many = await recordStatements(() => ask(OVERVIEW, variables));
  expect(many.statements).toEqual(few.statements);
  expect(many.statements).toContainEqual(expect.stringContaining('FROM month_total'));
  expect(many.statements.filter((statement) => statement.includes('FROM transaction'))).toEqual([]);
});

test('is kept until something is written, and right at once afterwards', async () => {
  const { ask, overview, account, householdId } = await createWorld();
  await createTransaction(householdId, account.id, { amount: '-5.00' });
  const period = ['2026-03-01', '2026-03-31'] as const;
  expect((await overview(...period)).expenses.amount).toBe('-5.00');
  const kept = await recordStatements(() => overview(...period));
  expect(kept.statements).toEqual([expect.stringContaining('FROM session')]);
  const { data } = await ask(
    'mutation($id: ID!) { addTransaction(input: { accountId: $id, date: "2026-03-02", amount: -7 }) { transaction { account { balance { amount } } } } }',
    { id: account.id },
  );
  expect(data.addTransaction.transaction.account.balance.amount).toBe('988.00');
  expect((await overview(...period)).expenses.amount).toBe('-12.00');
});
