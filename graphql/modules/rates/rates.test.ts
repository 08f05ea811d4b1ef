import { todayIn, addDays } from '@/lib/core/dates/local-date';
import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { rebuildHousehold } from '@/lib/ledger/cells/rebuild-household';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { client } from '@/graphql/testing';

setUpTestDatabase();
afterAll(stopQueue);
beforeEach(async () => {
  await db().query('DELETE FROM exchange_rate');
  await db().query('DELETE FROM rate_fetch');
});

const RATES = `query($on: Date, $currencies: [CurrencyCode!]) {
  exchangeRates(on: $on, currencies: $currencies) { on
    rates { from to rate date source estimate stale } missing } }`;
const FETCH = 'mutation { fetchRatesNow { sources { id } errors { code message path } } }';

async function addRate(source: string, base: string, quote: string, date: string, rate: string) {
  await db().query(
    'INSERT INTO exchange_rate (source, base, quote, date, rate) VALUES ($1, $2, $3, $4, $5)',
    [source, base, quote, date, rate],
  );
}

async function createWorld(options: { role?: 'OWNER' | 'VIEWER' } = {}) {
  const person = await createSignedIn(options);
  return { ...person, ask: client(person.token) };
}

test('tells which rates a day’s amounts are converted with, and for which currencies there is none', async () => {
  const { ask, householdId } = await createWorld();
  for (const currency of ['EUR', 'JPY', 'USD', 'CZK']) await createAccount(householdId, { currency });
  await addRate('CNB', 'EUR', 'CZK', '2026-02-06', '24.310');
  await addRate('EMBEDDED', 'EUR', 'CZK', '2026-02-01', '24.5');
  await addRate('EMBEDDED', 'EUR', 'USD', '2026-02-01', '1.25');
  expect((await ask(RATES, { on: '2026-02-08' })).data.exchangeRates).toEqual({
    on: '2026-02-08',
    rates: [
      {
        from: 'EUR',
        to: 'CZK',
        rate: '24.31',
        date: '2026-02-06',
        source: 'CNB',
        estimate: false,
        stale: true,
      },
      {
        from: 'USD',
        to: 'CZK',
        rate: '19.6',
        date: '2026-02-01',
        source: 'EMBEDDED',
        estimate: true,
        stale: true,
      },
    ],
    missing: ['JPY'],
  });
  const friday = (await ask(RATES, { on: '2026-02-06', currencies: ['EUR', 'EUR', 'CZK'] })).data
    .exchangeRates;
  expect(friday).toMatchObject({ rates: [{ from: 'EUR', stale: false }], missing: [] });
});

test('of a day to come tells today’s', async () => {
  const { ask } = await createWorld();
  const today = todayIn('Europe/Prague', new Date());
  await addRate('ECB', 'EUR', 'CZK', today, '24.31');
  await addRate('ECB', 'EUR', 'CZK', addDays(today, 1), '99');
  for (const on of [undefined, addDays(today, 30)]) {
    expect((await ask(RATES, { on, currencies: ['EUR'] })).data.exchangeRates).toMatchObject({
      on: today,
      rates: [{ rate: '24.31', stale: false }],
    });
  }
});

test('a day to come has the newest fixing in rates, totals, net worth and transfers, and a newer one changes all of them', async () => {
  const { ask, householdId } = await createWorld();
  const today = todayIn('Europe/Prague', new Date());
  const [crowns, euros] = [
    await createAccount(householdId),
    await createAccount(householdId, { currency: 'EUR' }),
  ];
  await addRate('EMBEDDED', 'EUR', 'CZK', addDays(today, -60), '24');
  await addRate('CNB', 'EUR', 'CZK', addDays(today, -40), '24.1');
  await addRate('CNB', 'EUR', 'CZK', addDays(today, -20), '24.5');
  // In the gap of fixings: an estimate as long as the fixing after it is there.
  const days = [addDays(today, -30), addDays(today, 8), addDays(today, 180)];
  for (const date of days) await createTransaction(householdId, euros.id, { date, amount: '100.00' });
  const surfaces = async () => {
    const { data } = await ask(
      `query($gap: Date!, $soon: Date!, $late: Date!) {
        gap: overview(from: $gap, to: $gap) { income { amount } }
        soon: overview(from: $soon, to: $soon) { income { amount } netWorth { amount } }
        late: overview(from: $late, to: $late) { income { amount } }
        rates: exchangeRates(on: $late, currencies: ["EUR"]) { rates { rate } } }`,
      { gap: days[0], soon: days[1], late: days[2] },
    );
    const { gap, soon, late, rates } = data;
    return [gap, soon, late]
      .map(({ income }) => income.amount)
      .concat(soon.netWorth.amount, rates.rates[0].rate);
  };
  expect(await surfaces()).toEqual(['2400.00', '2450.00', '2450.00', '4900.00', '24.5']);
  await addRate('CNB', 'EUR', 'CZK', addDays(today, -1), '25.252');
  await rebuildHousehold(householdId);
  expect(await surfaces()).toEqual(['2400.00', '2525.20', '2525.20', '5050.40', '25.252']);
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  const { data } = await ask(
    `mutation($from: ID!, $to: ID!, $date: Date!) {
      addTransfer(input: { fromAccountId: $from, toAccountId: $to, date: $date, amount: "2525.20" }) {
        transfer { in { amount { amount } } } errors { message } } }`,
    { from: crowns.id, to: euros.id, date: days[2] },
  );
  expect(data.addTransfer).toEqual({ transfer: { in: { amount: { amount: '100.00' } } }, errors: [] });
});

test('months between two fixings that lie far apart are recalculated when the second arrives, and when it goes', async () => {
  const { householdId } = await createWorld();
  const euros = await createAccount(householdId, { currency: 'EUR' });
  for (const date of ['2026-01-20', '2026-02-14', '2026-03-20', '2026-07-01'])
    await createTransaction(householdId, euros.id, { date, amount: '100.00' });
  const proven = async () => {
    await rebuildHousehold(householdId);
    return (await verifyLedger(householdId)).differences;
  };
  await addRate('CNB', 'EUR', 'CZK', '2026-01-19', '24');
  expect(await proven()).toEqual([]);
  // February was converted with January's fixing while nothing newer was known; now it lies in a gap.
  await addRate('CNB', 'EUR', 'CZK', '2026-03-19', '25');
  expect(await proven()).toEqual([]);
  await db().query("DELETE FROM exchange_rate WHERE date = '2026-03-19'");
  expect(await proven()).toEqual([]);
});

test('sees at once what was written by anybody, and asks nothing twice while nothing is', async () => {
  const { ask } = await createWorld();
  const rate = async () =>
    (await ask(RATES, { on: '2026-02-06', currencies: ['EUR'] })).data.exchangeRates.rates[0]?.rate;
  expect(await rate()).toBeUndefined();
  await addRate('ECB', 'EUR', 'CZK', '2026-02-06', '24');
  expect(await rate()).toBe('24');
  await db().query("UPDATE exchange_rate SET rate = '25' WHERE source = 'ECB'");
  expect(await rate()).toBe('25');
  expect((await recordStatements(rate)).statements).toEqual([expect.stringContaining('FROM session')]);
  await asOwner((client) => client.query('TRUNCATE exchange_rate'));
  expect(await rate()).toBeUndefined();
});

test.each([
  ['a day that is not in the calendar', { on: '2026-02-30' }],
  ['a currency that does not exist', { currencies: ['XXX'] }],
])('refuses %s', async (_name, variables) => {
  const { ask } = await createWorld();
  expect((await ask(RATES, variables)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('tells how fetching has gone', async () => {
  const { ask } = await createWorld();
  await addRate('CNB', 'EUR', 'CZK', '2026-02-06', '24.310');
  await db().query(
    `INSERT INTO rate_fetch (source, tried_at, fetched_at, problem)
      VALUES ('CNB', now(), '2026-02-06T14:40:00Z', 'It could not be reached.')`,
  );
  const { data } = await ask('{ rateSources { id name configured fetchedAt newestDate problem } }');
  expect(data.rateSources).toEqual([
    {
      id: 'CNB',
      name: 'Česká národní banka',
      configured: true,
      fetchedAt: '2026-02-06T14:40:00.000Z',
      newestDate: '2026-02-06',
      problem: 'It could not be reached.',
    },
    {
      id: 'ECB',
      name: 'European Central Bank',
      configured: true,
      fetchedAt: null,
      newestDate: null,
      problem: null,
    },
    { id: 'UNIRATE', name: 'UniRate', configured: false, fetchedAt: null, newestDate: null, problem: null },
    {
      id: 'EMBEDDED',
      name: 'currency-api',
      configured: true,
      fetchedAt: null,
      newestDate: null,
      problem: null,
    },
  ]);
});

test('who may write has rates fetched, at most once a minute', async () => {
  const { ask } = await createWorld();
  expect((await ask(FETCH)).data.fetchRatesNow).toMatchObject({
    sources: [{ id: 'CNB' }, { id: 'ECB' }, { id: 'UNIRATE' }, { id: 'EMBEDDED' }],
    errors: [],
  });
  expect((await db().query("SELECT FROM pgboss.job WHERE name = 'rates'")).rows).toHaveLength(1);
  await db().query("INSERT INTO rate_fetch (source, tried_at) VALUES ('ECB', now() - interval '30 seconds')");
  expect((await ask(FETCH)).data.fetchRatesNow).toEqual({
    sources: null,
    errors: [
      {
        code: 'NOT_ALLOWED',
        message: 'Rates were fetched less than a minute ago: wait a minute and try again.',
        path: [],
      },
    ],
  });
  expect((await db().query("SELECT FROM pgboss.job WHERE name = 'rates'")).rows).toHaveLength(1);
});

test('a viewer has no rates fetched, and strangers see none', async () => {
  const viewer = await createWorld({ role: 'VIEWER' });
  expect((await viewer.ask(FETCH)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  for (const query of [FETCH, RATES, '{ rateSources { id } }'])
    expect((await client()(query)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});
