import { undoChange } from '@/lib/ledger/changes/mutations';
import { client } from '@/graphql/testing';
import {
  categoryId,
  createAccount,
  createSignedIn,
  createTransaction,
  referenceOf,
} from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';

setUpTestDatabase();

const REMOVE = `mutation($ids: [ID!]!, $key: String, $confirm: Boolean) {
  removeTransactions(ids: $ids, idempotencyKey: $key, confirmReconciled: $confirm) {
    transactions { id payee } changeId errors { code path message } } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateTransactionInput!) {
  updateTransaction(id: $id, input: $input) {
  transaction { id amount { amount } notes } changeId errors { code path message } } }`;
const UNDO = `mutation($id: ID!, $key: String) { undoChange(id: $id, idempotencyKey: $key) {
  transactions { id }
    errors { code path } } }`;
const COUNT = '{ transactions { totalCount } }';

async function createWorld() {
  const person = await createSignedIn();
  const account = await createAccount(person.householdId);
  const ask = client(person.token);
  const count = async () => (await ask(COUNT)).data.transactions.totalCount as number;
  return { ...person, account, ask, count };
}

describe('a request that is repeated with its key', () => {
  test('gets the first answer of a removal, with the change that undoes it', async () => {
    const { ask, account, householdId, count } = await createWorld();
    const { id } = await createTransaction(householdId, account.id, { payee: 'Albert' });
    const [first, second] = [
      await ask(REMOVE, { ids: [id], key: 'k' }),
      await ask(REMOVE, { ids: [id], key: 'k' }),
    ];
    expect(first.data.removeTransactions).toMatchObject({
      transactions: [{ id, payee: 'Albert' }],
      errors: [],
    });
    expect(second.data).toEqual(first.data);
    await ask(UNDO, { id: second.data.removeTransactions.changeId });
    expect(await count()).toBe(1);
  });

  test('makes one change also when both come at once', async () => {
    const { ask, account, householdId, count } = await createWorld();
    const { id } = await createTransaction(householdId, account.id, {});
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(REMOVE, { ids: [id], key: 'k' })));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.removeTransactions.errors).toEqual([]);
    expect(await count()).toBe(0);
  });

  test('is refused with other input, and changes nothing', async () => {
    const { ask, account, householdId, count } = await createWorld();
    const [one, two] = [
      await createTransaction(householdId, account.id, {}),
      await createTransaction(householdId, account.id, {}),
    ];
    await ask(REMOVE, { ids: [one.id], key: 'k' });
    const { data } = await ask(REMOVE, { ids: [two.id], key: 'k' });
    expect(data.removeTransactions).toMatchObject({
      transactions: null,
      errors: [{ code: 'CONFLICT', path: ['idempotencyKey'] }],
    });
    expect(await count()).toBe(1);
  });

  test('may be repeated after a refusal, which changed nothing', async () => {
    const { ask, account, householdId, count } = await createWorld();
    const { id } = await createTransaction(householdId, account.id, { status: 'RECONCILED' });
    const refused = await ask(REMOVE, { ids: [id], key: 'k' });
    expect(refused.data.removeTransactions.errors).toMatchObject([{ path: ['confirmReconciled'] }]);
    expect(
      (await ask(REMOVE, { ids: [id], key: 'other', confirm: true })).data.removeTransactions.errors,
    ).toEqual([]);
    expect(await count()).toBe(0);
  });

  test('is another one for another person with the same key', async () => {
    const [one, two] = [await createWorld(), await createWorld()];
    const ADD = `mutation($input: AddTransactionInput!) { addTransaction(input: $input) { transaction { id }
        errors { code } } }`;
    const add = ({ ask, account }: typeof one) =>
      ask(ADD, {
        input: { accountId: account.id, date: '2026-03-01', amount: '-1.00', idempotencyKey: 'k' },
      });
    const [first, second] = [await add(one), await add(two)];
    expect(first.data.addTransaction.transaction.id).not.toBe(second.data.addTransaction.transaction.id);
  });
});

describe('a reconciled transaction', () => {
  const reconciled = async () => {
    const world = await createWorld();
    const { id } = await createTransaction(world.householdId, world.account.id, {
      amount: '-12.00',
      payee: 'Rent',
      date: '2026-03-01',
      status: 'RECONCILED',
    });
    return { ...world, id };
  };

  test.each([
    ['amount', { amount: '-13.00' }],
    ['date', { date: '2026-03-02' }],
  ])('keeps its %s until that is confirmed, and the refusal names it', async (_field, input) => {
    const { ask, id } = await reconciled();
    const { data } = await ask(UPDATE, { id, input });
    expect(data.updateTransaction).toMatchObject({
      transaction: null,
      errors: [
        {
          code: 'NOT_ALLOWED',
          path: ['confirmReconciled'],
          message: expect.stringContaining('"Rent", -12.00 CZK on 2026-03-01'),
        },
      ],
    });
    const confirmed = await ask(UPDATE, { id, input: { ...input, confirmReconciled: true } });
    expect(confirmed.data.updateTransaction.errors).toEqual([]);
  });

  test('takes notes without a question', async () => {
    const { ask, id } = await reconciled();
    expect((await ask(UPDATE, { id, input: { notes: 'paid late' } })).data.updateTransaction).toMatchObject({
      transaction: { notes: 'paid late' },
      errors: [],
    });
  });

  test('is not changed or removed as the other side of a transfer without a word', async () => {
    const { ask, householdId, account, count } = await createWorld();
    const other = await createAccount(householdId, { name: 'Savings' });
    const { data } = await ask(
      `mutation($input: AddTransferInput!) { addTransfer(input: $input) { transfer { out { id } in { id } }
        changeId } }`,
      { input: { fromAccountId: account.id, toAccountId: other.id, date: '2026-03-01', amount: '50.00' } },
    );
    const { out, in: into } = data.addTransfer.transfer;
    await ask(UPDATE, { id: into.id, input: { status: 'RECONCILED' } });
    expect(
      (await ask(UPDATE, { id: out.id, input: { amount: '-60.00' } })).data.updateTransaction.errors,
    ).toMatchObject([{ path: ['confirmReconciled'] }]);
    expect((await ask(REMOVE, { ids: [out.id] })).data.removeTransactions.errors).toMatchObject([
      { path: ['confirmReconciled'] },
    ]);
    expect(await count()).toBe(2);
  });
});

describe('undoChange', () => {
  test('takes an addition back, and undoing that brings it again', async () => {
    const { ask, account, count } = await createWorld();
    const { data } = await ask(
      'mutation($input: AddTransactionInput!) { addTransaction(input: $input) { changeId } }',
      { input: { accountId: account.id, date: '2026-03-01', amount: '-1.00' } },
    );
    expect((await ask(UNDO, { id: data.addTransaction.changeId })).data.undoChange.errors).toEqual([]);
    expect(await count()).toBe(0);
    expect((await ask(UNDO, { id: data.addTransaction.changeId })).data.undoChange.errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
  });

  test('brings a removed category back with its subcategories and its transactions', async () => {
    const { ask, householdId, account } = await createWorld();
    const groceries = await categoryId(householdId, 'Groceries');
    const child = (
      await ask(
        `mutation($input: AddCategoryInput!) { addCategory(input: $input) { category { id } errors { code } }
          }`,
        {
          input: { name: 'Bakery', kind: 'EXPENSE', parentId: groceries },
        },
      )
    ).data.addCategory.category.id as string;
    const { id } = await createTransaction(householdId, account.id, { categoryId: groceries });
    const removed = await ask(
      `mutation($id: ID!) { removeCategory(id: $id) { category { name } moved { id parent { id } } changeId
        errors { code } } }`,
      { id: groceries },
    );
    expect(removed.data.removeCategory).toMatchObject({
      category: { name: 'Groceries' },
      moved: [{ id: child, parent: null }],
      errors: [],
    });
    await undoChange(householdId, removed.data.removeCategory.changeId as string);
    const { categories } = await referenceOf(householdId);
    expect(categories.get(child)?.parent?.id).toBe(groceries);
    const { data } = await ask('query($id: ID!) { transaction(id: $id) { category { id } } }', { id });
    expect(data.transaction.category.id).toBe(groceries);
  });
});

test.each(['%', '_', '🍕', '+++'])(
  'a filter by the text %s matches nothing rather than everything',
  async (text) => {
    const { ask, account, householdId } = await createWorld();
    await createTransaction(householdId, account.id, { payee: 'Albert' });
    const { data } = await ask(
      `query($text: String) { transactions(filter: { text: $text }) { totalCount nodes { id } sums { count } }
        }`,
      { text },
    );
    expect(data.transactions).toEqual({ totalCount: 0, nodes: [], sums: [] });
  },
);
