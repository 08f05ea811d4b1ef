import { beginConnection } from '@/lib/intake/banks/connections/mutations';
import { db } from '@/lib/platform/db/pool';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { startSession } from '@/lib/people/sessions/mutations';
import { CONNECTED_ON, createWorld } from '@/lib/testing/bank-world';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { addTransfer } from '@/lib/ledger/transfers/mutations';
import { client } from '@/graphql/testing';

setUpTestDatabase();
afterAll(stopQueue);

const NUMBER = 'CZ6508000000192000145399';
const CSV = 'Date;Amount;Payee\n2026-03-02;-120.00;Albert\n2026-03-04;-55.00;Kavárna\n';
const UUID = '00000000-0000-7000-8000-000000000000';

/**
 * Everything of a household that has an id: a connection, reviews, a transfer, imports in each state, jobs.
 */
async function victim() {
  const movement = (key: string, date: string, amountMinor: bigint, payee: string) => ({
    key,
    date,
    bookedOn: date,
    amountMinor,
    payee,
    text: 'Card payment',
  });
  const world = await createWorld([
    {
      number: NUMBER,
      name: 'Everyday',
      currency: 'CZK',
      type: 'CHECKING',
      openingMinor: 0n,
      movements: [
        movement('a', '2026-03-02', -12_000n, 'Albert'),
        movement('b', '2026-03-05', -5_500n, 'Lidl'),
        movement('c', CONNECTED_ON, -800n, 'Tram'),
      ],
    },
  ]);
  const { householdId, userId } = world;
  const account = await createAccount(householdId, { name: 'Mine' });
  const other = await createAccount(householdId, { name: 'Other' });
  await createTransaction(householdId, account.id, {
    date: '2026-03-05',
    amount: '-120.00',
    payee: 'Something else',
  });
  const connectionId = await world.link(null);
  await world.follow(connectionId, () => ({ accountId: account.id }));
  const transfer = await addTransfer(householdId, {
    fromAccountId: account.id,
    toAccountId: other.id,
    date: '2026-03-06',
    amount: '10.00',
  });
  const preview = await startImport(householdId, userId, { name: 's', bytes: Buffer.from(CSV) }, other.id);
  const done = await startImport(householdId, userId, { name: 's', bytes: Buffer.from(CSV) }, other.id);
  await commitImport(householdId, done);
  await runImport(householdId, done);
  await db().query(
    `UPDATE pgboss.job SET state = 'failed' WHERE id = (SELECT id FROM pgboss.job
      WHERE data->>'householdId' = $1 LIMIT 1)`,
    [householdId],
  );
  const one = async (text: string) =>
    (await db().query<{ id: string }>(text, [householdId])).rows[0]?.id ?? '';
  return {
    ...world,
    account,
    connectionId,
    transfer,
    preview,
    done,
    bankAccountId: await one('SELECT id FROM bank_account WHERE household_id = $1'),
    reviewId: await one('SELECT id FROM review WHERE household_id = $1 AND decided_at IS NULL'),
    jobId: await one(`SELECT id FROM pgboss.job WHERE data->>'householdId' = $1 AND state = 'failed'`),
    ask: client((await startSession(userId, 'Test')).token),
  };
}

/** Every row of the household, to compare before and after. Sessions and idempotency do not count. */
async function everything(householdId: string): Promise<string> {
  const tables = [
    'account',
    'bank_account',
    'bank_balance',
    'bank_connection',
    'bank_consent',
    'bank_posting',
    'bank_response',
    'bank_sync',
    'change',
    'import',
    'import_file',
    'review',
    'transaction',
    'transfer',
    'month_total',
    'mail',
  ];
  let text = '';
  for (const table of tables)
    text += (
      await db().query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM "${table}" t WHERE household_id = $1 ORDER BY 1`,
        [householdId],
      )
    ).rows
      .map(({ row }) => row)
      .join('\n');
  return (
    text +
    (
      await db().query<{ row: string }>(
        `SELECT (id::text || state::text) AS row FROM pgboss.job WHERE data->>'householdId' = $1 ORDER BY 1`,
        [householdId],
      )
    ).rows
      .map(({ row }) => row)
      .join()
  );
}

test('somebody with the ids of another household reads nothing and changes nothing', async () => {
  const v = await victim();
  expect([v.bankAccountId, v.reviewId, v.jobId]).not.toContain('');
  const person = await createSignedIn();
  const own = await createAccount(person.householdId);
  const ownOut = await createTransaction(person.householdId, own.id);
  const ownImport = await startImport(
    person.householdId,
    person.userId,
    { name: 's', bytes: Buffer.from(CSV) },
    own.id,
  );
  const ask = client(person.token);
  const before = await everything(v.householdId);

  const reads = `query { bankConnection(id: "${v.connectionId}") { id } bankConnections { id } reviews { id }
    reviewCount import(id: "${v.done}") { id } imports { id } backgroundJobs { id }
    transaction(id: "${v.transfer.out.id}") { id transfer { id } } }`;
  const { data } = await ask(reads);
  expect(data).toMatchObject({
    bankConnection: null,
    bankConnections: [],
    reviews: [],
    reviewCount: 0,
    import: null,
    transaction: null,
    backgroundJobs: [],
  });
  expect(data.imports).toEqual([{ id: ownImport }]);

  const mutations = [
    `chooseBankAccounts(connectionId: "${v.connectionId}", accounts: [{ bankAccountId: "${v.bankAccountId}", accountId: "${own.id}" }])`,
    `syncBankConnection(id: "${v.connectionId}")`,
    `pauseBankConnection(id: "${v.connectionId}", paused: true)`,
    `disconnectBank(id: "${v.connectionId}", removeTransactions: true)`,
    `takeMissingBankRows(accountId: "${v.account.id}")`,
    `bookBalanceCorrection(accountId: "${v.account.id}")`,
    `decideReview(id: "${v.reviewId}", decision: REFUSE)`,
    `retryJob(id: "${v.jobId}")`,
    `unlinkTransfer(id: "${v.transfer.id}")`,
    `linkTransfer(transactionIds: ["${v.transfer.out.id}", "${v.transfer.in.id}"])`,
    `linkTransfer(transactionIds: ["${ownOut.id}", "${v.transfer.in.id}"])`,
    `addTransfer(input: { fromAccountId: "${own.id}", toAccountId: "${v.account.id}", date: "2026-03-05", amount: "5.00" })`,
    `addTransfer(input: { fromAccountId: "${v.account.id}", toAccountId: "${own.id}", date: "2026-03-05", amount: "5.00" })`,
    `updateImport(id: "${v.preview}", input: { accountId: "${own.id}" })`,
    `updateImport(id: "${ownImport}", input: { accountId: "${v.account.id}" })`,
    `commitImport(id: "${v.preview}")`,
    `discardImport(id: "${v.preview}")`,
    `revertImport(id: "${v.done}")`,
  ];
  for (const mutation of mutations) {
    const name = mutation.split('(')[0] ?? '';
    const answer = await ask(`mutation { ${mutation} { errors { code } } }`);
    expect([
      mutation,
      answer.errors,
      answer.data?.[name].errors.map(({ code }: { code: string }) => code),
    ]).toEqual([mutation, undefined, ['NOT_FOUND']]);
  }
  expect(await everything(v.householdId)).toBe(before);
});

test('weird input is refused with a sentence, and is never an error of ours', async () => {
  const v = await victim();
  const camt = (index: unknown) => ({ id: v.preview, input: { statements: index } });
  const UPDATE = `mutation($id: ID!, $input: UpdateImportInput!) { updateImport(id: $id, input: $input) {
      errors { code message } } }`;
  const CHOOSE = `mutation($id: ID!, $accounts: [BankAccountChoice!]!) {
      chooseBankAccounts(connectionId: $id, accounts: $accounts) { errors { code } } }`;
  const TOKEN = `mutation($token: String!) { connectBankWithToken(input: { provider: FIO, token: $token }) {
      errors { code } } }`;
  const TRANSFER = 'mutation($input: AddTransferInput!) { addTransfer(input: $input) { errors { code } } }';
  const CORRECT = `mutation($id: ID!, $payee: String) { bookBalanceCorrection(accountId: $id, payee: $payee) {
      errors { code } } }`;
  const LINK = 'mutation($ids: [ID!]!) { linkTransfer(transactionIds: $ids) { errors { code } } }';
  const DECIDE = `mutation($id: ID!, $t: ID) { decideReview(id: $id, decision: ACCEPT, transactionId: $t) {
    errors { code }
      } }`;
  const cases: [string, Record<string, unknown>][] = [
    [UPDATE, camt(Array.from({ length: 10_001 }, (_, index) => ({ index, leaveOut: true })))],
    [UPDATE, camt([{ index: -1 }])],
    [UPDATE, camt([{ index: 2_147_483_647, accountId: 'x\0y' }])],
    [CHOOSE, { id: v.connectionId, accounts: [{ bankAccountId: v.bankAccountId, accountId: 'NaN' }] }],
    [CHOOSE, { id: v.connectionId, accounts: [{ bankAccountId: '\0', newAccount: true }] }],
    [CHOOSE, { id: '\u202e\0', accounts: [] }],
    [TOKEN, { token: 'a'.repeat(400_000) }],
    [TOKEN, { token: '\0' }],
    [TRANSFER, { input: { fromAccountId: '\0', toAccountId: UUID, date: '2026-03-05', amount: '1' } }],
    [
      TRANSFER,
      {
        input: {
          fromAccountId: v.account.id,
          toAccountId: v.account.id,
          date: '2026-03-05',
          amount: '99999999999999999999',
          description: '\0',
        },
      },
    ],
    [LINK, { ids: [] }],
    [LINK, { ids: ['\0', '\0\0'] }],
    [LINK, { ids: Array.from({ length: 10_001 }, () => UUID) }],
    [DECIDE, { id: v.reviewId, t: '\0' }],
    [DECIDE, { id: '\0', t: null }],
    [CORRECT, { id: '\0', payee: '\u202e' }],
  ];
  for (const [mutation, variables] of cases) {
    const { data, errors } = await v.ask(mutation, variables);
    const codes =
      errors?.map(({ extensions }) => extensions.code) ??
      Object.values(data as Record<string, { errors: { code: string }[] }>)[0]?.errors.map(
        ({ code }) => code,
      );
    expect([mutation, JSON.stringify(variables).slice(0, 80), codes?.length]).toEqual([
      mutation,
      JSON.stringify(variables).slice(0, 80),
      expect.any(Number),
    ]);
    expect(codes).not.toEqual([]);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(codes).not.toContain('UNKNOWN');
    expect(codes).not.toContain('INTERNAL');
  }
  for (const date of ['NaN', '2026-02-30', '0000-00-00']) {
    const { data } = await v.ask(TRANSFER, {
      input: { fromAccountId: v.account.id, toAccountId: UUID, date, amount: '1' },
    });
    expect(data.addTransfer.errors).toMatchObject([{ code: 'INVALID' }]);
  }
});

test('a consent cannot be begun for a connection of another household', async () => {
  const v = await victim();
  const stranger = await createSignedIn();
  await expect(
    beginConnection(stranger.householdId, stranger.userId, {
      provider: v.provider.id,
      connectionId: v.connectionId,
    }),
  ).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
});
