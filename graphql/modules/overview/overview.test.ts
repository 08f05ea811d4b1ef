import { db } from '@/lib/platform/db/pool';
import { rebuildHousehold } from '@/lib/ledger/cells/rebuild-household';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { categoryId, createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { removeTransactions } from '@/lib/ledger/transactions/mutations';
import { client } from '@/graphql/testing';

setUpTestDatabase();
afterAll(stopQueue);

const OVERVIEW = `query($from: Date!, $to: Date!) { overview(from: $from, to: $to) {
  income { amount currency } expenses { amount } net { amount } netWorth { amount }
  byMonth { month income { amount } expenses { amount } net { amount } }
  byCategory { category { name } total { amount } expenses { amount } count }
  netWorthByMonth { date netWorth { amount } }
  unconverted { amount currency } unconvertedCount rates { from to rate date source estimate stale } } }`;

async function createWorld() {
  const person = await createSignedIn();
  const account = await createAccount(person.householdId, { openingBalance: '1000.00' });
  const ask = client(person.token);
  return {
    ...person,
    account,
    overview: async (from: string, to: string) => (await ask(OVERVIEW, { from, to })).data.overview,
    ask,
  };
}

async function addRate(quote: string, date: string, rate: string) {
  await db().query(
    "INSERT INTO exchange_rate (source, base, quote, date, rate) VALUES ('ECB', 'EUR', $1, $2, $3)",
    [quote, date, rate],
  );
}

test('tells what came in, what went out and what is left, by month and by category', async () => {
  const { overview, account, householdId } = await createWorld();
  const [groceries, salary] = [
    await categoryId(householdId, 'Groceries'),
    await categoryId(householdId, 'Salary'),
  ];
  const add = (date: string, amount: string, category: string | null) =>
    createTransaction(householdId, account.id, { date, amount, categoryId: category });
  await add('2025-12-31', '-1.00', groceries);
  await add('2026-01-01', '-20.00', groceries);
  await add('2026-01-31', '500.00', salary);
  await add('2026-02-10', '-30.00', groceries);
  await add('2026-02-11', '5.00', groceries);
  await add('2026-02-28', '-4.00', null);
  await add('2026-03-01', '-1000.00', null);
  expect(await overview('2026-01-01', '2026-02-28')).toEqual({
    income: { amount: '500.00', currency: 'CZK' },
    expenses: { amount: '-49.00' },
    net: { amount: '451.00' },
    netWorth: { amount: '1450.00' },
    byMonth: [
      {
        month: '2026-01-01',
        income: { amount: '500.00' },
        expenses: { amount: '-20.00' },
        net: { amount: '480.00' },
      },
      {
        month: '2026-02-01',
        income: { amount: '0.00' },
        expenses: { amount: '-29.00' },
        net: { amount: '-29.00' },
      },
    ],
    byCategory: [
      { category: { name: 'Salary' }, total: { amount: '500.00' }, expenses: { amount: '0.00' }, count: 1 },
      {
        category: { name: 'Groceries' },
        total: { amount: '-45.00' },
        expenses: { amount: '-45.00' },
        count: 3,
      },
      { category: null, total: { amount: '-4.00' }, expenses: { amount: '-4.00' }, count: 1 },
    ],
    netWorthByMonth: [
      { date: '2026-01-31', netWorth: { amount: '1479.00' } },
      { date: '2026-02-28', netWorth: { amount: '1450.00' } },
    ],
    unconverted: [],
    unconvertedCount: 0,
    rates: [],
  });
});

test('counts the days at the edges of a period one by one', async () => {
  const { overview, account, householdId } = await createWorld();
  for (let day = 1; day <= 28; day++)
    await createTransaction(householdId, account.id, {
      date: `2026-02-${String(day).padStart(2, '0')}`,
      amount: '-1.00',
    });
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
  await addRate('CZK', '2026-02-06', '25');
  await addRate('CZK', '2026-02-27', '26');
  await createTransaction(householdId, euros.id, { date: '2026-02-08', amount: '-10.00' });
  await createTransaction(householdId, euros.id, { date: '2026-02-14', amount: '-1.00' });
  await createTransaction(householdId, yen.id, { date: '2026-02-08', amount: '-500' });
  const february = await overview('2026-02-01', '2026-02-28');
  // Sunday the 8th takes Friday's rate; Saturday the 14th is eight days from the last one and has none.
  expect(february.expenses.amount).toBe('-250.00');
  expect(february.netWorth.amount).toBe('3314.00');
  expect(february.unconverted).toEqual([
    { amount: '-1.00', currency: 'EUR' },
    { amount: '-500', currency: 'JPY' },
    { amount: '999500', currency: 'JPY' },
  ]);
  // A transaction in euros, one in yen, and the balance in yen.
  expect(february.unconvertedCount).toBe(3);
  expect(february.rates).toEqual([
    { from: 'EUR', to: 'CZK', rate: '26', date: '2026-02-27', source: 'ECB', estimate: false, stale: true },
  ]);
  await addRate('JPY', '2026-02-27', '160');
  expect((await overview('2026-02-01', '2026-02-28')).netWorth.amount).toBe('165732.75');
  await db().query("DELETE FROM exchange_rate WHERE quote = 'JPY'");
  expect((await overview('2026-02-01', '2026-02-28')).netWorth.amount).toBe('3314.00');
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  expect((await ask('{ accounts { currency balance { amount } } }')).data.accounts).toContainEqual({
    currency: 'EUR',
    balance: { amount: '89.00' },
  });
});

test('without the rates of yen, net worth is less by exactly the account in yen, and one amount is left out', async () => {
  const { overview, householdId } = await createWorld();
  await db().query('DELETE FROM exchange_rate');
  await addRate('CZK', '2026-02-27', '26');
  await addRate('JPY', '2026-02-27', '160');
  const yen = await createAccount(householdId, { currency: 'JPY', openingBalance: '1000000' });
  await createTransaction(householdId, yen.id, { date: '2026-02-27', amount: '-20000' });
  const before = await overview('2026-02-01', '2026-02-28');
  expect(before).toMatchObject({
    netWorth: { amount: '160250.00' },
    expenses: { amount: '-3250.00' },
    unconverted: [],
    unconvertedCount: 0,
  });
  await db().query("DELETE FROM exchange_rate WHERE quote = 'JPY' OR base = 'JPY'");
  const after = await overview('2026-02-01', '2026-02-28');
  // 980,000 yen at 26 / 160 were 159,250 crowns. What was spent stays converted at the rate of its day.
  expect(after).toMatchObject({
    netWorth: { amount: '1000.00' },
    expenses: { amount: '-3250.00' },
    unconverted: [{ amount: '980000', currency: 'JPY' }],
    unconvertedCount: 1,
    rates: [],
  });
});

test('what is left out is named each way apart, and nothing nets anything else away', async () => {
  const { householdId, ask } = await createWorld();
  const groceries = await categoryId(householdId, 'Groceries');
  const [dinars, loan] = [
    await createAccount(householdId, { currency: 'BHD' }),
    await createAccount(householdId, { currency: 'BHD', openingBalance: '-7.500' }),
  ];
  for (const amount of ['5.000', '-5.000'])
    await createTransaction(householdId, dinars.id, { date: '2026-02-08', amount, categoryId: groceries });
  for (const amount of ['304.000', '-297.000'])
    await createTransaction(householdId, dinars.id, { date: '2026-03-08', amount });
  await createTransaction(householdId, loan.id, { date: '2026-03-09', amount: '-0.500' });
  const leftOut = async (from: string, to: string) =>
    (
      await ask(
        `query($from: Date!, $to: Date!) { overview(from: $from, to: $to) { unconvertedCount
          unconverted { amount }
          leftOut { currency income { amount } expenses { amount } held { amount } owed { amount } count } }
            }`,
        { from, to },
      )
    ).data.overview;
  const amounts = (income: string, expenses: string, held: string, owed: string, count: number) => ({
    unconvertedCount: count,
    unconverted: [income, expenses, held, owed]
      .filter((amount) => amount !== '0.000')
      .map((amount) => ({ amount })),
    leftOut: [
      {
        currency: 'BHD',
        income: { amount: income },
        expenses: { amount: expenses },
        held: { amount: held },
        owed: { amount: owed },
        count,
      },
    ],
  });
  expect(await leftOut('2026-02-01', '2026-02-28')).toEqual(amounts('5.000', '-5.000', '0.000', '-7.500', 3));
  expect(await leftOut('2026-02-01', '2026-03-31')).toEqual(
    amounts('309.000', '-302.500', '7.000', '-8.000', 7),
  );
  // The same where days at the edges are counted one by one.
  expect(await leftOut('2026-02-02', '2026-03-30')).toEqual(
    amounts('309.000', '-302.500', '7.000', '-8.000', 7),
  );
});

test('a rate that arrives fills the totals in', async () => {
  const { overview, householdId } = await createWorld();
  await db().query('DELETE FROM exchange_rate');
  const euros = await createAccount(householdId, { currency: 'EUR' });
  await createTransaction(householdId, euros.id, { date: '2026-01-15', amount: '-7.00' });
  await createTransaction(householdId, euros.id, { date: '2026-02-08', amount: '-10.00' });
  expect(await overview('2026-01-01', '2026-02-28')).toMatchObject({
    expenses: { amount: '0.00' },
    unconverted: [
      { amount: '-17.00', currency: 'EUR' },
      { amount: '-17.00', currency: 'EUR' },
    ],
    unconvertedCount: 3,
  });
  await addRate('CZK', '2026-02-06', '25');
  await rebuildHousehold(householdId);
  // Nothing newer has been published yet, so the balance of the 28th takes Friday's; what was spent in
  // January is still left out.
  expect(await overview('2026-01-01', '2026-02-28')).toMatchObject({
    expenses: { amount: '-250.00' },
    unconvertedCount: 1,
  });
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  await rebuildHousehold(householdId);
  expect(await overview('2026-01-01', '2026-02-28')).toMatchObject({
    expenses: { amount: '-250.00' },
    unconvertedCount: 1,
  });
});

test('a better rate that arrives later is used for all of a month once its totals are recalculated', async () => {
  const { overview, householdId, userId } = await createWorld();
  await db().query('DELETE FROM exchange_rate');
  await addRate('CZK', '2026-02-02', '24');
  const euros = await createAccount(householdId, { currency: 'EUR' });
  const spent = await createTransaction(householdId, euros.id, { date: '2026-02-06', amount: '-10.00' });
  expect((await overview('2026-02-01', '2026-02-28')).expenses.amount).toBe('-240.00');
  await addRate('CZK', '2026-02-06', '25');
  expect((await overview('2026-02-01', '2026-02-28')).expenses.amount).toBe('-240.00');
  // Taking one out in between, at the rate that is known by then, leaves a wrong rest behind until the
  // recount.
  await removeTransactions(householdId, userId, [spent.id]);
  await createTransaction(householdId, euros.id, { date: '2026-02-06', amount: '-1.00' });
  await rebuildHousehold(householdId);
  expect((await overview('2026-02-01', '2026-02-28')).expenses.amount).toBe('-25.00');
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('while a new base currency is being calculated, the old totals stay, and say so', async () => {
  const { overview, account, householdId, ask } = await createWorld();
  await db().query('DELETE FROM exchange_rate');
  await addRate('CZK', '2026-02-06', '25');
  await createTransaction(householdId, account.id, { date: '2026-02-06', amount: '-250.00' });
  const { data } = await ask(
    `mutation { updateHousehold(input: { baseCurrency: "EUR", name: "Doma", timeZone: "Asia/Tokyo" }) {
      household { name baseCurrency pendingBaseCurrency timeZone } errors { code } } }`,
  );
  expect(data.updateHousehold).toEqual({
    household: { name: 'Doma', baseCurrency: 'CZK', pendingBaseCurrency: 'EUR', timeZone: 'Asia/Tokyo' },
    errors: [],
  });
  const settings = async () =>
    (await ask('{ household { baseCurrency pendingBaseCurrency } }')).data.household;
  expect(await settings()).toEqual({ baseCurrency: 'CZK', pendingBaseCurrency: 'EUR' });
  expect(await overview('2026-02-01', '2026-02-28')).toMatchObject({
    expenses: { amount: '-250.00' },
    income: { currency: 'CZK' },
  });
  const { rows } = await db().query(
    "SELECT FROM pgboss.job WHERE name = 'rebuild' AND data->>'householdId' = $1",
    [householdId],
  );
  expect(rows).toHaveLength(1);

  await rebuildHousehold(householdId);
  expect(await settings()).toEqual({ baseCurrency: 'EUR', pendingBaseCurrency: null });
  expect(await overview('2026-02-01', '2026-02-07')).toMatchObject({
    expenses: { amount: '-10.00' },
    income: { currency: 'EUR' },
  });
  expect((await overview('2026-02-01', '2026-02-28')).expenses.amount).toBe('-10.00');
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('a base currency that is chosen and taken back changes nothing', async () => {
  const { householdId, ask } = await createWorld();
  const choose = async (currency: string) =>
    (
      await ask(
        `mutation($currency: CurrencyCode!) { updateHousehold(input: { baseCurrency: $currency }) {
          household { baseCurrency pendingBaseCurrency } } }`,
        { currency },
      )
    ).data.updateHousehold.household;
  expect(await choose('EUR')).toEqual({ baseCurrency: 'CZK', pendingBaseCurrency: 'EUR' });
  expect(await choose('CZK')).toEqual({ baseCurrency: 'CZK', pendingBaseCurrency: null });
  await rebuildHousehold(householdId);
  expect((await ask('{ household { baseCurrency } }')).data.household.baseCurrency).toBe('CZK');
});

test('a household that was removed in the meantime is no reason to fail', async () => {
  await expect(rebuildHousehold('00000000-0000-7000-8000-000000000000')).resolves.toBeUndefined();
});

test('refuses a time zone and a base currency that do not exist', async () => {
  const { ask } = await createWorld();
  expect(
    (
      await ask(
        `mutation { updateHousehold(input: { timeZone: "Mars/Olympus", baseCurrency: "XXX" }) {
          household { name } errors { path } } }`,
      )
    ).data.updateHousehold,
  ).toEqual({
    household: null,
    errors: expect.arrayContaining([{ path: ['input', 'timeZone'] }, { path: ['input', 'baseCurrency'] }]),
  });
});

test.each([
  ['a day that is not in the calendar', '2026-02-30', '2026-03-01'],
  ['an end before the beginning', '2026-03-02', '2026-03-01'],
  ['no date', 'today', '2026-03-01'],
])('refuses %s', async (_name, from, to) => {
  const { ask } = await createWorld();
  expect((await ask(OVERVIEW, { from, to })).errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT' } },
  ]);
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
    `mutation($id: ID!) { addTransaction(input: { accountId: $id, date: "2026-03-02", amount: -7 }) {
      transaction { account { balance { amount } } } } }`,
    { id: account.id },
  );
  expect(data.addTransaction.transaction.account.balance.amount).toBe('988.00');
  expect((await overview(...period)).expenses.amount).toBe('-12.00');
});
