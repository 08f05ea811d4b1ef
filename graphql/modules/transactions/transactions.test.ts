import {
  categoryId,
  createAccount,
  createSignedIn,
  createTransaction,
  referenceOf,
} from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { countTransactions } from '@/lib/ledger/transactions/data';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const ADD = `mutation($input: AddTransactionInput!) { addTransaction(input: $input) {
  transaction { id date amount { amount currency } kind payee description notes status category { name }
    account { name balance { amount } } }
  errors { code message path } } }`;
const UPDATE = `mutation($ids: [ID!]!, $input: UpdateTransactionInput!) {
  updateTransactions(ids: $ids, input: $input) {
  transactions { id payee amount { amount } kind category { name } account { name } date } changeId
    errors { code path message } } }`;
const REMOVE = `mutation($ids: [ID!]!) { removeTransactions(ids: $ids) { transactions { id } changeId
    errors { code path message } } }`;
const UNDO =
  'mutation($id: ID!) { undoChange(id: $id) { transactions { id payee } errors { code path message } } }';

async function createWorld() {
  const person = await createSignedIn();
  const account = await createAccount(person.householdId, {
    name: `Main ${person.userId}`,
    openingBalance: '1000.00',
  });
  return {
    ...person,
    account,
    ask: client(person.token),
    count: async () => countTransactions(person.householdId, await referenceOf(person.householdId), {}),
  };
}

describe('addTransaction', () => {
  test('records an expense and moves the balance', async () => {
    const { ask, account, householdId } = await createWorld();
    const { data } = await ask(ADD, {
      input: {
        accountId: account.id,
        date: '2026-03-15',
        amount: '-120.50',
        payee: '  Albert ',
        description: 'nákup',
        notes: 'pro babičku',
        categoryId: await categoryId(householdId, 'Groceries'),
      },
    });
    expect(data.addTransaction).toEqual({
      transaction: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        date: '2026-03-15',
        amount: { amount: '-120.50', currency: 'CZK' },
        kind: 'EXPENSE',
        payee: 'Albert',
        description: 'nákup',
        notes: 'pro babičku',
        status: 'CLEARED',
        category: { name: 'Groceries' },
        account: { name: account.name, balance: { amount: '879.50' } },
      },
      errors: [],
    });
  });

  test.each([
    ['too many decimals', { amount: '1.234' }, 'INVALID', ['input', 'amount']],
    ['a float', { amount: 12.5 }, 'INVALID', ['input', 'amount']],
    [
      'an integer beyond what JSON keeps exactly',
      { amount: 9_007_199_254_740_993 },
      'INVALID',
      ['input', 'amount'],
    ],
    ['an exponent', { amount: '1e3' }, 'INVALID', ['input', 'amount']],
    ['zero', { amount: '0.00' }, 'OUT_OF_RANGE', ['input', 'amount']],
    ['more than fifteen digits', { amount: '99999999999999.00' }, 'OUT_OF_RANGE', ['input', 'amount']],
    ['a day that is not in the calendar', { date: '2026-02-30' }, 'INVALID', ['input', 'date']],
    ['a day with a time', { date: '2026-02-03T00:00:00Z' }, 'INVALID', ['input', 'date']],
    ['a text over its limit', { payee: 'x'.repeat(201) }, 'TOO_LONG', ['input', 'payee']],
    ['a NUL character', { notes: 'a\0b' }, 'INVALID', ['input', 'notes']],
    ['an account that is no id', { accountId: 'mine' }, 'NOT_FOUND', ['input', 'accountId']],
    [
      'a category that is not there',
      { categoryId: '01a1fff6-d473-723b-88ad-447822f669f0' },
      'NOT_FOUND',
      ['input', 'categoryId'],
    ],
    ['an empty idempotency key', { idempotencyKey: '' }, 'INVALID', ['input', 'idempotencyKey']],
  ])('ASVS 2.2.1, 2.2.2: refuses %s and writes nothing', async (_name, change, code, path) => {
    const { ask, account, count } = await createWorld();
    const { data } = await ask(ADD, {
      input: { accountId: account.id, date: '2026-03-15', amount: '-1.00', ...change },
    });
    expect(data.addTransaction).toMatchObject({ transaction: null, errors: [{ code, path }] });
    expect(await count()).toBe(0);
  });

  test('refuses a float literal in the document as well, and takes a whole number', async () => {
    const { ask, account } = await createWorld();
    const literal = (amount: string) =>
      ask(
        `mutation { addTransaction(input: { accountId: "${account.id}", date: "2026-03-15", amount: ${amount}
          }) { transaction { amount { amount } } errors { path } } }`,
      );
    expect((await literal('-1.5')).data.addTransaction).toEqual({
      transaction: null,
      errors: [{ path: ['input', 'amount'] }],
    });
    expect((await literal('-15')).data.addTransaction).toEqual({
      transaction: { amount: { amount: '-15.00' } },
      errors: [],
    });
  });

  test('takes as many decimals as the currency has', async () => {
    const { ask, householdId } = await createWorld();
    const [yen, dinar] = [
      await createAccount(householdId, { currency: 'JPY' }),
      await createAccount(householdId, { currency: 'KWD' }),
    ];
    const add = async (accountId: string, amount: string) =>
      (await ask(ADD, { input: { accountId, date: '2026-03-15', amount } })).data.addTransaction;
    expect(await add(yen.id, '-1200')).toMatchObject({
      transaction: { amount: { amount: '-1200', currency: 'JPY' } },
    });
    expect(await add(yen.id, '-1200.5')).toMatchObject({
      errors: [{ message: 'JPY has no decimals: write the amount with no more.' }],
    });
    expect(await add(dinar.id, '1.2345')).toMatchObject({ errors: [{ path: ['input', 'amount'] }] });
    expect(await add(dinar.id, '1.234')).toMatchObject({ transaction: { amount: { amount: '1.234' } } });
  });

  test('ASVS 2.3.4: answers a repeated request with the first result, also when both come at once', async () => {
    const { ask, account, count } = await createWorld();
    const input = { accountId: account.id, date: '2026-03-15', amount: '-1.00', idempotencyKey: 'key-1' };
    const [one, two] = await Promise.all([ask(ADD, { input }), ask(ADD, { input })]);
    const three = await ask(ADD, { input });
    expect(new Set([one, two, three].map(({ data }) => data.addTransaction.transaction.id)).size).toBe(1);
    expect(await count()).toBe(1);
    const other = await ask(ADD, { input: { ...input, amount: '-2.00' } });
    expect(other.data.addTransaction).toMatchObject({
      transaction: null,
      errors: [{ code: 'CONFLICT', path: ['input', 'idempotencyKey'] }],
    });
    expect(await count()).toBe(1);
  });

  test('does not book into a closed account after its last day, nor into an archived category', async () => {
    const { ask, account, householdId } = await createWorld();
    await ask('mutation($id: ID!) { closeAccount(id: $id, on: "2026-02-28") { errors { code } } }', {
      id: account.id,
    });
    expect(
      (await ask(ADD, { input: { accountId: account.id, date: '2026-03-01', amount: '-1.00' } })).data
        .addTransaction.errors,
    ).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect(
      (await ask(ADD, { input: { accountId: account.id, date: '2026-02-28', amount: '-1.00' } })).data
        .addTransaction.errors,
    ).toEqual([]);
    const groceries = await categoryId(householdId, 'Groceries');
    await ask(
      'mutation($id: ID!) { updateCategory(id: $id, input: { archived: true }) { errors { code } } }',
      { id: groceries },
    );
    expect(
      (
        await ask(ADD, {
          input: { accountId: account.id, date: '2026-02-01', amount: '-1.00', categoryId: groceries },
        })
      ).data.addTransaction.errors,
    ).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'categoryId'] }]);
  });

  test('another household cannot book into the account, nor use the category', async () => {
    const [mine, others] = [await createWorld(), await createWorld()];
    const into = await others.ask(ADD, {
      input: { accountId: mine.account.id, date: '2026-03-15', amount: '-1.00' },
    });
    expect(into.data.addTransaction.errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'accountId'] },
    ]);
    const filed = await others.ask(ADD, {
      input: {
        accountId: others.account.id,
        date: '2026-03-15',
        amount: '-1.00',
        categoryId: await categoryId(mine.householdId, 'Groceries'),
      },
    });
    expect(filed.data.addTransaction.errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'categoryId'] },
    ]);
    expect([await mine.count(), await others.count()]).toEqual([0, 0]);
  });

  test('who may only read the household cannot', async () => {
    const viewer = await createSignedIn({ role: 'VIEWER' });
    const account = await createAccount(viewer.householdId);
    const { errors } = await client(viewer.token)(ADD, {
      input: { accountId: account.id, date: '2026-03-15', amount: '-1.00' },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('updateTransactions, removeTransactions and undoChange', () => {
  async function createThree() {
    const world = await createWorld();
    const ids: string[] = [];
    for (const payee of ['Albert', 'Billa', 'Lidl'])
      ids.push((await createTransaction(world.householdId, world.account.id, { payee })).id);
    return { ...world, ids };
  }

  test('edit many at once, keep what is left out, clear what is null, and can be taken back', async () => {
    const { ask, ids, householdId } = await createThree();
    const { data } = await ask(UPDATE, {
      ids,
      input: { categoryId: await categoryId(householdId, 'Groceries'), amount: '7.00', payee: null },
    });
    for (const transaction of data.updateTransactions.transactions) {
      expect(transaction).toMatchObject({
        payee: null,
        amount: { amount: '7.00' },
        kind: 'INCOME',
        category: { name: 'Groceries' },
        date: '2026-03-15',
      });
    }
    const undone = await ask(UNDO, { id: data.updateTransactions.changeId });
    expect(undone.data.undoChange.transactions.map(({ payee }: { payee: string }) => payee).sort()).toEqual([
      'Albert',
      'Billa',
      'Lidl',
    ]);
    expect((await ask(UNDO, { id: data.updateTransactions.changeId })).data.undoChange.errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
  });

  test('ASVS 2.3.3: edit all or none', async () => {
    const { ask, ids } = await createThree();
    const { data } = await ask(UPDATE, {
      ids: [...ids, '01a1fff6-d473-723b-88ad-447822f669f0'],
      input: { payee: 'Tesco' },
    });
    expect(data.updateTransactions).toMatchObject({
      transactions: null,
      errors: [{ code: 'NOT_FOUND', path: ['ids', '3'] }],
    });
    expect(
      (await ask('{ transactions(filter: { text: "tesco" }) { totalCount } }')).data.transactions.totalCount,
    ).toBe(0);
  });

  test('refuse no ids, the same id twice, and a date or amount that cannot be cleared', async () => {
    const { ask, ids } = await createThree();
    expect((await ask(UPDATE, { ids: [], input: {} })).data.updateTransactions.errors).toMatchObject([
      { code: 'REQUIRED', path: ['ids'] },
    ]);
    expect(
      (await ask(UPDATE, { ids: [ids[0], ids[0]], input: {} })).data.updateTransactions.errors,
    ).toMatchObject([{ code: 'INVALID', path: ['ids'] }]);
    expect((await ask(UPDATE, { ids, input: { date: null } })).data.updateTransactions.errors).toMatchObject([
      { path: ['input', 'date'] },
    ]);
    expect(
      (await ask(UPDATE, { ids, input: { amount: null } })).data.updateTransactions.errors,
    ).toMatchObject([{ path: ['input', 'amount'] }]);
  });

  test('ASVS 2.2.3: do not move a transaction to an account in another currency', async () => {
    const { ask, ids, householdId } = await createThree();
    const euros = await createAccount(householdId, { currency: 'EUR' });
    expect(
      (await ask(UPDATE, { ids, input: { accountId: euros.id } })).data.updateTransactions.errors,
    ).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'accountId'] }]);
  });

  test('remove many at once and bring them back', async () => {
    const { ask, ids, count } = await createThree();
    const { data } = await ask(REMOVE, { ids });
    expect(await count()).toBe(0);
    expect((await ask(UNDO, { id: data.removeTransactions.changeId })).data.undoChange.errors).toEqual([]);
    expect(await count()).toBe(3);
  });

  test('ASVS 2.3.4: do not undo over a later change', async () => {
    const { ask, ids } = await createThree();
    const first = await ask(UPDATE, { ids, input: { payee: 'Penny' } });
    await ask(UPDATE, { ids: [ids[0]], input: { notes: 'kept' } });
    expect(
      (await ask(UNDO, { id: first.data.updateTransactions.changeId })).data.undoChange.errors,
    ).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('1 of its 3') }]);
    expect(
      (await ask('{ transactions(filter: { text: "kept" }) { totalCount } }')).data.transactions.totalCount,
    ).toBe(1);
  });

  test('another household can neither edit, remove nor undo', async () => {
    const [mine, others] = [await createThree(), await createWorld()];
    expect(
      (await others.ask(UPDATE, { ids: mine.ids, input: { payee: 'x' } })).data.updateTransactions.errors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await others.ask(REMOVE, { ids: mine.ids })).data.removeTransactions.errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const { data } = await mine.ask(REMOVE, { ids: mine.ids });
    expect(
      (await others.ask(UNDO, { id: data.removeTransactions.changeId })).data.undoChange.errors,
    ).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
    expect(
      (await others.ask('query($id: ID!) { transaction(id: $id) { id } }', { id: mine.ids[0] })).data
        .transaction,
    ).toBeNull();
  });
});

describe('transactions', () => {
  async function createMixed() {
    const world = await createWorld();
    const { householdId, account } = world;
    const euros = await createAccount(householdId, { currency: 'EUR' });
    const groceries = await categoryId(householdId, 'Groceries');
    const rent = await categoryId(householdId, 'Rent');
    const add = (accountId: string, input: Record<string, unknown>) =>
      createTransaction(householdId, accountId, input);
    await add(account.id, {
      date: '2026-01-05',
      amount: '-500.00',
      payee: 'Řeznictví Dvořák',
      categoryId: groceries,
    });
    await add(account.id, {
      date: '2026-01-31',
      amount: '40000.00',
      payee: 'Datlab',
      description: 'Mzda leden',
    });
    await add(account.id, {
      date: '2026-02-01',
      amount: '-12000.00',
      payee: 'Pronájem',
      categoryId: rent,
      status: 'PENDING',
    });
    await add(euros.id, { date: '2026-02-10', amount: '-9.90', payee: 'Konzum', notes: 'řízek' });
    await add(account.id, { date: '2026-02-28', amount: '-30.00' });
    return { ...world, euros, groceries, rent };
  }
  const payees = async (world: Awaited<ReturnType<typeof createMixed>>, args: string) =>
    (
      await world.ask(`{ transactions${args && `(${args})`} { nodes { payee } } }`)
    ).data.transactions.nodes.map(({ payee }: { payee: string | null }) => payee);

  test('filter by everything the schema offers', async () => {
    const world = await createMixed();
    const housing = await categoryId(world.householdId, 'Housing');
    const cases: [string, (string | null)[]][] = [
      [`filter: { accountIds: ["${world.euros.id}"] }`, ['Konzum']],
      ['filter: { accountIds: [] }', []],
      [`filter: { categoryIds: ["${housing}"] }`, ['Pronájem']],
      ['filter: { uncategorized: true, to: "2026-01-31" }', ['Datlab']],
      ['filter: { uncategorized: false }', ['Pronájem', 'Řeznictví Dvořák']],
      ['filter: { uncategorized: true }', [null, 'Konzum', 'Datlab']],
      ['filter: { kinds: [INCOME] }', ['Datlab']],
      ['filter: { statuses: [PENDING, RECONCILED] }', ['Pronájem']],
      ['filter: { from: "2026-01-31", to: "2026-02-01" }', ['Pronájem', 'Datlab']],
      ['filter: { minAmount: "30", maxAmount: "500.00" }', [null, 'Řeznictví Dvořák']],
      ['filter: { minAmount: "9.9", maxAmount: 10 }', ['Konzum']],
      ['filter: { text: "REZNIC dvo" }', ['Řeznictví Dvořák']],
      ['filter: { text: "rizek" }', ['Konzum']],
      ['filter: { text: "mzda" }', ['Datlab']],
      ['filter: { text: "zda" }', []],
      ['filter: { text: "  " }', [null, 'Konzum', 'Pronájem', 'Datlab', 'Řeznictví Dvořák']],
      ['orderBy: DATE_ASC', ['Řeznictví Dvořák', 'Datlab', 'Pronájem', 'Konzum', null]],
      ['orderBy: AMOUNT_DESC', ['Datlab', 'Konzum', null, 'Řeznictví Dvořák', 'Pronájem']],
      ['orderBy: AMOUNT_ASC, first: 2', ['Pronájem', 'Řeznictví Dvořák']],
    ];
    for (const [args, expected] of cases)
      expect({ args, payees: await payees(world, args) }).toEqual({ args, payees: expected });
  });

  test.each(['DATE_DESC', 'DATE_ASC', 'AMOUNT_DESC', 'AMOUNT_ASC'])(
    'page through %s and visit each row once',
    async (orderBy) => {
      const world = await createMixed();
      const all = await payees(world, `orderBy: ${orderBy}`);
      const seen: (string | null)[] = [];
      let after: string | null = null;
      for (let page = 0; page < 10; page++) {
        const { data } = await world.ask(
          `query($after: String) { transactions(first: 2, after: $after, orderBy: ${orderBy}) {
            nodes { payee } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
          { after },
        );
        expect(data.transactions.pageInfo.hasPreviousPage).toBe(page > 0);
        seen.push(...data.transactions.nodes.map(({ payee }: { payee: string | null }) => payee));
        if (!data.transactions.pageInfo.hasNextPage) break;
        after = data.transactions.pageInfo.endCursor;
      }
      expect(seen).toEqual(all);
    },
  );

  test('sum what matches, per currency, whether month totals can tell or rows have to be opened', async () => {
    const { ask } = await createMixed();
    const sums = async (filter: string) =>
      (
        await ask(
          `{ transactions(filter: ${filter}) { totalCount sums { count income { amount currency }
            expenses { amount } net { amount } } } }`,
        )
      ).data.transactions;
    const crowns = {
      count: 4,
      income: { amount: '40000.00', currency: 'CZK' },
      expenses: { amount: '-12530.00' },
      net: { amount: '27470.00' },
    };
    const euros = {
      count: 1,
      income: { amount: '0.00', currency: 'EUR' },
      expenses: { amount: '-9.90' },
      net: { amount: '-9.90' },
    };
    expect(await sums('{}')).toEqual({ totalCount: 5, sums: [crowns, euros] });
    expect(await sums('{ minAmount: "0" }')).toEqual({ totalCount: 5, sums: [crowns, euros] });
    expect(await sums('{ from: "2026-01-06", to: "2026-02-15" }')).toMatchObject({
      totalCount: 3,
      sums: [{ count: 2, net: { amount: '28000.00' } }, euros],
    });
    expect(await sums('{ kinds: [EXPENSE], to: "2026-02-01" }')).toMatchObject({
      totalCount: 2,
      sums: [{ count: 2, net: { amount: '-12500.00' } }],
    });
    expect(await sums('{ text: "nobody" }')).toEqual({ totalCount: 0, sums: [] });
  });

  test('show the running balance of a statement, and none where rows are missing between', async () => {
    const { ask, account } = await createMixed();
    const balances = async (args: string) =>
      (await ask(`{ transactions(${args}) { edges { balance { amount } } } }`)).data.transactions.edges.map(
        (edge: { balance: { amount: string } | null }) => edge.balance?.amount ?? null,
      );
    expect(await balances(`filter: { accountIds: ["${account.id}"] }`)).toEqual([
      '28470.00',
      '28500.00',
      '40500.00',
      '500.00',
    ]);
    expect(
      await balances(`filter: { accountIds: ["${account.id}"], to: "2026-01-31" }, orderBy: DATE_ASC`),
    ).toEqual(['500.00', '40500.00']);
    expect(await balances(`filter: { accountIds: ["${account.id}"], kinds: [EXPENSE] }`)).toEqual([
      null,
      null,
      null,
    ]);
    expect(await balances('filter: {}')).toEqual([null, null, null, null, null]);
  });

  test.each([
    ['a page of nothing', 'first: 0'],
    ['a page over 200', 'first: 201'],
    ['a negative page', 'first: -1'],
    ['a cursor that is none', 'after: "abc"'],
    [
      'a cursor of another order',
      `after: "${Buffer.from('DATE_ASC|2026-01-01|01a1fff6-d473-723b-88ad-447822f669f0').toString('base64url')}"`,
    ],
    ['a day that is not in the calendar', 'filter: { from: "2026-02-30" }'],
    ['a bound that is no number', 'filter: { minAmount: "ten" }'],
  ])('refuse %s', async (_name, args) => {
    const { ask } = await createWorld();
    expect((await ask(`{ transactions(${args}) { totalCount nodes { id } } }`)).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('take two statements for a page with account and category, however many rows it has', async () => {
    const { ask, householdId, account } = await createMixed();
    for (let index = 0; index < 40; index++)
      await createTransaction(householdId, account.id, { date: '2026-04-01' });
    const query = `{ transactions(first: 50) { nodes { id date amount { amount currency } payee
      account { name }
        category { name parent { name } } } pageInfo { endCursor } } }`;
    await ask(query);
    const { result, statements } = await recordStatements(() => ask(query));
    expect(result.data.transactions.nodes).toHaveLength(45);
    expect(statements).toEqual([
      expect.stringContaining('FROM session'),
      expect.stringContaining('FROM transaction t'),
    ]);
  });

  test('show nothing of another household', async () => {
    const [mine, others] = [await createMixed(), await createWorld()];
    expect(
      (await others.ask('{ transactions { totalCount nodes { id } } payees(text: "") { payee } }')).data,
    ).toEqual({ transactions: { totalCount: 0, nodes: [] }, payees: [] });
    expect(
      (await others.ask(`{ transactions(filter: { accountIds: ["${mine.account.id}"] }) { totalCount } }`))
        .data.transactions.totalCount,
    ).toBe(0);
  });
});

test('payees come with what they were last booked with, the most recent first', async () => {
  const { ask, householdId, account } = await createWorld();
  const groceries = await categoryId(householdId, 'Groceries');
  await createTransaction(householdId, account.id, { date: '2026-01-01', payee: 'Albert' });
  await createTransaction(householdId, account.id, {
    date: '2026-02-01',
    payee: 'ALBERT',
    categoryId: groceries,
  });
  await createTransaction(householdId, account.id, {
    date: '2026-03-01',
    payee: 'Lékárna',
    description: 'Albertov',
  });
  const { data } = await ask(
    `{ payees(text: "alb") { payee lastUsed category { name } account { id } } all: payees(text: "") { payee }
      }`,
  );
  expect(data.payees).toEqual([
    { payee: 'ALBERT', lastUsed: '2026-02-01', category: { name: 'Groceries' }, account: { id: account.id } },
  ]);
  expect(data.all).toEqual([{ payee: 'Lékárna' }, { payee: 'ALBERT' }]);
});

test('several transactions asked for by id take one statement', async () => {
  const { ask, householdId, account } = await createWorld();
  const ids = [];
  for (let index = 0; index < 3; index++) ids.push((await createTransaction(householdId, account.id)).id);
  await ask('{ accounts { id } }');
  const query = `{ ${ids.map((id, index) => `t${index}: transaction(id: "${id}") { id }`).join(' ')} no:
    transaction(id: "nobody") { id } }`;
  const { result, statements } = await recordStatements(() => ask(query));
  expect(result.data).toEqual({ t0: { id: ids[0] }, t1: { id: ids[1] }, t2: { id: ids[2] }, no: null });
  expect(statements).toEqual([
    expect.stringContaining('FROM session'),
    expect.stringContaining('FROM transaction t'),
  ]);
});
