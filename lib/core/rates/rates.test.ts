import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { db } from '@/lib/platform/db/pool';
import { addDays, type LocalDate } from '@/lib/core/dates/local-date';
import { rebuildHousehold } from '@/lib/ledger/cells/rebuild-household';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { listExchangeRates, listRateSources, RATES_VERSION } from './data';
import { catchUpOnRates, fetchRates, seedEmbeddedRates } from './mutations';
import { cnb } from './sources/cnb';
import { ecb } from './sources/ecb';
import { readText } from './sources/http';
import type { RateSource } from './sources/source';
import { unirate } from './sources/unirate';

setUpTestDatabase();

const KEY = 'k3y-that-nobody-may-see';
const TODAY = '2026-02-10';
const requests: string[] = [];
let answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
let server: Server;
let sources: RateSource[];

/** Working days, with a rate that tells its day: 24.310 on the tenth. */
const isWorkingDay = (date: LocalDate) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const rateOf = (date: LocalDate, whole: number) => `${whole}.${date.slice(8)}${date.slice(6, 7)}`;
const workingDays = (from: LocalDate, to: LocalDate) => {
  const days: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) if (isWorkingDay(date)) days.push(date);
  return days;
};
const czech = (date: LocalDate) => date.split('-').reverse().join('.');
const comma = (rate: string) => rate.replace('.', ',');

function cnbDay(date: LocalDate): string {
  const rows = [
    ['EMU|euro|1|EUR', 24],
    ['Japonsko|jen|100|JPY', 13],
    ['USA|dolar|1|USD', 20],
    ['Velká Británie|libra|1|GBP', 28],
  ] as const;
  return [
    `${czech(date)} #27`,
    'země|měna|množství|kód|kurz',
    ...rows.map(([row, whole]) => `${row}|${comma(rateOf(date, whole))}`),
    '',
  ].join('\n');
}

function cnbYear(year: string, until: LocalDate): string {
  const end = `${year}-12-31` < until ? `${year}-12-31` : until;
  const days = workingDays(`${year}-01-02`, end).map((date) =>
    [czech(date), ...[24, 28, 13, 20].map((whole) => comma(rateOf(date, whole)))].join('|'),
  );
  return ['Datum|1 EUR|1 GBP|100 JPY|1 USD', ...days, ''].join('\n');
}

function ecbFile(days: LocalDate[]): string {
  const cubes = days.map(
    (date) =>
      `<Cube time='${date}'><Cube currency='USD' rate='${rateOf(date, 1)}'/><Cube currency='CZK' rate='${rateOf(date, 24)}'/></Cube>`,
  );
  return `<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="g"><Cube>${cubes.join('')}</Cube></gesmes:Envelope>`;
}

const text =
  (body: string, status = 200) =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status).end(body);

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    (answers[pathname] ?? text('<html>Not found</html>', 404))(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sources = [cnb(`${address}/cnb/`), ecb(`${address}/ecb/`), unirate(`${address}/`, KEY)];
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await stopQueue();
});

beforeEach(async () => {
  requests.length = 0;
  answers = {
    '/cnb/denni_kurz.txt': text(cnbDay(TODAY)),
    '/cnb/rok.txt': (request, response) =>
      void response.end(
        cnbYear(new URL(request.url ?? '', 'http://localhost').searchParams.get('rok') ?? '', TODAY),
      ),
    '/ecb/eurofxref-daily.xml': text(ecbFile([TODAY])),
    '/ecb/eurofxref-hist-90d.xml': text(ecbFile(workingDays(addDays(TODAY, -89), TODAY))),
    '/ecb/eurofxref-hist.xml': text(ecbFile(workingDays('1999-01-04', TODAY))),
    '/api/rates': text(
      JSON.stringify({ amount: 1, base: 'EUR', rates: { USD: 1.18, CZK: 24.4, AED: '4.3' } }),
    ),
  };
  await db().query('DELETE FROM exchange_rate');
  await db().query('DELETE FROM rate_fetch');
});

async function stored(source: string, quote: string) {
  const { rows } = await db().query<{ date: string; rate: string }>(
    `SELECT date, trim_scale(rate)::text AS rate FROM exchange_rate WHERE source = $1::rate_source
      AND $2 IN (base, quote) ORDER BY date`,
    [source, quote],
  );
  return rows;
}
const version = async () =>
  (await db().query<{ version: string }>(`SELECT ${RATES_VERSION} AS version`)).rows[0]?.version ?? '0';
const stateOf = async (id: string) => (await listRateSources()).find((source) => source.id === id);
const rebuilds = async (householdId: string) =>
  (
    await db().query("SELECT FROM pgboss.job WHERE name = 'rebuild' AND data->>'householdId' = $1", [
      householdId,
    ])
  ).rows.length;

test('the first fetch reaches three months back and keeps what each source published', async () => {
  await fetchRates(TODAY, sources);
  const yen = await stored('CNB', 'JPY');
  expect(yen.map(({ date }) => date)).toEqual(
    workingDays(addDays(TODAY, -90), TODAY).filter((date) => date !== '2026-01-01'),
  );
  expect(yen.at(-1)).toEqual({ date: TODAY, rate: '0.13102' });
  expect((await stored('ECB', 'USD')).at(-1)).toEqual({ date: TODAY, rate: '1.102' });
  expect(await stored('UNIRATE', 'AED')).toEqual([{ date: TODAY, rate: '4.3' }]);
  expect(await listRateSources()).toMatchObject([
    { id: 'CNB', fetchedAt: expect.any(Date), newestDate: TODAY, problem: null },
    { id: 'ECB', fetchedAt: expect.any(Date), newestDate: TODAY, problem: null },
    { id: 'UNIRATE', fetchedAt: expect.any(Date), newestDate: TODAY, problem: null },
    { id: 'EMBEDDED', configured: true, fetchedAt: null, newestDate: null, problem: null },
  ]);
});

test('fetching a day again changes nothing, not even when the source says something else by then', async () => {
  await fetchRates(TODAY, sources);
  const [before, known] = [await stored('UNIRATE', 'CZK'), await version()];
  answers['/api/rates'] = text('{"base":"EUR","rates":{"USD":1.19,"CZK":24.9}}');
  requests.length = 0;
  await fetchRates(TODAY, sources);
  expect(await stored('UNIRATE', 'CZK')).toEqual(before);
  expect(await version()).toBe(known);
  expect(requests.map((url) => url.split('?')[0])).toEqual([
    '/cnb/denni_kurz.txt',
    '/ecb/eurofxref-daily.xml',
    '/api/rates',
  ]);
});

test('a gap since the last fetch is filled', async () => {
  answers['/cnb/denni_kurz.txt'] = text(cnbDay('2026-01-30'));
  await fetchRates('2026-01-30', sources.slice(0, 1));
  answers['/cnb/denni_kurz.txt'] = text(cnbDay(TODAY));
  await fetchRates(TODAY, sources.slice(0, 1));
  expect((await stored('CNB', 'EUR')).map(({ date }) => date).slice(-8)).toEqual(
    workingDays('2026-01-30', TODAY),
  );
});

test('history is fetched as far back as the oldest foreign transaction needs, once', async () => {
  await fetchRates(TODAY, sources.slice(0, 2));
  const { householdId } = await createHousehold();
  const [crowns, euros] = [
    await createAccount(householdId),
    await createAccount(householdId, { currency: 'EUR' }),
  ];
  await createTransaction(householdId, crowns.id, { date: '2001-05-05', amount: '-1.00' });
  await createTransaction(householdId, euros.id, { date: '2024-07-06', amount: '-1.00' });
  requests.length = 0;
  await fetchRates(TODAY, sources.slice(0, 2));
  expect(requests.filter((url) => url.includes('rok='))).toEqual([
    '/cnb/rok.txt?rok=2024',
    '/cnb/rok.txt?rok=2025',
    '/cnb/rok.txt?rok=2026',
  ]);
  expect(requests).toContain('/ecb/eurofxref-hist.xml');
  expect((await stored('CNB', 'EUR'))[0]?.date).toBe('2024-07-01');
  expect((await stored('ECB', 'CZK'))[0]?.date).toBe('2024-07-01');
  requests.length = 0;
  await fetchRates(TODAY, sources.slice(0, 2));
  expect(requests).toHaveLength(2);
  await db().query('DELETE FROM transaction WHERE household_id = $1', [householdId]);
});

test.each([
  [
    'a page of HTML',
    text('<html>Chyba</html>'),
    'The Czech National Bank sent something that is not a whole fixing, and nothing of it was taken.',
  ],
  [
    'a file that was cut off',
    text(cnbDay(TODAY).slice(0, -3)),
    'The Czech National Bank sent something that is not a whole fixing, and nothing of it was taken.',
  ],
  [
    'bytes that are no text',
    (_request: IncomingMessage, response: ServerResponse) =>
      void response.end(Buffer.from([0xff, 0xfe, 0x80])),
    'The Czech National Bank sent something that is not a text.',
  ],
  ['far too much', text('x'.repeat(2_100_000)), 'The Czech National Bank sent more than its rates can be.'],
  ['an error', text('', 503), 'The Czech National Bank answered with status 503 instead of rates.'],
  [
    'a connection that breaks',
    (request: IncomingMessage) => void request.socket.destroy(),
    'The Czech National Bank could not be reached.',
  ],
  [
    'half an answer',
    (request: IncomingMessage, response: ServerResponse) =>
      void response
        .writeHead(200, { 'content-length': '500' })
        .write('06.02', () => request.socket.destroy()),
    'The Czech National Bank could not be reached.',
  ],
])(
  '%s stores nothing of that source, says so, and does not stop the others',
  async (_name, answer, problem) => {
    answers['/cnb/denni_kurz.txt'] = answer;
    await fetchRates(TODAY, sources);
    expect(await stored('CNB', 'EUR')).toEqual([]);
    expect(await stateOf('CNB')).toMatchObject({ fetchedAt: null, newestDate: null, problem });
    expect(await stored('ECB', 'USD')).not.toEqual([]);
    answers['/cnb/denni_kurz.txt'] = text(cnbDay(TODAY));
    await fetchRates(TODAY, sources);
    expect(await stateOf('CNB')).toMatchObject({
      fetchedAt: expect.any(Date),
      newestDate: TODAY,
      problem: null,
    });
  },
);

test.each([
  ['never answers', () => undefined],
  [
    'stops in the middle',
    (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(200).write('06.02'),
  ],
])('a source that %s is given up after a while', async (_name, answer) => {
  answers['/hangs'] = answer;
  const { port } = server.address() as AddressInfo;
  await expect(readText('The bank', new URL(`http://127.0.0.1:${port}/hangs`), 100, 50)).rejects.toThrow(
    'The bank did not answer within 0.05 seconds.',
  );
});

test('history that cannot be read stores nothing of the day either', async () => {
  answers['/ecb/eurofxref-hist.xml'] = text(ecbFile(['2026-02-06']).slice(0, -20));
  answers['/ecb/eurofxref-hist-90d.xml'] = answers['/ecb/eurofxref-hist.xml'];
  await fetchRates(TODAY, sources);
  expect(await stored('ECB', 'USD')).toEqual([]);
  expect((await stateOf('ECB'))?.problem).toContain('not a whole file of rates');
});

test('the key of UniRate is sent, and shows up neither in what is said nor in what is logged', async () => {
  const written: string[] = [];
  const write = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation((chunk) => written.push(String(chunk)) > 0);
  try {
    answers['/api/rates'] = text('{"error":"Missing or invalid API key"}', 401);
    await fetchRates(TODAY, sources);
    const refused = (await stateOf('UNIRATE'))?.problem;
    expect(refused).toBe('UniRate refused the request: check its address and its key.');
    await fetchRates(TODAY, [unirate('http://127.0.0.1:1/', KEY)]);
    expect((await stateOf('UNIRATE'))?.problem).toBe('UniRate could not be reached.');
  } finally {
    write.mockRestore();
  }
  expect(requests.filter((url) => url.includes(KEY))).toEqual([`/api/rates?api_key=${KEY}&from=EUR`]);
  expect(written.join('')).not.toContain(KEY);
});

test('embedded rates are brought in once, are estimates, and stay deleted', async () => {
  const added = await seedEmbeddedRates();
  expect(added).toBeGreaterThan(2_000);
  expect(await seedEmbeddedRates()).toBe(0);
  const { rates, missing } = await listExchangeRates(
    'CZK',
    ['JPY', 'EUR', 'CZK', 'KWD'],
    '2026-10-20',
    await version(),
  );
  expect(rates).toMatchObject([
    { from: 'EUR', to: 'CZK', date: '2026-09-29', source: 'EMBEDDED', asked: '2026-10-20' },
    { from: 'JPY', to: 'CZK', date: '2026-09-29', source: 'EMBEDDED' },
  ]);
  expect(Number(rates[0]?.rate)).toBeCloseTo(24.39, 1);
  expect(missing).toEqual(['KWD']);
  await db().query("DELETE FROM exchange_rate WHERE quote = 'JPY'");
  expect(await seedEmbeddedRates()).toBe(0);
  expect((await listExchangeRates('CZK', ['JPY'], '2026-10-20', await version())).missing).toEqual(['JPY']);
  // A later release knows later days; only those come.
  await db().query("DELETE FROM exchange_rate WHERE source = 'EMBEDDED' AND date > '2026-09-01'");
  expect(await seedEmbeddedRates()).toBeGreaterThan(40);
  expect((await stored('EMBEDDED', 'JPY')).every(({ date }) => date > '2026-09-01')).toBe(true);
});

test('households whose totals new rates concern are put in line for a recount, others are not', async () => {
  const [foreign, own] = [await createHousehold(), await createHousehold()];
  const euros = await createAccount(foreign.householdId, { currency: 'EUR', openingBalance: '10.00' });
  await createAccount(own.householdId);
  await createTransaction(foreign.householdId, euros.id, { date: '2026-02-08', amount: '-10.00' });
  await fetchRates(TODAY, sources.slice(0, 1));
  expect(await rebuilds(foreign.householdId)).toBe(1);
  expect(await rebuilds(own.householdId)).toBe(0);
  await rebuildHousehold(foreign.householdId);
  expect((await verifyLedger(foreign.householdId)).differences).toEqual([]);
  await fetchRates(TODAY, sources.slice(0, 1));
  expect(await rebuilds(foreign.householdId)).toBe(1);
});

test('a worker that starts has rates fetched once, unless somebody tried within half a day', async () => {
  const waiting = async () =>
    (
      await db().query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'rates' AND state = 'created'`,
      )
    ).rows[0]?.count ?? 0;
  const before = await waiting();
  await db().query('DELETE FROM rate_fetch');
  await catchUpOnRates();
  expect(await waiting()).toBe(before + 1);
  await db().query(`INSERT INTO rate_fetch (source, tried_at) VALUES ('ECB', now() - interval '11 hours')`);
  await catchUpOnRates();
  expect(await waiting()).toBe(before + 1);
});
