import { createHash } from 'node:crypto';
import { addDays } from '@/lib/core/dates/local-date';
import { mockBank } from './provider';
import { connectMockBank, fetchPages } from './testing';

// Each bank makes up more than a year of three households first.
jest.setTimeout(30_000);

const TODAY = '2026-03-18';
const redirectUri = 'http://localhost:3000/back';

test('a person shares two of four accounts, and only those are listed', async () => {
  const { provider, session } = await connectMockBank(
    {},
    { customer: 'tereza', accounts: ['CZ0599990000000004001019', 'CZ3699990000000004001043'] },
  );
  const accounts = await provider.listAccounts(session);
  expect(accounts.map(({ number, currency }) => [number, currency])).toEqual([
    ['CZ0599990000000004001019', 'CZK'],
    ['CZ3699990000000004001043', 'EUR'],
  ]);
});

test('every transaction since a day arrives over many pages, as it really happened', async () => {
  const { bank, provider, session, clock } = await connectMockBank();
  for (const account of await provider.listAccounts(session)) {
    const since = addDays(TODAY, -30);
    const pages = await fetchPages(provider, session, account.number!, since, clock.now);
    const rows = pages.flatMap(({ rows }) => rows);
    const truth = bank
      .truth(account.number!)
      .rows.filter(({ date, bookedOn }) => (bookedOn ?? date) >= since);
    expect(rows.map(({ amountMinor }) => amountMinor).sort()).toEqual(
      truth.map(({ amountMinor }) => amountMinor).sort(),
    );
    const served = pages.flatMap(({ body }) => JSON.parse(body).transactions as unknown[]);
    expect(new Set(served.map((row) => bank.truthKeyOf(row)))).toEqual(new Set(truth.map(({ key }) => key)));
    expect(new Set(rows.map(({ bankId }) => bankId)).size).toBe(rows.length);
  }
});

test('the booked balance is the opening balance and every booked row since the account was opened', async () => {
  const { bank, provider, session, clock } = await connectMockBank(
    { pageSize: 10_000 },
    { customer: 'lukas' },
  );
  const [account] = await provider.listAccounts(session);
  const rows = (await fetchPages(provider, session, account!.number!, '2025-01-01', clock.now)).flatMap(
    ({ rows }) => rows,
  );
  const booked = rows
    .filter(({ status }) => status === 'CLEARED')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const balance = await provider.balance(session, account!);
  expect(balance).toEqual({ amountMinor: 5_120_000n + booked, currency: 'CZK', date: TODAY });
  expect(bank.truth(account!.number!).bookedBalanceMinor).toBe(balance!.amountMinor);
});

test('something new shows up somewhere in every half hour of the day, and cards are pending before they are booked', async () => {
  const { bank, provider, session, clock } = await connectMockBank({ pageSize: 1_000 });
  const [account] = await provider.listAccounts(session);
  const numbers = [
    'CZ0599990000000004001019',
    'CZ8099990000000004001027',
    'CZ3699990000000004001043',
    'CZ8399990000000005002013',
    'CZ6199990000000005002021',
    'CZ1199990000000005002048',
    'CZ5899990000000006003018',
  ];
  const count = () => numbers.reduce((sum, number) => sum + bank.truth(number).rows.length, 0);
  clock.now = new Date(`${TODAY}T04:59:30Z`);
  for (let slot = 0; slot < 12; slot += 1) {
    const before = count();
    clock.now = new Date(clock.now.getTime() + 30 * 60_000);
    expect(count()).toBeGreaterThan(before);
  }
  // The access token ended meanwhile; a session renews it.
  const rows = (await fetchPages(provider, session, account!.number!, addDays(TODAY, -5), clock.now)).flatMap(
    ({ rows }) => rows,
  );
  expect(rows.filter(({ status }) => status === 'PENDING').length).toBeGreaterThan(3);
  const pending = rows.find(({ status }) => status === 'PENDING')!;
  clock.now = new Date(clock.now.getTime() + 4 * 86_400_000);
  const later = (
    await fetchPages(provider, session, account!.number!, addDays(TODAY, -5), clock.now)
  ).flatMap(({ rows }) => rows);
  expect(later.find(({ bankId }) => bankId === pending.bankId)).toMatchObject({
    status: 'CLEARED',
    amountMinor: pending.amountMinor,
  });
});

test('a restarted bank tells the same history and keeps its consents', async () => {
  const first = await connectMockBank({ secret: 'the same' });
  const second = await connectMockBank({ secret: 'the same' });
  const number = 'CZ8099990000000004001027';
  const history = ({ bank }: typeof first) => ({
    ...bank.truth(number),
    rows: bank.truth(number).rows.slice(-200),
  });
  expect(history(second)).toEqual(history(first));
  expect(await second.provider.listAccounts(first.session)).toEqual(
    await first.provider.listAccounts(first.session),
  );
  const other = await connectMockBank({ secret: 'another', seed: 'another' });
  expect(history(other)).not.toEqual(history(first));
  await expect(other.provider.listAccounts(first.session)).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
});

test('transfers between own accounts are in both accounts, converted at the rate that their text names', async () => {
  const { bank } = await connectMockBank();
  const euros = bank.truth('CZ3699990000000004001043').rows.filter(({ text }) => text.startsWith('Exchange'));
  const crowns = bank
    .truth('CZ0599990000000004001019')
    .rows.filter(({ text }) => text.startsWith('Exchange'));
  expect(euros.length).toBeGreaterThan(10);
  euros.forEach((euro, index) => {
    const crown = crowns[index]!;
    expect([crown.date, crown.text]).toEqual([euro.date, euro.text]);
    const rate = BigInt(/at ([\d.]+)$/.exec(euro.text)![1]!.replace('.', ''));
    expect(crown.amountMinor * 1000n).toBe(-euro.amountMinor * rate);
  });
});

test('an access token that the bank refuses is renewed once, and the new refresh token is stored before it is used', async () => {
  const { bank, provider, session, clock } = await connectMockBank();
  const first = session.tokens;
  clock.now = new Date(clock.now.getTime() + 3_600_000);
  await provider.health(session);
  expect(session.stored).toEqual([session.tokens.refreshToken]);
  expect(session.tokens.refreshToken).not.toBe(first.refreshToken);
  // The first refresh token has been used up.
  await expect(
    mockBank({ url: bank.url, fetch: bank.fetch }).health({ ...session, tokens: first }),
  ).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
});

test('when the new tokens cannot be stored, nothing is asked with them', async () => {
  const { provider, session, clock } = await connectMockBank();
  clock.now = new Date(clock.now.getTime() + 3_600_000);
  const before = session.tokens;
  await expect(
    provider.health({ ...session, renewed: () => Promise.reject(new Error('The database is away.')) }),
  ).rejects.toThrow('The database is away.');
  expect(session.tokens).toBe(before);
});

test('a consent ends after its days, and one that was taken back ends at once', async () => {
  const { provider, session, clock, consent } = await connectMockBank({ consentDays: 30 });
  expect(consent.expiresAt).toBe('2026-04-17T12:00:00.000Z');
  clock.now = new Date('2026-04-17T11:59:00Z');
  await provider.health(session);
  clock.now = new Date('2026-04-17T12:00:00Z');
  await expect(provider.health(session)).rejects.toMatchObject({ code: 'CONSENT_ENDED' });

  const another = await connectMockBank();
  await another.provider.revoke(another.session);
  await expect(another.provider.health(another.session)).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
});

test('a code works once and only with its verifier', async () => {
  const { bank, provider } = await connectMockBank();
  const { url } = await provider.beginConsent({
    redirectUri,
    state: 's',
    codeChallenge: createHash('sha256').update('right').digest('base64url'),
  });
  const { code } = await bank.authorise(url);
  await expect(provider.finishConsent({ code, codeVerifier: 'wrong', redirectUri })).rejects.toMatchObject({
    code: 'REFUSED',
  });
  await expect(
    provider.finishConsent({ code, codeVerifier: 'right', redirectUri: 'http://elsewhere.example/' }),
  ).rejects.toMatchObject({ code: 'REFUSED' });
  await provider.finishConsent({ code, codeVerifier: 'right', redirectUri });
  await expect(provider.finishConsent({ code, codeVerifier: 'right', redirectUri })).rejects.toMatchObject({
    code: 'REFUSED',
  });
});

test('a written-out ledger is served exactly as written', async () => {
  const number = 'CZ3699990000000004001043';
  const { bank, provider, session, clock } = await connectMockBank({
    pageSize: 2,
    accounts: [
      {
        number,
        name: 'Tiny',
        currency: 'EUR',
        type: 'CHECKING',
        openingMinor: 100n,
        movements: [
          {
            key: 'a',
            date: '2026-03-10',
            amountMinor: -30n,
            payee: 'Café',
            text: 'Espresso',
            symbols: { variable: '7' },
          },
          { key: 'b', date: '2026-03-11', bookedOn: '2026-03-13', amountMinor: -20n, id: null },
          { key: 'c', date: '2026-03-17', bookedOn: '2026-03-20', amountMinor: -5n, payee: 'Kiosk' },
          { key: 'd', date: '2026-03-19', amountMinor: -1n },
        ],
      },
    ],
  });
  const pages = await fetchPages(provider, session, number, '2026-03-01', clock.now);
  expect(
    pages.map(({ rows }) =>
      rows.map(({ date, status, amountMinor, bankId }) => [date, status, amountMinor, bankId === null]),
    ),
  ).toEqual([
    [
      ['2026-03-17', 'PENDING', -5n, false],
      ['2026-03-13', 'CLEARED', -20n, true],
    ],
    [['2026-03-10', 'CLEARED', -30n, false]],
  ]);
  expect(pages[1]!.rows[0]).toMatchObject({
    payee: 'Café',
    description: 'Espresso',
    symbols: { variable: '7' },
    currency: 'EUR',
    counterpartyAccount: null,
  });
  expect(pages[0]!.request).toMatch(
    /^GET http:\/\/localhost\/accounts\/\w+\/transactions\?from=2026-03-01&to=2026-03-18$/,
  );
  expect(bank.truth(number)).toEqual({
    bookedBalanceMinor: 50n,
    rows: [
      {
        key: 'a',
        date: '2026-03-10',
        amountMinor: -30n,
        text: 'Espresso',
        state: 'BOOKED',
        bookedOn: '2026-03-10',
      },
      { key: 'b', date: '2026-03-11', amountMinor: -20n, text: '', state: 'BOOKED', bookedOn: '2026-03-13' },
      { key: 'c', date: '2026-03-17', amountMinor: -5n, text: '', state: 'PENDING', bookedOn: null },
    ],
  });
});
