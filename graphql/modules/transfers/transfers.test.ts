import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { recordStatements } from '@/lib/testing/statements';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const SIDE = '{ id kind amount { amount currency } account { name } date }';
const ADD = `mutation($input: AddTransferInput!) { addTransfer(input: $input) { transfer { id out ${SIDE}
  in ${SIDE} } errors { code message path } } }`;
const LINK = `mutation($ids: [ID!]!) { linkTransfer(transactionIds: $ids) { transfer { id out ${SIDE}
  in ${SIDE} } changeId errors { code path } } }`;
const UNLINK = `mutation($id: ID!) { unlinkTransfer(id: $id) { transactions ${SIDE} changeId
  errors { code path } } }`;
const UNDO =
  'mutation($id: ID!) { undoChange(id: $id) { transactions { id kind } errors { code message } } }';
const REMOVE =
  'mutation($ids: [ID!]!) { removeTransactions(ids: $ids) { transactions { id } changeId errors { code } } }';
const UPDATE = `mutation($id: ID!, $input: UpdateTransactionInput!) {
  updateTransaction(id: $id, input: $input) {
    transaction { amount { amount } } errors { code path } } }`;
const LIST = `{ transactions(orderBy: DATE_ASC) { nodes { id kind amount { amount } transfer { id out { id }
  in { id } } } } }`;
const MONTH = `{ overview(from: "2026-03-01", to: "2026-03-31") { income { amount } expenses { amount }
    netWorth { amount } } }`;

async function createWorld() {
  const person = await createSignedIn();
  const checking = await createAccount(person.householdId, { name: 'Checking', openingBalance: '10000.00' });
  const savings = await createAccount(person.householdId, { name: 'Savings', type: 'SAVINGS' });
  const euro = await createAccount(person.householdId, { name: 'Euro', currency: 'EUR' });
  const ask = client(person.token);
  const transfer = async (input: Record<string, unknown> = {}) =>
    (
      await ask(ADD, {
        input: {
          fromAccountId: checking.id,
          toAccountId: savings.id,
          date: '2026-03-15',
          amount: '1500.00',
          ...input,
        },
      })
    ).data.addTransfer;
  return { ...person, ask, checking, savings, euro, transfer };
}

describe('addTransfer', () => {
  test('moves money between two accounts and is in no income and no expense total', async () => {
    const { ask, transfer } = await createWorld();
    expect(await transfer()).toMatchObject({
      transfer: {
        out: { kind: 'TRANSFER', amount: { amount: '-1500.00' }, account: { name: 'Checking' } },
        in: { kind: 'TRANSFER', amount: { amount: '1500.00' }, account: { name: 'Savings' } },
      },
      errors: [],
    });
    expect((await ask(MONTH)).data.overview).toEqual({
      income: { amount: '0.00' },
      expenses: { amount: '0.00' },
      netWorth: { amount: '10000.00' },
    });
  });

  test('between currencies takes what arrived, or the rate of the day, and never one to one', async () => {
    const { euro, transfer } = await createWorld();
    expect((await transfer({ toAccountId: euro.id, receivedAmount: '60.00' })).transfer.in.amount).toEqual({
      amount: '60.00',
      currency: 'EUR',
    });
    expect(await transfer({ toAccountId: euro.id, date: '1995-03-15' })).toMatchObject({
      transfer: null,
      errors: [{ code: 'REQUIRED', path: ['input', 'receivedAmount'] }],
    });
  });

  test.each([
    ['the same account twice', 'INVALID', 'toAccountId', (w: World) => ({ toAccountId: w.checking.id })],
    [
      'an account of nobody',
      'NOT_FOUND',
      'fromAccountId',
      () => ({ fromAccountId: '00000000-0000-7000-8000-000000000000' }),
    ],
    ['a negative amount', 'OUT_OF_RANGE', 'amount', () => ({ amount: '-5' })],
    ['nothing', 'OUT_OF_RANGE', 'amount', () => ({ amount: '0' })],
    ['another amount in one currency', 'INVALID', 'receivedAmount', () => ({ receivedAmount: '1490.00' })],
    ['a day that is none', 'INVALID', 'date', () => ({ date: '2026-02-30' })],
  ])('refuses %s', async (_name, code, field, change) => {
    const world = await createWorld();
    expect(await world.transfer(change(world))).toMatchObject({
      transfer: null,
      errors: [{ code, path: ['input', field] }],
    });
    expect((await world.ask(LIST)).data.transactions.nodes).toEqual([]);
  });

  test('is made once for one idempotency key', async () => {
    const { ask, transfer } = await createWorld();
    const first = await transfer({ idempotencyKey: 'k' });
    expect((await transfer({ idempotencyKey: 'k' })).transfer.id).toBe(first.transfer.id);
    expect((await transfer({ idempotencyKey: 'k', amount: '2.00' })).errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    expect((await ask(LIST)).data.transactions.nodes).toHaveLength(2);
  });
});
type World = Awaited<ReturnType<typeof createWorld>>;

describe('linking by hand', () => {
  test('makes two transactions one transfer, takes them out of the totals, and can be undone and done again', async () => {
    const { ask, householdId, checking, savings } = await createWorld();
    const out = await createTransaction(householdId, checking.id, { amount: '-700.00' });
    const into = await createTransaction(householdId, savings.id, { amount: '700.00', date: '2026-03-17' });
    const linked = (await ask(LINK, { ids: [into.id, out.id] })).data.linkTransfer;
    expect(linked).toMatchObject({ transfer: { out: { id: out.id }, in: { id: into.id } }, errors: [] });
    expect((await ask(MONTH)).data.overview).toMatchObject({
      income: { amount: '0.00' },
      expenses: { amount: '0.00' },
    });
    expect((await ask(UNDO, { id: linked.changeId })).data.undoChange.errors).toEqual([]);
    expect((await ask(MONTH)).data.overview).toMatchObject({
      income: { amount: '700.00' },
      expenses: { amount: '-700.00' },
    });
    expect(
      (await ask(LIST)).data.transactions.nodes.map(({ transfer }: { transfer: unknown }) => transfer),
    ).toEqual([null, null]);
    expect((await ask(LINK, { ids: [out.id, into.id] })).data.linkTransfer.errors).toEqual([]);
  });

  test('refuses what is no transfer', async () => {
    const { ask, householdId, checking, savings } = await createWorld();
    const [a, b] = [
      await createTransaction(householdId, checking.id, { amount: '-1.00' }),
      await createTransaction(householdId, checking.id, { amount: '1.00' }),
    ];
    const other = await createTransaction(householdId, savings.id, { amount: '2.00' });
    for (const ids of [[a.id, b.id], [a.id, other.id], [a.id, a.id], [a.id]])
      expect((await ask(LINK, { ids })).data.linkTransfer).toMatchObject({
        transfer: null,
        errors: [expect.anything()],
      });
    expect(
      (await ask(LIST)).data.transactions.nodes.every(({ kind }: { kind: string }) => kind !== 'TRANSFER'),
    ).toBe(true);
  });

  test('unlinking makes an expense and an income of it, and undoing that links it again', async () => {
    const { ask, transfer } = await createWorld();
    const { id } = (await transfer()).transfer;
    const unlinked = (await ask(UNLINK, { id })).data.unlinkTransfer;
    expect(unlinked.transactions.map(({ kind }: { kind: string }) => kind)).toEqual(['EXPENSE', 'INCOME']);
    expect((await ask(MONTH)).data.overview).toMatchObject({
      income: { amount: '1500.00' },
      expenses: { amount: '-1500.00' },
    });
    expect((await ask(UNLINK, { id })).data.unlinkTransfer.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await ask(UNDO, { id: unlinked.changeId })).data.undoChange.errors).toEqual([]);
    expect(
      (await ask(LIST)).data.transactions.nodes.map(
        (node: { transfer: { id: string } | null }) => node.transfer?.id,
      ),
    ).toEqual([id, id]);
  });
});

describe('a transfer stays whole', () => {
  test('removing one side removes both, and undoing brings both back as one transfer', async () => {
    const { ask, transfer } = await createWorld();
    const { id, out } = (await transfer()).transfer;
    const removed = (await ask(REMOVE, { ids: [out.id] })).data.removeTransactions;
    expect(removed.transactions).toHaveLength(2);
    expect((await ask(LIST)).data.transactions.nodes).toEqual([]);
    await ask(UNDO, { id: removed.changeId });
    expect(
      (await ask(LIST)).data.transactions.nodes.map(
        (node: { transfer: { id: string } | null }) => node.transfer?.id,
      ),
    ).toEqual([id, id]);
  });

  test('another amount of one side is the other side’s too, and the sign stays', async () => {
    const { ask, transfer } = await createWorld();
    const { out } = (await transfer()).transfer;
    expect(
      (await ask(UPDATE, { id: out.id, input: { amount: '-99.00' } })).data.updateTransaction.errors,
    ).toEqual([]);
    expect(
      (await ask(LIST)).data.transactions.nodes
        .map((node: { amount: { amount: string } }) => node.amount.amount)
        .sort(),
    ).toEqual(['-99.00', '99.00']);
    expect(
      (await ask(UPDATE, { id: out.id, input: { amount: '99.00' } })).data.updateTransaction.errors,
    ).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'amount'] }]);
  });

  test('a side cannot move into the other side’s account', async () => {
    const { ask, transfer, savings } = await createWorld();
    const { out } = (await transfer()).transfer;
    expect(
      (await ask(UPDATE, { id: out.id, input: { accountId: savings.id } })).data.updateTransaction.errors,
    ).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'accountId'] }]);
  });
});

test('another household can neither link, unlink nor use the accounts', async () => {
  const [mine, stranger] = [await createWorld(), await createWorld()];
  const { transfer } = await mine.transfer();
  expect((await stranger.ask(UNLINK, { id: transfer.id })).data.unlinkTransfer.errors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  expect(
    (await stranger.ask(LINK, { ids: [transfer.out.id, transfer.in.id] })).data.linkTransfer.errors,
  ).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await stranger.transfer({ toAccountId: mine.savings.id })).errors).toMatchObject([
    { code: 'NOT_FOUND', path: ['input', 'toAccountId'] },
  ]);
  const viewer = await createSignedIn({ role: 'VIEWER' });
  expect((await client(viewer.token)(UNLINK, { id: transfer.id })).errors?.[0]?.extensions.code).toBe(
    'FORBIDDEN',
  );
});

test('a list asks once for all its transfers', async () => {
  const { ask, transfer } = await createWorld();
  for (let index = 0; index < 3; index++) await transfer();
  await ask(LIST);
  const { statements } = await recordStatements(() => ask(LIST));
  expect(statements).toHaveLength(4);
});
