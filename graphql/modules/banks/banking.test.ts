import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { createWorld, CONNECTED_ON, randomAccount, START } from '@/lib/testing/bank-world';
import { setUpTestDatabase } from '@/lib/testing/database';
import { startSession } from '@/lib/people/sessions/mutations';
import { db } from '@/lib/platform/db/pool';
import type { WrittenAccount } from '@/lib/intake/banks/mock/server';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const NUMBER = 'CZ6508000000192000145399';
const CONNECTIONS = `{ bankConnections { id provider state problem problemCode consentDaysLeft lastSuccessAt
  nextSyncAt
  accounts { id name number currency fetchFrom fetchedTo account { id name } }
    lastSync { state accountsTotal accountsDone rowsSeen rowsAdded rowsChanged rowsWaiting problem } } }`;
const PROOF = `{ accounts { id name balance { amount } balanceProof { date firstDay bankBalance { amount }
  balance { amount } difference { amount }
  candidates { kind explains effect { amount } bankRow { date amount payee }
    transaction { id payee } } } } }`;
const LIST = `{ transactions(first: 200, orderBy: DATE_ASC) { nodes { id date payee status origin
  amount { amount }
    provenance { field source bankValue } bankDetails { bankId } } } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateTransactionInput!) {
  updateTransaction(id: $id, input: $input) {
    errors { code } } }`;
const REMOVE = 'mutation($ids: [ID!]!) { removeTransactions(ids: $ids) { errors { code } } }';
const DISCONNECT = `mutation($id: ID!, $remove: Boolean!) {
  disconnectBank(id: $id, removeTransactions: $remove) { changeId
    errors { code } } }`;
const TAKE = `mutation($id: ID!) { takeMissingBankRows(accountId: $id) { account { balanceProof {
  difference { amount } }
    } errors { code } } }`;
const CORRECT = `mutation($id: ID!, $payee: String) { bookBalanceCorrection(accountId: $id, payee: $payee) {
  account {
    balanceProof { difference { amount } } } errors { code } } }`;

/** Three purchases before the connection and one that is pending on its day. */
function threePurchases(): WrittenAccount {
  const movement = (key: string, date: string, amountMinor: bigint, payee: string, bookedOn = date) => ({
    key,
    date,
    bookedOn,
    amountMinor,
    payee,
    text: 'Card payment',
  });
  return {
    number: NUMBER,
    name: 'Everyday',
    currency: 'CZK',
    type: 'CHECKING',
    openingMinor: 1_000_000n,
    movements: [
      movement('a', '2026-03-02', -12_000n, 'Albert'),
      movement('b', '2026-03-04', -5_500n, 'Kavárna'),
      movement('c', '2026-03-09', 2_500_000n, 'Zaměstnavatel'),
      movement('d', CONNECTED_ON, -8_900n, 'Lidl', '2026-03-13'),
    ],
  };
}

async function connected(accounts: WrittenAccount[] = [threePurchases()]) {
  const world = await createWorld(accounts);
  const connectionId = await world.link(null);
  const ask = client((await startSession(world.userId, 'Test')).token);
  await world.follow(connectionId);
  return { ...world, ask, connectionId };
}

describe('a connection', () => {
  test('brings everything since the first day into a new account, whose balance is the bank’s', async () => {
    const { ask } = await connected();
    const [connection] = (await ask(CONNECTIONS)).data.bankConnections;
    expect(connection).toMatchObject({
      provider: 'MOCK_BANK',
      state: 'ACTIVE',
      problem: null,
      accounts: [
        {
          number: NUMBER,
          currency: 'CZK',
          fetchFrom: START,
          fetchedTo: CONNECTED_ON,
          account: { name: 'Everyday' },
        },
      ],
      lastSync: {
        state: 'DONE',
        accountsTotal: 1,
        accountsDone: 1,
        rowsSeen: 4,
        rowsAdded: 4,
        rowsWaiting: 0,
        problem: null,
      },
    });
    expect(
      (await ask(LIST)).data.transactions.nodes.map(({ payee, status, origin }: Row) => [
        payee,
        status,
        origin,
      ]),
    ).toEqual([
      ['Albert', 'CLEARED', 'BANK'],
      ['Kavárna', 'CLEARED', 'BANK'],
      ['Zaměstnavatel', 'CLEARED', 'BANK'],
      ['Lidl', 'PENDING', 'BANK'],
    ]);
    expect((await ask(PROOF)).data.accounts[0]).toMatchObject({
      balance: { amount: '34736.00' },
      balanceProof: { difference: { amount: '0.00' }, firstDay: null, candidates: [] },
    });
  });

  test('keeps what the bank answered as it came, sealed, and nobody can change it', async () => {
    const { householdId } = await connected();
    const { rows } = await db().query<{ id: string; sealed: Buffer }>(
      'SELECT id, sealed FROM bank_response WHERE household_id = $1',
      [householdId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed.includes('Kavárna')).toBe(false);
    await expect(
      db().query('UPDATE bank_response SET received_at = now() WHERE id = $1', [rows[0]?.id]),
    ).rejects.toThrow('never changed');
  });

  test('never touches what a person changed, and says whose value each field has', async () => {
    const { ask, bank, sync, connectionId } = await connected();
    const [albert] = (await ask(LIST)).data.transactions.nodes as Row[];
    await ask(UPDATE, { id: albert?.id, input: { payee: 'Groceries with Eva', notes: 'mine' } });
    bank.play({ kind: 'CHANGED_AMOUNT', key: 'a', byMinor: -1_000 });
    await sync(connectionId);
    const [after] = (await ask(LIST)).data.transactions.nodes;
    expect(after).toMatchObject({ payee: 'Groceries with Eva', amount: { amount: '-130.00' } });
    expect(after.provenance).toEqual(
      expect.arrayContaining([
        { field: 'PAYEE', source: 'PERSON', bankValue: 'Albert' },
        { field: 'NOTES', source: 'PERSON', bankValue: null },
        { field: 'AMOUNT', source: 'BANK', bankValue: null },
      ]),
    );
    await ask(UPDATE, { id: albert?.id, input: { payee: 'Albert' } });
    expect((await ask(LIST)).data.transactions.nodes[0].provenance).toEqual(
      expect.arrayContaining([{ field: 'PAYEE', source: 'BANK', bankValue: null }]),
    );
  });

  test('says plainly what is wrong, waits as long as the bank asks, and goes on after a renewal', async () => {
    const { ask, bank, clock, link, sync, connectionId, nextDay } = await connected();
    bank.play({ kind: 'RATE_LIMITED', retryAfterSeconds: 7_200 });
    await sync(connectionId);
    const limited = (await ask(CONNECTIONS)).data.bankConnections[0];
    expect(limited).toMatchObject({
      state: 'ACTIVE',
      problemCode: 'RATE_LIMITED',
      lastSync: { state: 'FAILED', problem: expect.stringMatching(/\.$/) },
    });
    expect(Date.parse(limited.nextSyncAt)).toBeGreaterThanOrEqual(clock.now.getTime() + 7_200_000);
    bank.play({ kind: 'CONSENT_EXPIRED' });
    await sync(connectionId);
    expect((await ask(CONNECTIONS)).data.bankConnections[0]).toMatchObject({
      state: 'ENDED',
      problemCode: 'CONSENT_ENDED',
      nextSyncAt: null,
    });
    for (let day = 0; day < 4; day++) nextDay();
    await link(connectionId);
    await sync(connectionId, false);
    expect((await ask(CONNECTIONS)).data.bankConnections[0]).toMatchObject({
      state: 'ACTIVE',
      problem: null,
    });
    expect((await ask(LIST)).data.transactions.nodes.map(({ status }: Row) => status)).toEqual([
      'CLEARED',
      'CLEARED',
      'CLEARED',
      'CLEARED',
    ]);
  });

  test('recognises what a person had recorded, and asks where it is not clear', async () => {
    const world = await createWorld([threePurchases()]);
    const ask = client((await startSession(world.userId, 'Test')).token);
    const account = await createAccount(world.householdId, { name: 'Mine', openingBalance: '10000.00' });
    const coffee = await createTransaction(world.householdId, account.id, {
      date: '2026-03-04',
      amount: '-55.00',
      payee: 'Coffee with Petr',
    });
    await createTransaction(world.householdId, account.id, {
      date: '2026-03-05',
      amount: '-120.00',
      payee: 'Something else',
    });
    const connectionId = await world.link(null);
    await world.follow(connectionId, () => ({ accountId: account.id }));
    const nodes = (await ask(LIST)).data.transactions.nodes as Row[];
    expect(
      nodes.filter(({ amount }) => amount.amount === '-55.00').map(({ id, payee }) => [id, payee]),
    ).toEqual([[coffee.id, 'Coffee with Petr']]);
    expect((await ask('{ reviews { kind bankRow { payee } candidates { payee } } }')).data.reviews).toEqual([
      { kind: 'MATCH', bankRow: { payee: 'Albert' }, candidates: [{ payee: 'Something else' }] },
    ]);
  });
});
type Row = { id: string; payee: string; status: string; origin: string; amount: { amount: string } };

describe('the balance proof', () => {
  test('names the day, the amount and the row when a transaction is missing, and takes it in with one click', async () => {
    const { ask } = await connected();
    const kavarna = ((await ask(LIST)).data.transactions.nodes as Row[]).find(
      ({ payee }) => payee === 'Kavárna',
    );
    await ask(REMOVE, { ids: [kavarna?.id] });
    const [account] = (await ask(PROOF)).data.accounts;
    expect(account.balanceProof).toMatchObject({
      firstDay: '2026-03-04',
      difference: { amount: '55.00' },
      candidates: [
        {
          kind: 'MISSING',
          explains: true,
          bankRow: { date: '2026-03-04', amount: '-55.00', payee: 'Kavárna' },
          transaction: null,
        },
      ],
    });
    expect((await ask(TAKE, { id: account.id })).data.takeMissingBankRows).toMatchObject({
      account: { balanceProof: { difference: { amount: '0.00' } } },
      errors: [],
    });
    expect((await ask(TAKE, { id: account.id })).data.takeMissingBankRows.errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
  });

  test('finds what is too much and what a person changed, and books a correction', async () => {
    const { ask, householdId } = await connected();
    const [account] = (await ask(PROOF)).data.accounts;
    await createTransaction(householdId, account.id, {
      date: '2026-03-06',
      amount: '-300.00',
      payee: 'Cash I never drew',
    });
    const albert = ((await ask(LIST)).data.transactions.nodes as Row[]).find(
      ({ payee }) => payee === 'Albert',
    );
    await ask(UPDATE, { id: albert?.id, input: { amount: '-100.00' } });
    expect((await ask(PROOF)).data.accounts[0].balanceProof).toMatchObject({
      firstDay: '2026-03-02',
      difference: { amount: '-280.00' },
      candidates: expect.arrayContaining([
        expect.objectContaining({ kind: 'EXTRA', explains: false, effect: { amount: '-300.00' } }),
        expect.objectContaining({ kind: 'CHANGED', explains: false, effect: { amount: '20.00' } }),
      ]),
    });
    expect(
      (await ask(CORRECT, { id: account.id, payee: 'Oprava zůstatku' })).data.bookBalanceCorrection,
    ).toMatchObject({ account: { balanceProof: { difference: { amount: '0.00' } } }, errors: [] });
    const corrections = ((await ask(LIST)).data.transactions.nodes as Row[]).filter(
      ({ payee }) => payee === 'Oprava zůstatku',
    );
    expect(corrections).toMatchObject([{ date: '2026-03-02', amount: { amount: '280.00' } }]);
  });
});

describe('disconnecting', () => {
  test('keeps the transactions, and connecting the same account again doubles nothing', async () => {
    const { ask, bank, connectionId, follow, link } = await connected();
    const [account] = (await ask(PROOF)).data.accounts;
    await ask(DISCONNECT, { id: connectionId, remove: false });
    expect((await ask(CONNECTIONS)).data.bankConnections).toEqual([]);
    bank.play({ kind: 'RELINKED' });
    await follow(await link(null), () => ({ accountId: account.id }));
    expect((await ask(LIST)).data.transactions.nodes).toHaveLength(4);
  });

  test('removes them when asked to, which can be undone', async () => {
    const { ask, connectionId } = await connected();
    const { changeId } = (await ask(DISCONNECT, { id: connectionId, remove: true })).data.disconnectBank;
    expect((await ask(LIST)).data.transactions.nodes).toEqual([]);
    await ask('mutation($id: ID!) { undoChange(id: $id) { errors { code } } }', { id: changeId });
    expect((await ask(LIST)).data.transactions.nodes).toHaveLength(4);
  });

  test('is noted for the owners, as connecting was', async () => {
    const { ask, connectionId } = await connected();
    await ask(DISCONNECT, { id: connectionId, remove: false });
    expect((await ask('{ auditTrail { nodes { action subject } } }')).data.auditTrail.nodes).toEqual([
      { action: 'BANK_DISCONNECTED', subject: 'mock-bank' },
      { action: 'BANK_CONNECTED', subject: 'mock-bank' },
    ]);
  });
});

test('choosing accounts refuses what does not fit', async () => {
  const world = await createWorld([randomAccount(NUMBER, 'CZK', 1)]);
  const ask = client((await startSession(world.userId, 'Test')).token);
  const connectionId = await world.link(null);
  const euro = await createAccount(world.householdId, { currency: 'EUR' });
  const bankAccountId = (await ask(CONNECTIONS)).data.bankConnections[0].accounts[0].id;
  const CHOOSE = `mutation($id: ID!, $accounts: [BankAccountChoice!]!) {
      chooseBankAccounts(connectionId: $id, accounts: $accounts) { connection { id }
        errors { code path } } }`;
  const choose = async (choice: Record<string, unknown>) =>
    (await ask(CHOOSE, { id: connectionId, accounts: [{ bankAccountId, ...choice }] })).data
      .chooseBankAccounts.errors;
  expect(await choose({ accountId: euro.id })).toMatchObject([
    { code: 'INVALID', path: ['input', 'accounts', '0', 'accountId'] },
  ]);
  expect(await choose({ newAccount: true, fetchFrom: '2999-01-01' })).toMatchObject([
    { code: 'OUT_OF_RANGE', path: ['input', 'accounts', '0', 'fetchFrom'] },
  ]);
  expect(await choose({ bankAccountId: euro.id })).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await ask('{ accounts { id } }')).data.accounts).toHaveLength(1);
});

test('another household sees and changes nothing of a connection, and a viewer only reads', async () => {
  const { ask, connectionId, bank } = await connected();
  const [account] = (await ask(PROOF)).data.accounts;
  const stranger = client((await createSignedIn()).token);
  expect(
    (
      await stranger('query($id: ID!) { bankConnection(id: $id) { id } bankConnections { id } }', {
        id: connectionId,
      })
    ).data,
  ).toEqual({ bankConnection: null, bankConnections: [] });
  for (const name of ['syncBankConnection', 'pauseBankConnection']) {
    const extra = name === 'pauseBankConnection' ? ', paused: true' : '';
    expect(
      (
        await stranger(`mutation($id: ID!) { ${name}(id: $id${extra}) { errors { code } } }`, {
          id: connectionId,
        })
      ).data[name].errors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect(
    (await stranger(DISCONNECT, { id: connectionId, remove: true })).data.disconnectBank.errors,
  ).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await stranger(TAKE, { id: account.id })).data.takeMissingBankRows.errors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  expect((await stranger(CORRECT, { id: account.id })).data.bookBalanceCorrection.errors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  expect(bank.truth(NUMBER).rows).toHaveLength(4);
  expect(
    (
      await client((await createSignedIn({ role: 'VIEWER' })).token)(DISCONNECT, {
        id: connectionId,
        remove: true,
      })
    ).errors?.[0]?.extensions.code,
  ).toBe('FORBIDDEN');
});
