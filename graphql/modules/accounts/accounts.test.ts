import { parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import * as documents from '@/graphql/__generated__/client/graphql';
import { schema } from '@/graphql/server';
import { addDays, todayIn } from '@/lib/core/dates/local-date';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const FIELDS =
  'account { id name type currency number openingBalance { amount } balance { amount } closedOn } errors { code message path }';
const ADD = `mutation($input: AddAccountInput!) { addAccount(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateAccountInput!) {
  updateAccount(id: $id, input: $input) { ${FIELDS} } }`;
const CLOSE = `mutation($id: ID!, $on: Date) { closeAccount(id: $id, on: $on) { ${FIELDS} } }`;
const REMOVE = `mutation($id: ID!) { removeAccount(id: $id) { ${FIELDS} } }`;

async function createWorld() {
  const person = await createSignedIn();
  return { ...person, ask: client(person.token) };
}

describe('addAccount', () => {
  test('opens an account with what is in it', async () => {
    const { ask } = await createWorld();
    const { data } = await ask(ADD, {
      input: {
        name: 'Běžný účet',
        type: 'CHECKING',
        currency: 'CZK',
        openingBalance: '1234.50',
        number: '2000145399/0800',
      },
    });
    expect(data.addAccount).toEqual({
      account: {
        id: expect.any(String),
        name: 'Běžný účet',
        type: 'CHECKING',
        currency: 'CZK',
        number: '2000145399/0800',
        openingBalance: { amount: '1234.50' },
        balance: { amount: '1234.50' },
        closedOn: null,
      },
      errors: [],
    });
  });

  test.each([
    ['an unknown currency', { currency: 'KCS' }, 'INVALID', 'currency'],
    ['a currency in lower case', { currency: 'czk' }, 'INVALID', 'currency'],
    ['no name', { name: '  ' }, 'REQUIRED', 'name'],
    ['a name over its limit', { name: 'x'.repeat(101) }, 'TOO_LONG', 'name'],
    ['too many decimals', { openingBalance: '0.001' }, 'INVALID', 'openingBalance'],
    ['a NUL character', { number: '1\0' }, 'INVALID', 'number'],
  ])('refuses %s', async (_name, change, code, field) => {
    const { ask } = await createWorld();
    const { data } = await ask(ADD, { input: { name: 'A', type: 'CASH', currency: 'CZK', ...change } });
    expect(data.addAccount).toMatchObject({ account: null, errors: [{ code, path: ['input', field] }] });
    expect((await ask('{ accounts { id } }')).data.accounts).toEqual([]);
  });

  test('refuses a name in use, and answers a repeated request with the first account', async () => {
    const { ask } = await createWorld();
    const input = { name: 'Wallet', type: 'CASH', currency: 'CZK', idempotencyKey: 'k' };
    const first = await ask(ADD, { input });
    expect((await ask(ADD, { input })).data.addAccount.account.id).toBe(first.data.addAccount.account.id);
    expect((await ask(ADD, { input: { ...input, currency: 'EUR' } })).data.addAccount.errors).toMatchObject([
      { code: 'CONFLICT', path: ['input', 'idempotencyKey'] },
    ]);
    expect(
      (await ask(ADD, { input: { name: 'WALLET', type: 'CASH', currency: 'CZK' } })).data.addAccount.errors,
    ).toMatchObject([{ code: 'CONFLICT', path: ['input', 'name'] }]);
  });
});

test('updateAccount changes name, number and opening balance; what is left out stays', async () => {
  const { ask, householdId } = await createWorld();
  const { id } = await createAccount(householdId, { name: 'Old', openingBalance: '5.00' });
  await ask(UPDATE, { id, input: { number: '123' } });
  expect(
    (await ask(UPDATE, { id, input: { name: 'New', openingBalance: '7.00' } })).data.updateAccount.account,
  ).toMatchObject({ name: 'New', number: '123', balance: { amount: '7.00' } });
  expect((await ask(UPDATE, { id, input: { number: null } })).data.updateAccount.account).toMatchObject({
    name: 'New',
    number: null,
  });
  expect(
    (await ask(UPDATE, { id, input: { openingBalance: '7.001' } })).data.updateAccount.errors,
  ).toMatchObject([{ path: ['input', 'openingBalance'] }]);
});

test('closeAccount hides the account, keeps its history, and refuses a day before its last transaction', async () => {
  const { ask, householdId } = await createWorld();
  const { id } = await createAccount(householdId);
  await createTransaction(householdId, id, { date: '2026-03-15' });
  expect((await ask(CLOSE, { id, on: '2026-03-14' })).data.closeAccount.errors).toMatchObject([
    { code: 'CONFLICT', path: ['on'] },
  ]);
  expect((await ask(CLOSE, { id, on: '2026-02-31' })).data.closeAccount.errors).toMatchObject([
    { code: 'INVALID', path: ['on'] },
  ]);
  expect((await ask(CLOSE, { id, on: '2026-03-15' })).data.closeAccount.account).toMatchObject({
    closedOn: '2026-03-15',
    balance: { amount: '-100.00' },
  });
  expect((await ask('{ accounts { id } all: accounts(includeClosed: true) { id } }')).data).toEqual({
    accounts: [],
    all: [{ id }],
  });
  expect(
    (
      await ask('mutation($id: ID!) { reopenAccount(id: $id) { account { closedOn } errors { code } } }', {
        id,
      })
    ).data.reopenAccount,
  ).toEqual({ account: { closedOn: null }, errors: [] });
});

test('removeAccount takes an empty account away and refuses one with transactions', async () => {
  const { ask, householdId } = await createWorld();
  const [empty, used] = [await createAccount(householdId), await createAccount(householdId)];
  await createTransaction(householdId, used.id);
  expect((await ask(REMOVE, { id: empty.id })).data.removeAccount.errors).toEqual([]);
  expect((await ask(REMOVE, { id: used.id })).data.removeAccount.errors).toMatchObject([
    { code: 'NOT_ALLOWED', path: ['id'] },
  ]);
  expect((await ask('{ accounts { id } }')).data.accounts).toEqual([{ id: used.id }]);
});

test('balances tell what was in the account on any day', async () => {
  const { ask, householdId } = await createWorld();
  const { id } = await createAccount(householdId, { openingBalance: '1000.00' });
  for (const [date, amount] of [
    ['2026-01-10', '-1.00'],
    ['2026-01-31', '-2.00'],
    ['2026-02-15', '-4.00'],
    ['2026-04-01', '-8.00'],
  ])
    await createTransaction(householdId, id, { date, amount });
  const on = async (date: string) =>
    (
      await ask('query($id: ID!, $on: Date) { account(id: $id) { balance(on: $on) { amount } } }', {
        id,
        on: date,
      })
    ).data.account.balance.amount;
  expect(
    await Promise.all(
      ['2026-01-09', '2026-01-10', '2026-01-31', '2026-02-14', '2026-02-15', '2026-03-31', '2026-12-31'].map(
        on,
      ),
    ),
  ).toEqual(['1000.00', '999.00', '997.00', '997.00', '993.00', '993.00', '985.00']);
  const { data } = await ask(
    `query($id: ID!) { account(id: $id) { balance { amount }
      balances(from: "2025-12-01", to: "2026-03-10") { date balance { amount } } } }`,
    { id },
  );
  expect(data.account.balance.amount).toBe('985.00');
  expect(
    data.account.balances.map((end: { date: string; balance: { amount: string } }) => [
      end.date,
      end.balance.amount,
    ]),
  ).toEqual([
    ['2025-12-31', '1000.00'],
    ['2026-01-31', '997.00'],
    ['2026-02-28', '993.00'],
    ['2026-03-31', '993.00'],
  ]);
});

test('a list of accounts with balances takes the same few statements however many there are', async () => {
  const { ask, householdId } = await createWorld();
  for (let index = 0; index < 12; index++) await createAccount(householdId);
  await ask('{ accounts { name balance { amount } } }');
  const { result, statements } = await recordStatements(() =>
    ask('{ accounts { name balance { amount } } }'),
  );
  expect(result.data.accounts).toHaveLength(12);
  expect(statements).toHaveLength(2);
});

test('another household cannot see, change, close or remove the account', async () => {
  const [mine, others] = [await createWorld(), await createWorld()];
  const { id } = await createAccount(mine.householdId, { name: 'Mine' });
  expect(
    (
      await others.ask('query($id: ID!) { account(id: $id) { id } accounts(includeClosed: true) { id } }', {
        id,
      })
    ).data,
  ).toEqual({ account: null, accounts: [] });
  for (const [mutation, variables] of [
    [UPDATE, { id, input: { name: 'Theirs' } }],
    [CLOSE, { id }],
    [REMOVE, { id }],
  ] as const) {
    const [answer] = Object.values<{ errors: unknown }>((await others.ask(mutation, variables)).data);
    expect(answer?.errors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
  }
  expect(
    (await mine.ask('query($id: ID!) { account(id: $id) { name closedOn } }', { id })).data.account,
  ).toEqual({ name: 'Mine', closedOn: null });
});

test('pages and net worth show one figure for an account today, and what is still to come apart from it', async () => {
  const { ask, householdId } = await createWorld();
  const { id } = await createAccount(householdId, { openingBalance: '100.00' });
  const today = todayIn('Europe/Prague', new Date());
  for (const [date, amount] of [
    [addDays(today, -40), '-1.00'],
    [today, '-2.00'],
    [addDays(today, 1), '30.00'],
    [addDays(today, 200), '777.00'],
  ])
    await createTransaction(householdId, id, { date, amount });
  const { data } = await ask(
    `query($today: Date!) { accounts { balance { amount } balanceToday { amount } upcoming { amount } on:
      balance(on: $today) { amount } }
      overview(from: $today, to: $today) { netWorth { amount } } }`,
    { today },
  );
  expect(data).toEqual({
    accounts: [
      {
        balance: { amount: '904.00' },
        balanceToday: { amount: '97.00' },
        upcoming: { amount: '807.00' },
        on: { amount: '97.00' },
      },
    ],
    overview: { netWorth: { amount: '97.00' } },
  });
});

test('no page asks for the balance of an account without saying of which day', () => {
  const asked: string[] = [];
  let todays = 0;
  const types = new TypeInfo(schema);
  for (const document of Object.values(documents)) {
    if (!(document instanceof documents.TypedDocumentString)) continue;
    visit(
      parse(document.toString()),
      visitWithTypeInfo(types, {
        Field: ({ name, arguments: given = [] }) => {
          if (types.getParentType()?.name !== 'Account') return;
          if (name.value === 'balance' && given.length === 0) asked.push(document.toString());
          if (name.value === 'balanceToday') todays += 1;
        },
      }),
    );
  }
  expect(asked).toEqual([]);
  expect(todays).toBeGreaterThan(3);
});
