import { mockBank } from './provider';
import { startMockBank, type MockBankOptions, type WrittenAccount } from './server';
import { connectMockBank, fetchPages, giveConsent, testSession } from './testing';

const NUMBER = 'CZ3699990000000004001043';
const SINCE = '2026-03-01';

/** Five booked rows on three days and a pending one, two to a page. The clock stands at noon of 18 March. */
function tiny(): MockBankOptions & { accounts: WrittenAccount[] } {
  const row = (key: string, date: string, amountMinor: bigint, bookedOn = date) => ({
    key,
    date,
    bookedOn,
    amountMinor,
    payee: `Shop ${key}`,
  });
  return {
    pageSize: 2,
    accounts: [
      {
        number: NUMBER,
        name: 'Tiny',
        currency: 'CZK',
        type: 'CHECKING',
        openingMinor: 1_000n,
        movements: [
          row('a', '2026-03-10', -10n),
          row('b', '2026-03-10', -20n),
          row('c', '2026-03-12', -30n),
          row('d', '2026-03-18', 500n),
          row('e', '2026-03-18', -40n),
          row('p', '2026-03-17', -50n, '2026-03-20'),
        ],
      },
    ],
  };
}

async function start(options: MockBankOptions = tiny()) {
  const connected = await connectMockBank(options);
  const { bank, provider, session, clock } = connected;
  return {
    ...connected,
    rows: async () =>
      (await fetchPages(provider, session, NUMBER, SINCE, clock.now)).flatMap(({ rows }) => rows),
    /** What each row is, in the order it is served. */
    keys: async () =>
      (await fetchPages(provider, session, NUMBER, SINCE, clock.now)).flatMap(({ body }) =>
        (JSON.parse(body).transactions as unknown[]).map((row) => bank.truthKeyOf(row)),
      ),
    balance: async () =>
      (await provider.balance(session, (await provider.listAccounts(session))[0]!))!.amountMinor,
    day: (date: string) => {
      clock.now = new Date(`${date}T12:00:00Z`);
    },
  };
}

test('a renumbered day gives the same rows other ids, among them ids that were others before', async () => {
  const { bank, rows, keys } = await start();
  const before = await rows();
  bank.play({ kind: 'RENUMBERED_DAY', date: '2026-03-10' });
  const after = await rows();
  expect(after.map(({ bankId: _, ...content }) => content)).toEqual(
    before.map(({ bankId: _, ...content }) => content),
  );
  const idOf = (list: typeof before, payee: string) => list.find((row) => row.payee === payee)!.bankId;
  expect(idOf(after, 'Shop a')).toBe(idOf(before, 'Shop b'));
  expect(idOf(after, 'Shop b')).not.toBe(idOf(before, 'Shop b'));
  expect(idOf(after, 'Shop c')).toBe(idOf(before, 'Shop c'));
  expect((await keys()).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'p']);
});

test('a pending row is booked under another id and date, and with another amount when asked', async () => {
  const { bank, rows, day, balance } = await start();
  const pending = (await rows()).find(({ status }) => status === 'PENDING')!;
  const before = await balance();
  day('2026-03-19');
  expect(bank.play({ kind: 'BOOKED_DIFFERENTLY', changeMinor: -7n })).toEqual(['p']);
  const booked = (await rows()).find(({ payee }) => payee === 'Shop p')!;
  expect(booked).toMatchObject({ status: 'CLEARED', date: '2026-03-19', amountMinor: -57n });
  expect(booked.bankId).not.toBe(pending.bankId);
  expect((await rows()).filter(({ payee }) => payee === 'Shop p')).toHaveLength(1);
  expect(await balance()).toBe(before - 57n);
  expect(bank.truth(NUMBER).rows.find(({ key }) => key === 'p')).toMatchObject({
    state: 'BOOKED',
    amountMinor: -57n,
    bookedOn: '2026-03-19',
    date: '2026-03-17',
  });
  expect(() => bank.play({ kind: 'BOOKED_DIFFERENTLY' })).toThrow('No transaction is pending');
});

test.each([[false], [true]])(
  'identical twins are two rows that differ in nothing but an id (without ids: %s)',
  async (withoutIds) => {
    const { bank, rows, balance } = await start();
    const before = await balance();
    const keys = bank.play({ kind: 'IDENTICAL_TWINS', amountMinor: -60n, withoutIds });
    const twins = (await rows()).filter(({ payee }) => payee === 'Café Dvojče');
    expect(twins).toHaveLength(2);
    expect({ ...twins[0], bankId: null }).toEqual({ ...twins[1], bankId: null });
    expect(twins[0]!.bankId === null).toBe(withoutIds);
    if (!withoutIds) expect(twins[0]!.bankId).not.toBe(twins[1]!.bankId);
    expect(await balance()).toBe(before - 120n);
    expect(bank.truth(NUMBER).rows.filter(({ key }) => keys.includes(key))).toHaveLength(2);
  },
);

test('relinking changes every handle and every id, and no transaction', async () => {
  const { bank, provider, session, rows, clock } = await start();
  const before = await rows();
  const [account] = await provider.listAccounts(session);
  bank.play({ kind: 'RELINKED' });
  expect(await provider.listAccounts(session)).toEqual([account]);
  const relinked = testSession(await giveConsent(bank, provider));
  const [again] = await provider.listAccounts(relinked);
  expect(again).toEqual({ ...account, id: again!.id });
  expect(again!.id).not.toBe(account!.id);
  const after = (await fetchPages(provider, relinked, NUMBER, SINCE, clock.now)).flatMap((page) => page.rows);
  expect(after.map(({ bankId: _, ...content }) => content)).toEqual(
    before.map(({ bankId: _, ...content }) => content),
  );
  expect(after.some(({ bankId }) => before.some((row) => row.bankId === bankId))).toBe(false);
  await expect(provider.balance(relinked, account!)).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
});

test('a deleted transaction leaves the list and the balance, and the truth says so', async () => {
  const { bank, keys, balance } = await start();
  const before = await balance();
  expect(bank.play({ kind: 'DELETED_TRANSACTION', key: 'c' })).toEqual(['c']);
  expect(await keys()).not.toContain('c');
  expect(await balance()).toBe(before + 30n);
  expect(bank.play({ kind: 'DELETED_TRANSACTION', state: 'PENDING' })).toEqual(['p']);
  expect(
    bank
      .truth(NUMBER)
      .rows.filter(({ state }) => state === 'DELETED')
      .map(({ key }) => key),
  ).toEqual(['c', 'p']);
});

test.each(['CONSENT_EXPIRED', 'TOKEN_REVOKED'] as const)(
  '%s ends every consent so far and none after it',
  async (kind) => {
    const { bank, provider, session } = await start();
    bank.play({ kind });
    await expect(provider.health(session)).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
    const renewed = testSession(await giveConsent(bank, provider));
    await provider.health(renewed);
  },
);

test('a limit is answered with the seconds to wait, once', async () => {
  const { bank, provider, session } = await start();
  bank.play({ kind: 'RATE_LIMITED', retryAfterSeconds: 90 });
  await expect(provider.health(session)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: 90,
  });
  await provider.health(session);
});

test('an error between pages and a page that is cut off fail the whole fetch, and the next one is complete', async () => {
  const { bank, rows } = await start();
  bank.play({ kind: 'SERVER_ERROR', page: 2, times: 2 });
  await expect(rows()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(rows()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  bank.play({ kind: 'TRUNCATED_PAGE', page: 3 });
  await expect(rows()).rejects.toMatchObject({ code: 'MALFORMED' });
  expect(await rows()).toHaveLength(6);
});

test('a wrong balance is off until the fault is cleared, and the truth is not', async () => {
  const { bank, balance } = await start();
  const truth = bank.truth(NUMBER).bookedBalanceMinor;
  expect(truth).toBe(1_000n - 10n - 20n - 30n + 500n - 40n);
  bank.play({ kind: 'WRONG_BALANCE', byMinor: -11n });
  expect(await balance()).toBe(truth - 11n);
  bank.clear();
  expect(await balance()).toBe(truth);
});

test('a delayed day shows the rows as they stood at midnight, until tomorrow', async () => {
  const { bank, keys, balance, day } = await start();
  const all = await keys();
  const before = await balance();
  bank.play({ kind: 'DELAYED_DAY' });
  expect((await keys()).sort()).toEqual(['a', 'b', 'c', 'p']);
  expect(await balance()).toBe(before);
  day('2026-03-19');
  expect((await keys()).sort()).toEqual([...all].sort());
});

test('repeated rows come at the end of a page and again at the start of the next, and none is left out', async () => {
  const { bank, keys } = await start({ ...tiny(), pageSize: 3 });
  const once = await keys();
  bank.play({ kind: 'REPEATED_ROWS', rows: 2 });
  const repeated = await keys();
  expect(repeated.slice(1, 3)).toEqual(repeated.slice(3, 5));
  expect([...new Set(repeated)]).toEqual(once);
  expect(repeated.length).toBeGreaterThan(once.length);
});

test('a changed amount changes the row, the balance and the truth', async () => {
  const { bank, rows, balance } = await start();
  const before = await balance();
  bank.play({ kind: 'CHANGED_AMOUNT', key: 'a', byMinor: -5n });
  expect((await rows()).find(({ payee }) => payee === 'Shop a')!.amountMinor).toBe(-15n);
  expect(await balance()).toBe(before - 5n);
  expect(bank.truth(NUMBER).rows.find(({ key }) => key === 'a')!.amountMinor).toBe(-15n);
});

test('a row in an unknown currency arrives with its code and is nothing that happened', async () => {
  const { bank, rows, keys, balance } = await start();
  const before = await balance();
  bank.play({ kind: 'UNKNOWN_CURRENCY' });
  expect((await rows()).filter(({ currency }) => currency !== 'CZK')).toEqual([
    expect.objectContaining({ currency: 'XTS', amountMinor: -1_250n, date: '2026-03-18' }),
  ]);
  expect((await keys())[0]).toBeNull();
  expect(await balance()).toBe(before);
  expect(bank.truth(NUMBER).rows).toHaveLength(6);
});

test('faults are combined', async () => {
  const { bank, keys, rows } = await start({ ...tiny(), pageSize: 3 });
  bank.play({ kind: 'REPEATED_ROWS', rows: 1 });
  bank.play({ kind: 'RENUMBERED_DAY', date: '2026-03-10' });
  bank.play({ kind: 'IDENTICAL_TWINS', pending: true });
  bank.play({ kind: 'BOOKED_DIFFERENTLY', key: 'p' });
  bank.play({ kind: 'RATE_LIMITED' });
  await expect(rows()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(new Set(await keys()).size).toBe(8);
  expect((await rows()).filter(({ status }) => status === 'PENDING').length).toBeGreaterThanOrEqual(2);
});

test('over sockets a person plays faults by hand, and a truncated answer breaks off', async () => {
  const bank = await startMockBank({
    ...tiny(),
    now: () => new Date('2026-03-18T12:00:00Z'),
    port: 0,
    control: true,
  });
  try {
    const control = (body: unknown) =>
      fetch(`${bank.url}/control/faults`, { method: 'POST', body: JSON.stringify(body) });
    const provider = mockBank({ url: bank.url });
    const session = testSession(await giveConsent(bank, provider));
    expect((await control({ kind: 'TRUNCATED_PAGE' })).status).toBe(200);
    await expect(
      fetchPages(provider, session, NUMBER, SINCE, new Date('2026-03-18T12:00:00Z')),
    ).rejects.toMatchObject({ code: 'MALFORMED' });
    expect(await fetchPages(provider, session, NUMBER, SINCE, new Date('2026-03-18T12:00:00Z'))).toHaveLength(
      3,
    );
    const refused = await control({ kind: 'EARTHQUAKE' });
    expect([refused.status, (await refused.json()).error]).toEqual([400, 'invalid_fault']);
    expect((await control({ kind: 'CHANGED_AMOUNT', key: 'nothing', byMinor: '12' })).status).toBe(409);
    expect((await fetch(`${bank.url}/control/faults`, { method: 'DELETE' })).status).toBe(200);
    const page = await (await fetch(`${bank.url}/authorize`)).text();
    expect(page).toContain('Go back to Saldo and start the connection again.');
  } finally {
    await bank.close();
  }
});

test('without control, faults cannot be played over HTTP', async () => {
  const { bank } = await start();
  expect(
    (await bank.fetch('http://localhost/control/faults', { method: 'POST', body: '{"kind":"RELINKED"}' }))
      .status,
  ).toBe(404);
});
