import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '@/lib/core/dates/local-date';
import type { BankAccount, BankPage, BankByToken, BankSession } from '../provider';
import { startPlayedBank, type Asked, type Played, type PlayedBank } from '../testing';
import { fio } from './provider';

const TOKEN = 'a1B2'.repeat(16);
const TODAY = '2026-03-18';
const ACCOUNT: BankAccount = {
  id: '2600123456/2010',
  number: 'CZ6620100000002600123456',
  name: 'Fio',
  currency: 'CZK',
  type: 'CHECKING',
};

let bank: PlayedBank;
beforeEach(async () => {
  bank = await startPlayedBank();
});
afterEach(() => bank.close());

/** A clock that only sleeping moves. */
function testClock() {
  const slept: number[] = [];
  let now = Date.parse(`${TODAY}T12:00:00Z`);
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms;
  };
  return { slept, clock: { now: () => now, sleep }, pass: (ms: number) => (now += ms) };
}

const session = (): BankSession => ({
  tokens: { accessToken: TOKEN, accessTokenExpiresAt: null, refreshToken: null },
  renewed: async () => undefined,
});

const column = (id: number, value: unknown) => ({
  [`column${id}`]: value === null ? null : { value, name: 'Název', id },
});
const movement = (id: number, date: string, amount: number, more: object = {}) => ({
  ...column(22, id),
  ...column(0, `${date}+0100`),
  ...column(1, amount),
  ...column(14, 'CZK'),
  ...more,
});
const statement = (movements: object[], info: object = {}) => ({
  accountStatement: {
    info: {
      accountId: '2600123456',
      bankId: '2010',
      currency: 'CZK',
      iban: 'CZ6620100000002600123456',
      bic: 'FIOBCZPPXXX',
      openingBalance: 0,
      closingBalance: 1_234.5,
      dateStart: `${TODAY}+0100`,
      dateEnd: `${TODAY}+0100`,
      yearList: null,
      idFrom: null,
      ...info,
    },
    transactionList: { transaction: movements },
  },
});

async function fetchAll(
  provider: BankByToken,
  { since = '2026-03-01', cursor = null as string | null, using = session() } = {},
): Promise<{ pages: BankPage[]; cursor: string | null }> {
  const fetching = provider.fetchSince(using, { account: ACCOUNT, since, today: TODAY, cursor });
  const pages: BankPage[] = [];
  for (;;) {
    const step = await fetching.next();
    if (step.done) return { pages, cursor: step.value };
    pages.push(step.value);
  }
}

const paths = () => bank.asked.map(({ path }) => path.replace('/v1/rest/', '').replace(TOKEN, '*'));

test('a token is tried, names its account and is asked once for both', async () => {
  const { clock, slept } = testClock();
  bank.play(() => ({ body: statement([]) }));
  const provider = fio({ url: bank.url, clock });
  const consent = await provider.finishConsent({ token: `  ${TOKEN}\n` });
  expect(consent).toEqual({
    tokens: { accessToken: TOKEN, accessTokenExpiresAt: null, refreshToken: null },
    expiresAt: null,
  });
  expect(await provider.listAccounts(session())).toEqual([
    {
      id: '2600123456/2010',
      number: 'CZ6620100000002600123456',
      name: 'Fio 2600123456',
      currency: 'CZK',
      type: 'CHECKING',
    },
  ]);
  expect(paths()).toEqual([`periods/*/${TODAY}/${TODAY}/transactions.json`]);
  expect(slept).toEqual([]);
});

test.each([['short'], [`${TOKEN}x`], ['../'.repeat(21) + 'x']])(
  '"%s" is no token and is not sent',
  async (token) => {
    await expect(
      fio({ url: bank.url, clock: testClock().clock }).finishConsent({ token }),
    ).rejects.toMatchObject({ code: 'REFUSED' });
    expect(bank.asked).toEqual([]);
  },
);

test('a mistyped token is refused with what to do, and its text is nowhere in it', async () => {
  bank.play(() => ({ status: 500, body: '<response/>' }));
  const refused = fio({ url: bank.url, clock: testClock().clock }).finishConsent({ token: TOKEN });
  await expect(refused).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.not.stringContaining(TOKEN),
  });
});

test('every field of a movement is read, and the token is in nothing that is kept', async () => {
  bank.play(() => ({
    body: statement([
      movement(26962199069, '2026-03-16', 12_225.25, {
        ...column(2, '2212-2000000699'),
        ...column(3, '2010'),
        ...column(10, 'Béďa  Trávníček'),
        ...column(4, '0558'),
        ...column(5, '0000123456'),
        ...column(6, '0'),
        ...column(16, 'Zpráva'),
        ...column(7, 'Zpráva'),
        ...column(8, 'Příjem převodem uvnitř banky'),
        ...column(25, 'Komentář'),
        ...column(26, null),
        ...column(17, 2105685816),
      }),
      movement(26962199070, '2026-03-17', -353.29, {
        ...column(16, 'Nákup: Billa Ul. Konevova, Praha - Vitko, CZ, dne 16.3.2026, částka  353.29 CZK'),
        ...column(2, null),
        ...column(8, 'Platba kartou'),
      }),
      movement(26962199071, '2026-03-18', -7, {
        ...column(2, 'DE89370400440532013000'),
        ...column(14, 'EUR'),
        ...column(8, 'Poplatek'),
        ...column(99, 'unknown'),
      }),
    ]),
  }));
  const { pages, cursor } = await fetchAll(fio({ url: bank.url, clock: testClock().clock }));
  expect(pages).toHaveLength(1);
  expect(pages[0]!.rows).toEqual([
    {
      date: '2026-03-16',
      amountMinor: 1_222_525n,
      currency: 'CZK',
      payee: 'Béďa Trávníček',
      description: 'Zpráva · Komentář',
      counterpartyAccount: '2212-2000000699/2010',
      bankId: '26962199069',
      symbols: { constant: '0558', variable: '123456' },
      status: 'CLEARED',
      balanceMinor: null,
    },
    {
      date: '2026-03-17',
      amountMinor: -35_329n,
      currency: 'CZK',
      payee: 'Billa Ul. Konevova',
      description: 'Nákup: Billa Ul. Konevova, Praha - Vitko, CZ, dne 16.3.2026, částka 353.29 CZK',
      counterpartyAccount: null,
      bankId: '26962199070',
      symbols: {},
      status: 'CLEARED',
      balanceMinor: null,
    },
    {
      date: '2026-03-18',
      amountMinor: -700n,
      currency: 'EUR',
      payee: null,
      description: 'Poplatek',
      counterpartyAccount: 'DE89370400440532013000',
      bankId: '26962199071',
      symbols: {},
      status: 'CLEARED',
      balanceMinor: null,
    },
  ]);
  expect(cursor).toBe('26962199071');
  expect(pages[0]!.request).toBe(
    `GET ${bank.url}/v1/rest/periods/TOKEN/2026-03-01/${TODAY}/transactions.json`,
  );
  expect(
    JSON.stringify(pages, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(TOKEN);
  expect(paths()).toEqual([`periods/*/2026-03-01/${TODAY}/transactions.json`]);
});

// The samples lie beside the checkout; a clone elsewhere has none.
const sample = join(process.cwd(), '..', 'shared/samples/fio/FIO__fiobank_transactions.json');

(existsSync(sample) ? test : test.skip)('a real answer of the bank is read', async () => {
  const body = readFileSync(sample, 'utf8');
  bank.play(() => ({ body }));
  const { pages } = await fetchAll(fio({ url: bank.url, clock: testClock().clock }));
  expect(pages[0]!.rows.map(({ amountMinor, date, bankId }) => [amountMinor, date, bankId])).toEqual([
    [-13_000n, '2016-08-03', '10000000002'],
    [-35_329n, '2016-08-03', '10000000001'],
  ]);
  expect(pages[0]!.body).toBe(body);
});

test('a token is used once in thirty seconds, whoever asks, and another token does not wait', async () => {
  const { clock, slept, pass } = testClock();
  bank.play(() => ({ body: statement([]) }));
  const provider = fio({ url: bank.url, clock });
  await fetchAll(provider);
  await Promise.all([fetchAll(provider), fetchAll(provider)]);
  expect(slept).toEqual([30_000, 30_000]);
  const other = { ...session(), tokens: { ...session().tokens, accessToken: 'z'.repeat(64) } };
  await fetchAll(provider, { using: other });
  expect(slept).toHaveLength(2);
  pass(29_999);
  await fetchAll(provider);
  expect(slept).toEqual([30_000, 30_000, 1]);
});

test('the balance right after a fetch is the one of that fetch; later it is asked', async () => {
  const { clock, slept, pass } = testClock();
  bank.play(() => ({ body: statement([], { closingBalance: -0.5 }) }));
  const provider = fio({ url: bank.url, clock });
  await fetchAll(provider);
  expect(await provider.balance(session(), ACCOUNT)).toEqual({
    amountMinor: -50n,
    currency: 'CZK',
    date: TODAY,
  });
  expect(bank.asked).toHaveLength(1);
  pass(60_000);
  await provider.balance(session(), ACCOUNT);
  expect(bank.asked).toHaveLength(2);
  expect(slept).toEqual([]);
});

test('a bank that states no balance has none', async () => {
  bank.play(() => ({ body: statement([], { closingBalance: null }) }));
  expect(await fio({ url: bank.url, clock: testClock().clock }).balance(session(), ACCOUNT)).toBeNull();
});

test('409 is a limit of thirty seconds', async () => {
  bank.play(() => ({ status: 409 }));
  await expect(fetchAll(fio({ url: bank.url, clock: testClock().clock }))).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: 30,
  });
});

test('500 twice means that the token has ended; once is only an error', async () => {
  const { clock, slept } = testClock();
  let failures = 1;
  bank.play(() => (failures-- > 0 ? { status: 500 } : { body: statement([movement(5, TODAY, 1)]) }));
  const provider = fio({ url: bank.url, clock });
  expect((await fetchAll(provider)).cursor).toBe('5');
  expect(slept).toEqual([30_000]);
  failures = 2;
  await expect(
    provider.health({ ...session(), tokens: { ...session().tokens, accessToken: 'q'.repeat(64) } }),
  ).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
});

test('too many movements are fetched in shorter periods that leave no day out', async () => {
  const days = Array.from({ length: 18 }, (_, index) => addDays('2026-03-01', index));
  bank.play(({ path }) => {
    const [from, to] = path.split('/').slice(-3, -1) as [string, string];
    const between = days.filter((day) => day >= from && day <= to);
    return between.length > 5
      ? { status: 413 }
      : {
          body: statement(between.map((day, index) => movement(Number(day.slice(-2)) * 10 + index, day, -1))),
        };
  });
  const { pages } = await fetchAll(fio({ url: bank.url, clock: testClock().clock }));
  expect(pages.flatMap(({ rows }) => rows.map(({ date }) => date))).toEqual(days);
  bank.play(() => ({ status: 413 }));
  await expect(fetchAll(fio({ url: bank.url, clock: testClock().clock }))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
});

test('what is older than 90 days has to be unlocked, and the sentence says where', async () => {
  bank.play(() => ({ status: 422, body: 'Data není možné poskytnout bez silné autorizace.' }));
  await expect(
    fetchAll(fio({ url: bank.url, clock: testClock().clock }), { since: '2025-06-01' }),
  ).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining('unlock') });
});

test('after a long gap the movements after the last known one are fetched, and the days that Fio tells of', async () => {
  bank.play(({ path }): Played => {
    if (path.includes('/set-last-id/')) return {};
    if (path.includes('/last/'))
      return { body: statement([movement(41, '2025-12-10', -1), movement(42, '2026-03-02', -2)]) };
    return path.includes('/2025-11-20/')
      ? { status: 422 }
      : { body: statement([movement(42, '2026-03-02', -2)]) };
  });
  const { pages, cursor } = await fetchAll(fio({ url: bank.url, clock: testClock().clock }), {
    since: '2025-11-20',
    cursor: '40',
  });
  expect(paths()).toEqual([
    `periods/*/2025-11-20/${TODAY}/transactions.json`,
    'set-last-id/*/40/',
    'last/*/transactions.json',
    `periods/*/2025-12-19/${TODAY}/transactions.json`,
  ]);
  expect(pages.map(({ rows, completeFrom }) => [rows.map(({ bankId }) => bankId), completeFrom])).toEqual([
    [['41', '42'], '2025-12-19'],
    [['42'], undefined],
  ]);
  expect(cursor).toBe('42');
});

test('a gap that Fio does not tell of without being unlocked fails the fetch', async () => {
  bank.play(({ path }: Asked) => (path.includes('/set-last-id/') ? {} : { status: 422 }));
  await expect(
    fetchAll(fio({ url: bank.url, clock: testClock().clock }), { since: '2025-06-01', cursor: '40' }),
  ).rejects.toMatchObject({ code: 'REFUSED' });
});

test.each([
  ['cut off', { body: '{"accountStatement":{"info":{', cutOff: true }],
  ['not whole', { body: '{"accountStatement":{"info":{' }],
  ['without a movement id', { body: statement([{ ...movement(1, TODAY, 1), column22: null }]) }],
  ['with an amount that would have to be rounded', { body: statement([movement(1, TODAY, 1.005)]) }],
  ['with a day that is none', { body: statement([movement(1, '2026-02-30', 1)]) }],
  ['with an id that numbers cannot hold', { body: statement([movement(2 ** 53, TODAY, 1)]) }],
])('an answer that is %s is not trusted', async (_, played: Played) => {
  bank.play(() => played);
  await expect(fetchAll(fio({ url: bank.url, clock: testClock().clock }))).rejects.toMatchObject({
    code: 'MALFORMED',
  });
});

test('a server in trouble is tried again later, and a fetch that is stopped waits no longer', async () => {
  bank.play(() => ({ status: 503, headers: { 'retry-after': '120' } }));
  await expect(fetchAll(fio({ url: bank.url, clock: testClock().clock }))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryAfterSeconds: 120,
  });
  await expect(
    fetchAll(fio({ url: bank.url, clock: testClock().clock }), {
      using: { ...session(), signal: AbortSignal.abort(new Error('stopped')) },
    }),
  ).rejects.toThrow('stopped');
});
