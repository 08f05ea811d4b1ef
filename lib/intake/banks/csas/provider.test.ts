import type { BankAccount, BankPage, BankByRedirect, BankSession } from '../provider';
import { startPlayedBank, type Asked, type Played, type PlayedBank } from '../testing';
import { csas } from './provider';

const TODAY = '2026-03-18';
const HANDLE = 'D2C8C1DCC51A3738538A40A4863CA288E0225E52';
const ACCOUNT: BankAccount = {
  id: 'a handle of yesterday',
  number: 'CZ0708000000001019382023',
  name: 'Můj účet',
  currency: 'CZK',
  type: 'CHECKING',
};

let bank: PlayedBank;
beforeEach(async () => {
  bank = await startPlayedBank();
});
afterEach(() => bank.close());

const provider = (): BankByRedirect =>
  csas({
    authUrl: 'https://idp.example/auth',
    tokenUrl: `${bank.url}/idp/token`,
    apiUrl: `${bank.url}/v3/accounts`,
    clientId: 'client',
    clientSecret: 'secret',
    apiKey: 'key',
  });

function session(more: Partial<BankSession['tokens']> = {}): BankSession & { stored: string[] } {
  const stored: string[] = [];
  return {
    tokens: { accessToken: 'access-1', accessTokenExpiresAt: null, refreshToken: 'refresh-1', ...more },
    stored,
    // As an own task, so that a request which does not wait for it would come first.
    renewed: (tokens) =>
      new Promise((resolve) =>
        setImmediate(() =>
          resolve(
            void stored.push(`${tokens.accessToken} ${tokens.refreshToken} after ${bank.asked.length}`),
          ),
        ),
      ),
  };
}

const account = {
  id: HANDLE,
  identification: { iban: 'CZ0708000000001019382023', other: '1019382023/0800' },
  currency: 'CZK',
  servicer: { bankCode: '0800' },
  nameI18N: 'Můj účet',
  productI18N: 'Osobní účet ČS',
  suitableScope: {},
};
const accounts = { pageNumber: 0, pageCount: 1, pageSize: 100, accounts: [account] };
const transaction = (entryReference: string, value: number | string, date: string, more: object = {}) => ({
  entryReference,
  amount: { value, currency: 'CZK' },
  creditDebitIndicator: 'DBIT',
  status: 'BOOK',
  bookingDate: { date },
  valueDate: { date },
  ...more,
});
const failure = (status: number, error: string): Played => ({
  status,
  body: { errors: [{ error, scope: 'id' }] },
});

/** Accounts as documented; transactions and everything else as `answer` says. */
function play(answer: (asked: Asked) => Played): void {
  bank.play((asked) =>
    asked.path === '/v3/accounts/my/accounts' && asked.headers.authorization === 'Bearer access-1'
      ? { body: accounts }
      : answer(asked),
  );
}

const list = (
  transactions: object[],
  paging: object = { pageNumber: 0, pageCount: 1, pageSize: 200 },
): Played => ({ body: { ...paging, transactions } });

async function fetchAll(
  using: BankSession = session(),
  since = '2026-03-01',
  bankProvider = provider(),
): Promise<BankPage[]> {
  const pages: BankPage[] = [];
  for await (const page of bankProvider.fetchSince(using, {
    account: ACCOUNT,
    since,
    today: TODAY,
    cursor: null,
  }))
    pages.push(page);
  return pages;
}

test('it is offered only when id, secret and key are set', async () => {
  expect(provider().configured).toBe(true);
  const unconfigured = csas({ clientId: 'client', clientSecret: 'secret' });
  expect(unconfigured.configured).toBe(false);
  await expect(unconfigured.listAccounts(session())).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('CSAS_API_KEY'),
  });
});

test('the consent begins at the bank with state and challenge, and the code is exchanged with its verifier', async () => {
  const { url } = await provider().beginConsent({
    redirectUri: 'https://saldo.example/back?x=1',
    state: 'a&b',
    codeChallenge: 'challenge',
  });
  expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
    response_type: 'code',
    client_id: 'client',
    redirect_uri: 'https://saldo.example/back?x=1',
    state: 'a&b',
    scope: 'siblings.accounts',
    access_type: 'offline',
    code_challenge: 'challenge',
    code_challenge_method: 'S256',
  });
  bank.play(() => ({
    body: {
      access_token: 'access',
      refresh_token: 'refresh',
      expires_in: 300,
      token_type: 'bearer',
      scope: 'siblings.accounts',
    },
  }));
  const before = Date.now();
  const consent = await provider().finishConsent({
    code: 'code',
    codeVerifier: 'verifier',
    redirectUri: 'https://saldo.example/back?x=1',
  });
  expect(bank.asked).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/idp/token',
      form: {
        grant_type: 'authorization_code',
        code: 'code',
        code_verifier: 'verifier',
        redirect_uri: 'https://saldo.example/back?x=1',
        client_id: 'client',
        client_secret: 'secret',
      },
    }),
  ]);
  expect(consent.tokens).toMatchObject({ accessToken: 'access', refreshToken: 'refresh' });
  expect(Date.parse(consent.tokens.accessTokenExpiresAt!) - before).toBeLessThan(301_000);
  expect(Math.round((Date.parse(consent.expiresAt!) - before) / 86_400_000)).toBe(180);
});

test.each([
  [400, 'REFUSED', 'start the connection again'],
  [401, 'REFUSED', 'client id and secret'],
  [503, 'UNAVAILABLE', 'try again later'],
])('a code that is answered %s is %s', async (status, code, words) => {
  bank.play(() => ({ status, body: { error: 'invalid' } }));
  await expect(
    provider().finishConsent({ code: 'c', codeVerifier: 'v', redirectUri: 'r' }),
  ).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});

test('all pages of accounts are listed, and a savings account is known by its product', async () => {
  bank.play(({ query }) => ({
    body:
      query.page === '0'
        ? { ...accounts, pageCount: 2, nextPage: 1 }
        : {
            ...accounts,
            pageNumber: 1,
            pageCount: 2,
            accounts: [
              {
                ...account,
                id: 'second',
                identification: { other: '19-123/0800' },
                currency: 'EUR',
                nameI18N: null,
                productI18N: 'Spoření ČS',
              },
            ],
          },
  }));
  expect(await provider().listAccounts(session())).toEqual([
    { id: HANDLE, number: 'CZ0708000000001019382023', name: 'Můj účet', currency: 'CZK', type: 'CHECKING' },
    { id: 'second', number: '19-123/0800', name: 'Spoření ČS', currency: 'EUR', type: 'SAVINGS' },
  ]);
  expect(bank.asked[0]).toMatchObject({
    path: '/v3/accounts/my/accounts',
    headers: { authorization: 'Bearer access-1', 'web-api-key': 'key' },
  });
});

test('every field of a transaction is read', async () => {
  const details = {
    references: { endToEndIdentification: 'VS0250117002/SS0000000000/KS0000' },
    relatedParties: {
      debtor: { name: 'Hlobil Ferdinand' },
      debtorAccount: {
        identification: {
          iban: 'CZ08 2700 0000 0021 0858 9434',
          other: { identification: '000000-2108589434/0800' },
        },
      },
      creditor: { name: 'Jiří Spokojený' },
      creditorAccount: {
        identification: { iban: null, other: { identification: '000019-2108589434/0800' } },
      },
    },
    remittanceInformation: {
      unstructured: 'faktura 12345',
      structured: { creditorReferenceInformation: { reference: ['VS:123456', 'SS:879213546', 'KS:0308'] } },
    },
    additionalTransactionInformation: 'Tuzemská příchozí úhrada',
    additionalRemittanceInformation: 'na motorku',
  };
  play(() =>
    list([
      transaction('FC-1', 4520.15, '2026-03-02', {
        creditDebitIndicator: 'CRDT',
        entryDetails: { transactionDetails: details },
      }),
      transaction('FC-2', -10, '2026-03-03', {
        entryDetails: { transactionDetails: { ...details, remittanceInformation: null } },
      }),
      transaction('FC-3', '99.9', '2026-03-18', { status: 'PDNG', bookingDate: null }),
      transaction('FC-4', 5, '2026-03-18', { status: 'INFO' }),
      transaction('FC-5', 5, '2026-02-28'),
    ]),
  );
  const [page] = await fetchAll();
  const plain = { currency: 'CZK', status: 'CLEARED', balanceMinor: null };
  expect(page!.rows).toEqual([
    {
      ...plain,
      date: '2026-03-02',
      amountMinor: 452_015n,
      payee: 'Hlobil Ferdinand',
      description: 'faktura 12345 · na motorku · Tuzemská příchozí úhrada',
      counterpartyAccount: 'CZ0827000000002108589434',
      bankId: 'FC-1',
      symbols: { variable: '123456', specific: '879213546', constant: '0308' },
    },
    {
      ...plain,
      date: '2026-03-03',
      amountMinor: -1_000n,
      payee: 'Jiří Spokojený',
      description: 'na motorku · Tuzemská příchozí úhrada',
      counterpartyAccount: '19-2108589434/0800',
      bankId: 'FC-2',
      symbols: { variable: '250117002' },
    },
    {
      ...plain,
      date: '2026-03-18',
      amountMinor: -9_990n,
      payee: null,
      description: null,
      counterpartyAccount: null,
      bankId: 'FC-3',
      symbols: {},
      status: 'PENDING',
    },
  ]);
});

test('all pages are fetched in a stable order, from the day before in UTC, with the handle of today', async () => {
  play(({ query }) =>
    list([transaction(`FC-${query.page}`, 1, '2026-03-05')], {
      pageNumber: Number(query.page),
      pageCount: 3,
      pageSize: 200,
      ...(query.page === '2' ? {} : { nextPage: Number(query.page) + 1 }),
    }),
  );
  const pages = await fetchAll();
  expect(pages.flatMap(({ rows }) => rows.map(({ bankId }) => bankId))).toEqual(['FC-0', 'FC-1', 'FC-2']);
  expect(bank.asked.slice(1).map(({ path, query }) => [path, query])).toEqual(
    ['0', '1', '2'].map((page) => [
      `/v3/accounts/my/accounts/${HANDLE}/transactions`,
      { fromDate: '2026-02-28', size: '200', page, sort: 'bookingdate', order: 'ASC' },
    ]),
  );
  expect(pages[0]!.request).toContain(
    `GET ${bank.url}/v3/accounts/my/accounts/${HANDLE}/transactions?fromDate=2026-02-28`,
  );
  expect(pages[0]!.request).not.toMatch(/access|key|secret/);
});

test('a long time is asked in quarters of a year that leave no day out', async () => {
  play(() => list([]));
  await fetchAll(session(), '2025-08-01');
  expect(bank.asked.slice(1).map(({ query }) => [query.fromDate, query.toDate])).toEqual([
    ['2025-07-31', '2025-10-28'],
    ['2025-10-29', '2026-01-26'],
    ['2026-01-27', undefined],
  ]);
});

test.each([
  ['the same page again', { pageNumber: 0, pageCount: 9, pageSize: 200 }],
  ['a next page that was there before', { pageNumber: 1, pageCount: 9, pageSize: 200, nextPage: 0 }],
])('pages that go in circles are not trusted: %s', async (_, second) => {
  play(({ query }) =>
    list([], query.page === '0' ? { pageNumber: 0, pageCount: 9, pageSize: 200, nextPage: 1 } : second),
  );
  await expect(fetchAll()).rejects.toMatchObject({ code: 'MALFORMED' });
  expect(bank.asked).toHaveLength(3);
});

test('more than the bank gives out is said, not cut', async () => {
  play(({ query }) => list([], { pageNumber: Number(query.page), pageCount: 51, pageSize: 200 }));
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('later first day'),
  });
  play(() => failure(400, 'MAX_TRANSACTIONS_EXCEEDED'));
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('later first day'),
  });
});

test.each([
  [401, ''],
  [403, 'TOKEN_INVALID'],
])(
  'an expired access token (%s %s) is renewed once, and the new refresh token is stored before anything is asked with it',
  async (status, error) => {
    bank.play(({ path, headers, form }) => {
      if (path === '/idp/token')
        return form.refresh_token === 'refresh-1'
          ? { body: { access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 300 } }
          : { status: 400, body: {} };
      if (headers.authorization !== 'Bearer access-2') return failure(status, error);
      return path.endsWith('/transactions')
        ? list([transaction('FC-1', 1, '2026-03-05')])
        : { body: accounts };
    });
    const using = session();
    expect((await fetchAll(using)).flatMap(({ rows }) => rows)).toHaveLength(1);
    expect(using.stored).toEqual(['access-2 refresh-2 after 2']);
    expect(using.tokens).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2' });
    expect(bank.asked.map(({ path }) => path.split('/').at(-1))).toEqual([
      'accounts',
      'token',
      'accounts',
      'transactions',
    ]);
  },
);

test('a token that is about to end is renewed before it is used, and a refresh token that the bank keeps stays', async () => {
  bank.play(({ path }) => ({
    body: path === '/idp/token' ? { access_token: 'access-2', expires_in: '300' } : accounts,
  }));
  const using = session({ accessTokenExpiresAt: new Date(Date.now() + 5_000).toISOString() });
  await Promise.all([provider().health(using), provider().health(using)]);
  expect(bank.asked.filter(({ path }) => path === '/idp/token')).toHaveLength(1);
  expect(using.tokens).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-1' });
});

test('a consent that has ended says so: at the refresh, at the second refusal, without a refresh token', async () => {
  bank.play(({ path }) =>
    path === '/idp/token' ? { status: 400, body: { error: 'invalid_grant' } } : failure(403, 'TOKEN_INVALID'),
  );
  await expect(provider().health(session())).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
  bank.play(({ path }) =>
    path === '/idp/token' ? { body: { access_token: 'access-2' } } : failure(401, 'SCA_REQUIRED'),
  );
  await expect(provider().health(session())).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
  expect(bank.asked.filter(({ path }) => path === '/idp/token')).toHaveLength(2);
  bank.play(({ path }) =>
    path === '/idp/token'
      ? { status: 400, body: { error: 'invalid_client' } }
      : failure(403, 'TOKEN_INVALID'),
  );
  await expect(provider().health(session())).rejects.toMatchObject({ code: 'REFUSED' });
  await expect(provider().health(session({ refreshToken: null }))).rejects.toMatchObject({
    code: 'CONSENT_ENDED',
  });
});

test('an account that is shared no more has to be renewed', async () => {
  bank.play(() => ({ body: { ...accounts, accounts: [] } }));
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'CONSENT_ENDED',
    message: expect.stringContaining('tick the account'),
  });
  play(() => failure(404, 'ID_NOT_FOUND'));
  await expect(fetchAll()).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
});

test.each([
  [
    'a quota',
    { ...failure(429, 'REQUEST_QUOTA_EXCEEDED'), headers: { 'retry-after': '1800' } },
    'RATE_LIMITED',
    1_800,
  ],
  [
    'an outage',
    { ...failure(503, 'SERVICE_UNAVAILABLE'), headers: { 'retry-after': '60' } },
    'UNAVAILABLE',
    60,
  ],
  ['an error between pages', failure(500, 'INTERNAL_SERVER_ERROR'), 'UNAVAILABLE', null],
  ['a wrong key', failure(403, 'KEY_UNAUTHORIZED'), 'REFUSED', null],
  ['a disabled key', failure(412, 'KEY_DISABLED'), 'REFUSED', null],
  [
    'a page that is cut off',
    { body: '{"pageNumber":1,"pageCount":2,"trans', cutOff: true },
    'MALFORMED',
    null,
  ],
  ['a page that is not JSON', { body: '<html>' }, 'MALFORMED', null],
  [
    'an amount that would have to be rounded',
    list([transaction('FC-9', 1.234, '2026-03-05')], { pageNumber: 1, pageCount: 2, pageSize: 200 }),
    'MALFORMED',
    null,
  ],
  [
    'a transaction without a day',
    list([transaction('FC-9', 1, '2026-03-05', { bookingDate: null, valueDate: null })], {
      pageNumber: 1,
      pageCount: 2,
      pageSize: 200,
    }),
    'MALFORMED',
    null,
  ],
])('half a fetch never looks like a whole one: %s', async (_, second: Played, code, retryAfterSeconds) => {
  play(({ query }) =>
    query.page === '0'
      ? list([transaction('FC-1', 1, '2026-03-05')], {
          pageNumber: 0,
          pageCount: 2,
          pageSize: 200,
          nextPage: 1,
        })
      : second,
  );
  await expect(fetchAll()).rejects.toMatchObject({ code, retryAfterSeconds });
});

test('a row in a currency that Saldo does not know arrives with its code', async () => {
  play(() => list([transaction('FC-1', 12.5, '2026-03-05', { amount: { value: 12.5, currency: 'XTS' } })]));
  expect((await fetchAll())[0]!.rows).toEqual([
    expect.objectContaining({ currency: 'XTS', amountMinor: -1_250n }),
  ]);
});

test('the booked balance is read with its sign; the available one is not taken for it', async () => {
  const balance = (code: string, value: number, creditDebitIndicator = 'CRDT') => ({
    type: { codeOrProprietary: { code } },
    amount: { value, currency: 'CZK' },
    creditDebitIndicator,
    date: { dateTime: '2026-03-18T05:37:30+01:00' },
  });
  play(() => ({ body: { balances: [balance('CLAV', 9_999), balance('CLBD', 4520.15, 'DBIT')] } }));
  expect(await provider().balance(session(), ACCOUNT)).toEqual({
    amountMinor: -452_015n,
    currency: 'CZK',
    date: TODAY,
  });
  play(() => ({ body: { balances: [balance('CLAV', 9_999)] } }));
  expect(await provider().balance(session(), ACCOUNT)).toBeNull();
});
