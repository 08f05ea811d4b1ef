import { randomUUID } from 'node:crypto';
import { db } from '@/lib/platform/db/pool';
import { startImport } from '@/lib/intake/files/mutations';
import { createAccount, createMember, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { linkTransfer } from '@/lib/ledger/transfers/mutations';
import { client } from '@/graphql/testing';

setUpTestDatabase();

const ADD = `mutation($input: AddAccountInput!) { addAccount(input: $input) {
  account { id name private counted }
    errors { code path } } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateAccountInput!) { updateAccount(id: $id, input: $input) {
    account { id private counted } errors { code path } } }`;
const PERIOD = '(from: "2026-01-01", to: "2026-12-31")';
const EVERYTHING = `{
  accounts(includeClosed: true) { id balance { amount } }
  transactions { totalCount nodes { id payee } sums { count net { amount } } }
  byAmount: transactions(orderBy: AMOUNT_DESC) { nodes { id } }
  searched: transactions(filter: { text: "secret" }) { totalCount }
  overview${PERIOD} { income { amount } expenses { amount } netWorth { amount } byCategory { count } }
  edge: overview(from: "2026-03-10", to: "2026-03-20") { expenses { amount } }
  payees(text: "secret") { payee }
  imports { id }
  reviews { id }
  reviewCount
}`;

/** What a person sees, all of it. */
async function everything(token: string) {
  const { data, errors } = await client(token)(EVERYTHING);
  expect(errors).toBeUndefined();
  return data;
}

/**
 * A household of two, a shared account with one transaction, and an account that only the first person sees.
 */
async function createCouple() {
  const jana = await createSignedIn();
  const petr = await createMember(jana.householdId, 'MEMBER');
  const shared = await createAccount(jana.householdId, { name: 'Shared', openingBalance: '1000.00' });
  const purchase = await createTransaction(jana.householdId, shared.id, { amount: '-100.00', payee: 'Shop' });
  const own = (
    await client(jana.token)(ADD, {
      input: { name: 'Own', type: 'SAVINGS', currency: 'CZK', openingBalance: '5000.00', private: true },
    })
  ).data.addAccount.account;
  const secret = await createTransaction(jana.householdId, own.id, {
    amount: '-250.00',
    payee: 'Secret shop',
  });
  return { jana, petr, shared, purchase, own, secret };
}

test('nobody but its person sees a private account, its transactions or its part of any total', async () => {
  const { jana, petr, shared, purchase, own, secret } = await createCouple();
  const mine = await everything(jana.token);
  expect(mine.accounts.map(({ id }: { id: string }) => id).sort()).toEqual([shared.id, own.id].sort());
  expect(mine).toMatchObject({
    transactions: { totalCount: 2 },
    searched: { totalCount: 1 },
    overview: { expenses: { amount: '-350.00' }, netWorth: { amount: '5650.00' } },
    edge: { expenses: { amount: '-350.00' } },
  });
  expect(mine.payees).toHaveLength(1);
  expect(secret.account.id).toBe(own.id);

  const theirs = await everything(petr.token);
  expect(theirs).toMatchObject({
    accounts: [{ id: shared.id, balance: { amount: '900.00' } }],
    transactions: {
      totalCount: 1,
      nodes: [{ id: purchase.id }],
      sums: [{ count: 1, net: { amount: '-100.00' } }],
    },
    byAmount: { nodes: [{ id: purchase.id }] },
    searched: { totalCount: 0 },
    overview: { expenses: { amount: '-100.00' }, netWorth: { amount: '900.00' } },
    edge: { expenses: { amount: '-100.00' } },
    payees: [],
  });
  // The same person again, whose view must not be the one that was kept for the other.
  expect(await everything(jana.token)).toEqual(mine);
});

test('its person may leave it out of the totals that they see', async () => {
  const { jana, own } = await createCouple();
  const ask = client(jana.token);
  expect((await ask(UPDATE, { id: own.id, input: { counted: false } })).data.updateAccount).toEqual({
    account: { id: own.id, private: true, counted: false },
    errors: [],
  });
  const { accounts, overview, edge } = await everything(jana.token);
  expect(accounts).toHaveLength(2);
  expect([overview.expenses.amount, overview.netWorth.amount, edge.expenses.amount]).toEqual([
    '-100.00',
    '900.00',
    '-100.00',
  ]);
});

test('what others see is not made private, and what is shared stays in the totals', async () => {
  const { jana, petr, shared, own } = await createCouple();
  const ask = client(jana.token);
  expect((await ask(UPDATE, { id: shared.id, input: { private: true } })).data.updateAccount.errors).toEqual([
    { code: 'NOT_ALLOWED', path: ['input', 'private'] },
  ]);
  expect((await ask(UPDATE, { id: shared.id, input: { counted: false } })).data.updateAccount.errors).toEqual(
    [{ code: 'NOT_ALLOWED', path: ['input', 'counted'] }],
  );
  await ask(UPDATE, { id: own.id, input: { counted: false } });
  expect((await ask(UPDATE, { id: own.id, input: { private: false } })).data.updateAccount).toEqual({
    account: { id: own.id, private: false, counted: true },
    errors: [],
  });
  expect((await everything(petr.token)).accounts).toHaveLength(2);
  const alone = await createSignedIn();
  const account = await createAccount(alone.householdId);
  expect(
    (await client(alone.token)(UPDATE, { id: account.id, input: { private: true } })).data.updateAccount,
  ).toMatchObject({ account: { private: true }, errors: [] });
});

test('a name that a private account has is free for others, and taken for its person', async () => {
  const { jana, petr } = await createCouple();
  const add = async (token: string) =>
    (await client(token)(ADD, { input: { name: 'own', type: 'CASH', currency: 'CZK' } })).data.addAccount
      .errors;
  expect(await add(jana.token)).toEqual([{ code: 'CONFLICT', path: ['input', 'name'] }]);
  expect(await add(petr.token)).toEqual([]);
});

test('ids of what is hidden answer exactly as ids of nothing, and nothing is changed', async () => {
  const { jana, petr, shared, purchase, own, secret } = await createCouple();
  const income = await createTransaction(jana.householdId, own.id, { amount: '100.00' });
  const { changeId, transfer } = await linkTransfer(jana.householdId, jana.userId, [purchase.id, income.id]);
  const importId = await startImport(
    jana.householdId,
    jana.userId,
    { name: 'secret.csv', bytes: Buffer.from('Date,Amount,Payee\n2026-03-01,-1.00,Secret\n') },
    own.id,
  );
  const { rows } = await db().query<{ id: string }>(
    `INSERT INTO review (id, household_id, kind, account_id, transaction_id, candidates)
      VALUES (gen_random_uuid(), $1, 'GONE', $2, $3, '{}') RETURNING id`,
    [jana.householdId, own.id, secret.id],
  );
  const ids = {
    account: own.id,
    transaction: secret.id,
    transfer: transfer.id,
    change: changeId,
    importId,
    review: rows[0]!.id,
  };
  const unknown = Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()]));
  const documents: Record<string, (known: Record<string, string>) => string> = {
    account: (known) => `{ account(id: "${known.account}") { name } }`,
    filter: (known) =>
      `{ transactions(filter: { accountIds: ["${known.account}"] }) { totalCount sums { count } } }`,
    transaction: (known) => `{ transaction(id: "${known.transaction}") { payee } }`,
    import: (known) => `{ import(id: "${known.importId}") { fileName } }`,
    ofImport: (known) => `{ transactions(filter: { importId: "${known.importId}" }) { totalCount } }`,
    book: (known) =>
      `mutation { addTransaction(input: { accountId: "${known.account}", date: "2026-03-01", amount: "1.00" })
        { errors { code message path } } }`,
    move: (known) =>
      `mutation { addTransfer(input: { fromAccountId: "${shared.id}", toAccountId: "${known.account}", date:
        "2026-03-01", amount: "1.00" }) { errors { code message path } } }`,
    edit: (known) =>
      `mutation { updateTransaction(id: "${known.transaction}", input: { payee: "x" }) {
        errors { code message path } } }`,
    remove: (known) =>
      `mutation { removeTransactions(ids: ["${known.transaction}"]) { errors { code message path } } }`,
    unlink: (known) =>
      `mutation { unlinkTransfer(id: "${known.transfer}") { errors { code message path } } }`,
    undo: (known) => `mutation { undoChange(id: "${known.change}") { errors { code message path } } }`,
    rename: (known) =>
      `mutation { updateAccount(id: "${known.account}", input: { name: "x" }) { errors { code message path } }
        }`,
    close: (known) => `mutation { closeAccount(id: "${known.account}") { errors { code message path } } }`,
    commit: (known) => `mutation { commitImport(id: "${known.importId}") { errors { code message path } } }`,
    discard: (known) =>
      `mutation { discardImport(id: "${known.importId}") { errors { code message path } } }`,
    decide: (known) =>
      `mutation { decideReview(id: "${known.review}", decision: REFUSE) { errors { code message path } } }`,
    correct: (known) =>
      `mutation { bookBalanceCorrection(accountId: "${known.account}") { errors { code message path } } }`,
  };
  const before = await everything(jana.token);
  for (const [name, document] of Object.entries(documents)) {
    const [hidden, nothing] = [
      await client(petr.token)(document(ids)),
      await client(petr.token)(document(unknown)),
    ];
    expect({ name, ...hidden }).toEqual({ name, ...nothing });
    expect({ name, valid: hidden.errors?.[0]?.extensions.code }).not.toEqual({
      name,
      valid: 'GRAPHQL_VALIDATION_FAILED',
    });
  }
  expect(await everything(jana.token)).toEqual(before);
});

test('of a transfer with a private account, others see their side alone', async () => {
  const { jana, petr, purchase, own } = await createCouple();
  const income = await createTransaction(jana.householdId, own.id, { amount: '100.00' });
  await linkTransfer(jana.householdId, jana.userId, [purchase.id, income.id]);
  const seen = async (token: string) =>
    (
      await client(token)(
        `{ transaction(id: "${purchase.id}") { kind transfer { in { account { name } } } } }`,
      )
    ).data.transaction;
  expect(await seen(jana.token)).toEqual({
    kind: 'TRANSFER',
    transfer: { in: { account: { name: 'Own' } } },
  });
  expect(await seen(petr.token)).toEqual({ kind: 'TRANSFER', transfer: null });
});

test('a file that names a private account’s number is offered to that account only for its person', async () => {
  const { jana, petr, own } = await createCouple();
  await client(jana.token)(UPDATE, { id: own.id, input: { number: '2000000001/2010' } });
  const file = {
    name: 'statement.json',
    bytes: Buffer.from(
      JSON.stringify({
        accountStatement: {
          info: {
            accountId: '2000000001',
            bankId: '2010',
            currency: 'CZK',
            openingBalance: 0,
            closingBalance: -1,
            dateStart: '2026-03-01+0100',
            dateEnd: '2026-03-02+0100',
          },
          transactionList: {
            transaction: [
              {
                column0: { value: '2026-03-01+0100', name: 'Datum', id: 0 },
                column1: { value: -1, name: 'Objem', id: 1 },
                column14: { value: 'CZK', name: 'Měna', id: 14 },
                column22: { value: 7, name: 'ID pohybu', id: 22 },
              },
            ],
          },
        },
      }),
    ),
  };
  const target = async (person: { userId: string; token: string }) => {
    const id = await startImport(jana.householdId, person.userId, file, null);
    return (await client(person.token)(`{ import(id: "${id}") { account { id } } }`)).data.import.account;
  };
  expect(await target(jana)).toEqual({ id: own.id });
  expect(await target(petr)).toBeNull();
});
