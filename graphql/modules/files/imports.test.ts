import { POST } from '@/app/api/imports/route';
import { commitImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createAccount, createSignedIn } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();
afterAll(stopQueue);

const STATEMENT = [
  'Datum;Částka;Měna;Protistrana;Popis',
  '3.2.2026;-120,50;CZK;Albert;nákup',
  '3.2.2026;-120,50;CZK;Albert;nákup',
  '10.2.2026;45000,00;CZK;Datlab;Mzda',
].join('\r\n');
const IMPORT = `id status fileName rowsTotal rowsDone rowsAdded rowsKnown rowsSkipped problem
  account { id }
  skipped { line reason text }
  preview {
    rowCount skippedCount questions remembered problem
    columns { index heading samples }
    sums { currency count sum }
    rows { line date amount currency payee description }
    mapping {
      dateColumn dateOrder decimalMark amountKind amountColumn inverted payeeColumn descriptionColumns
    }
  }`;
const FIND = `query($id: ID!) { import(id: $id) { ${IMPORT} } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateImportInput!) { updateImport(id: $id, input: $input) {
  import { ${IMPORT} } errors { code message path } } }`;
const COMMIT = 'mutation($id: ID!) { commitImport(id: $id) { import { status } errors { code path } } }';
const REVERT = 'mutation($id: ID!) { revertImport(id: $id) { import { status } errors { code path } } }';
const DISCARD = 'mutation($id: ID!) { discardImport(id: $id) { import { fileName } errors { code path } } }';

function upload(
  token: string | null,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([content as BlobPart]), 'výpis únor.csv');
  return POST(
    new Request('http://localhost/api/imports', {
      method: 'POST',
      body: form,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    }),
  );
}

async function createWorld() {
  const person = await createSignedIn();
  const account = await createAccount(person.householdId);
  const ask = client(person.token);
  const bring = async (content: string) => {
    const { import: uploaded } = (await (
      await upload(person.token, content, { accountId: account.id })
    ).json()) as { import: { id: string } };
    await commitImport(person.householdId, uploaded.id);
    await runImport(person.householdId, uploaded.id);
    return (await ask(FIND, { id: uploaded.id })).data.import;
  };
  const count = async () =>
    (await ask('{ transactions { totalCount } }')).data.transactions.totalCount as number;
  return { ...person, account, ask, bring, count };
}

test('a file is previewed as it will be, committed through the queue, and imported as a whole', async () => {
  const { token, ask, account, householdId } = await createWorld();
  const response = await upload(token, STATEMENT);
  expect(response.status).toBe(201);
  const { import: uploaded } = (await response.json()) as { import: { id: string } };
  const { import: found } = (await ask(FIND, { id: uploaded.id })).data;
  const earlier = await ask('query($id: ID!) { importById(id: $id) { id } }', { id: uploaded.id });
  expect(earlier.data.importById).toEqual({ id: uploaded.id });
  expect(found).toMatchObject({ status: 'PREVIEW', fileName: 'výpis únor.csv', account: null });
  expect(found.preview).toMatchObject({
    rowCount: 3,
    skippedCount: 0,
    remembered: false,
    problem: null,
    sums: [{ currency: 'CZK', count: 3, sum: '44759.00' }],
    mapping: { dateOrder: 'DMY', decimalMark: ',', amountKind: 'SIGNED', amountColumn: 1, inverted: false },
  });
  expect(found.preview.rows[0]).toEqual({
    line: 2,
    date: '2026-02-03',
    amount: '-120.50',
    currency: 'CZK',
    payee: 'Albert',
    description: 'nákup',
  });
  expect((await ask(COMMIT, { id: uploaded.id })).data.commitImport.errors).toMatchObject([
    { code: 'REQUIRED', path: ['input', 'accountId'] },
  ]);
  await ask(UPDATE, { id: uploaded.id, input: { accountId: account.id } });
  expect((await ask(COMMIT, { id: uploaded.id })).data.commitImport).toEqual({
    import: { status: 'QUEUED' },
    errors: [],
  });
  const { rows } = await db().query<{ data: unknown }>("SELECT data FROM pgboss.job WHERE name = 'import'");
  expect(rows).toContainEqual({ data: { householdId, importId: uploaded.id } });
  await runImport(householdId, uploaded.id);
  await runImport(householdId, uploaded.id);
  expect((await ask(FIND, { id: uploaded.id })).data.import).toMatchObject({
    status: 'DONE',
    rowsTotal: 3,
    rowsDone: 3,
    rowsAdded: 3,
    rowsKnown: 0,
    preview: null,
  });
  expect((await ask('{ transactions { totalCount sums { net { amount } } } }')).data.transactions).toEqual({
    totalCount: 3,
    sums: [{ net: { amount: '44759.00' } }],
  });
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('the same file again, or an overlapping one, adds nothing twice; identical purchases of one day stay two', async () => {
  const { bring, count } = await createWorld();
  expect(await bring(STATEMENT)).toMatchObject({ rowsAdded: 3, rowsKnown: 0 });
  expect(await bring(STATEMENT)).toMatchObject({ rowsAdded: 0, rowsKnown: 3 });
  const overlapping = [
    'Datum;Částka;Měna;Protistrana;Popis',
    '11.2.2026;-50,00;CZK;Billa;nákup',
    '10.2.2026;45000,00;CZK;Datlab;Mzda',
    '3.2.2026;-120,50;CZK;ALBERT ;nákup',
  ].join('\n');
  expect(await bring(overlapping)).toMatchObject({ rowsAdded: 1, rowsKnown: 2 });
  expect(await bring(`${STATEMENT}\r\n3.2.2026;-120,50;CZK;Albert;nákup`)).toMatchObject({
    rowsAdded: 1,
    rowsKnown: 3,
  });
  expect(await count()).toBe(5);
});

test('a removed transaction does not come back with the next export', async () => {
  const { ask, bring, count } = await createWorld();
  await bring(STATEMENT);
  const { data } = await ask('{ transactions(filter: { text: "mzda" }) { nodes { id } } }');
  await ask('mutation($ids: [ID!]!) { removeTransactions(ids: $ids) { errors { code } } }', {
    ids: data.transactions.nodes.map(({ id }: { id: string }) => id),
  });
  expect(await bring(STATEMENT)).toMatchObject({ rowsAdded: 0, rowsKnown: 3 });
  expect(await count()).toBe(2);
});

test('an import is undone later, edited and moved rows included, and can be imported again', async () => {
  const { ask, bring, count, householdId } = await createWorld();
  const other = await createAccount(householdId);
  const { id } = await bring(STATEMENT);
  const { data } = await ask('{ transactions(filter: { text: "albert" }) { nodes { id } } }');
  await ask(
    `mutation($ids: [ID!]!, $to: ID!) { updateTransactions(ids: $ids, input: { accountId: $to, date:
      "2026-04-01", amount: "-7.00" }) { errors { code } } }`,
    { ids: data.transactions.nodes.map((node: { id: string }) => node.id), to: other.id },
  );
  expect((await ask(REVERT, { id })).data.revertImport).toEqual({
    import: { status: 'REVERTED' },
    errors: [],
  });
  expect(await count()).toBe(0);
  expect((await ask(REVERT, { id })).data.revertImport.errors).toMatchObject([{ code: 'CONFLICT' }]);
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  expect(await bring(STATEMENT)).toMatchObject({ rowsAdded: 3 });
});

test('a corrected mapping changes the preview at once and is remembered for files with the same headings', async () => {
  const { token, ask, account, householdId } = await createWorld();
  const first = ((await (await upload(token, STATEMENT)).json()) as { import: { id: string } }).import.id;
  const { data } = await ask(UPDATE, {
    id: first,
    input: { accountId: account.id, mapping: { inverted: true, payeeColumn: 4, descriptionColumns: [3] } },
  });
  expect(data.updateImport.import.preview.rows[0]).toMatchObject({
    amount: '120.50',
    payee: 'nákup',
    description: 'Albert',
  });
  await commitImport(householdId, first);
  await runImport(householdId, first);
  const second = ((await (await upload(token, STATEMENT)).json()) as { import: { id: string } }).import.id;
  expect((await ask(FIND, { id: second })).data.import.preview).toMatchObject({
    remembered: true,
    questions: [],
    mapping: { inverted: true, payeeColumn: 4, descriptionColumns: [3] },
  });
});

test('a mapping that did not work is not remembered, and the failed import says why', async () => {
  const { token, ask, account, householdId } = await createWorld();
  const id = (
    (await (await upload(token, STATEMENT, { accountId: account.id })).json()) as { import: { id: string } }
  ).import.id;
  await ask(UPDATE, { id, input: { mapping: { dateColumn: 3 } } });
  await commitImport(householdId, id);
  await runImport(householdId, id);
  expect(
    (await ask('query($id: ID!) { import(id: $id) { status problem problemCode } }', { id })).data.import,
  ).toEqual({
    status: 'FAILED',
    problem: expect.stringMatching(/\.$/),
    problemCode: expect.stringMatching(/^[A-Z_]+$/),
  });
  const again = ((await (await upload(token, STATEMENT)).json()) as { import: { id: string } }).import.id;
  expect((await ask(FIND, { id: again })).data.import.preview).toMatchObject({
    remembered: false,
    rowCount: 3,
  });
});

test('a mapping that cannot be is refused with the field it is about', async () => {
  const { token, ask } = await createWorld();
  const { id } = ((await (await upload(token, STATEMENT)).json()) as { import: { id: string } }).import;
  expect(
    (await ask(UPDATE, { id, input: { mapping: { decimalMark: ';' } } })).data.updateImport.errors,
  ).toMatchObject([{ path: ['input', 'mapping', 'decimalMark'] }]);
  expect(
    (await ask(UPDATE, { id, input: { mapping: { dateColumn: -1 } } })).data.updateImport.errors,
  ).toMatchObject([{ path: ['input', 'mapping', 'dateColumn'] }]);
  expect(
    (await ask(UPDATE, { id, input: { mapping: { dateColumn: 3 } } })).data.updateImport.import.preview,
  ).toMatchObject({ rowCount: 0 });
});

test('rows in another currency than the account’s are left out and named', async () => {
  const { bring, count } = await createWorld();
  const found = await bring(
    [
      'Date,Amount,Currency,Description',
      '2026-02-03,-10.00,CZK,Coffee',
      '2026-02-04,-20.00,EUR,Hotel',
      '2026-02-05,-30.00,CZK,Taxi',
    ].join('\n'),
  );
  expect(found).toMatchObject({
    status: 'DONE',
    rowsAdded: 2,
    rowsSkipped: 1,
    skipped: [{ line: 3, reason: 'OTHER_CURRENCY', text: expect.stringContaining('Hotel') }],
  });
  expect(await count()).toBe(2);
});

test.each([
  ['an empty file', '', 'EMPTY'],
  [
    'a picture',
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    'UNKNOWN_FORMAT',
  ],
  ['a file of headings only', 'Datum;Částka;Popis\n', 'NO_ROWS'],
  ['a text that is no statement', 'Dear Sir or Madam,\nplease find enclosed\nnothing.', expect.any(String)],
])('%s is refused with one sentence and nothing is kept', async (_name, content, code) => {
  const { token, ask } = await createWorld();
  const response = await upload(token, content);
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { code: string; message: string }[] };
  expect(errors).toEqual([{ code, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
  expect((await ask('{ imports { id } }')).data.imports).toEqual([]);
});

test('a file over the limit is refused while it is coming in', async () => {
  const { token } = await createWorld();
  const response = await upload(token, new Uint8Array(51 * 1024 * 1024).fill(65));
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ code: 'TOO_LARGE' }] });
});

test('a request without a file, from a stranger, or from a page of another site is refused', async () => {
  const { token } = await createWorld();
  for (const contentType of ['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
    const other = await POST(
      new Request('http://localhost/api/imports', {
        method: 'POST',
        body: 'x',
        headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
      }),
    );
    expect(other.status).toBe(422);
  }
  expect((await upload(null, STATEMENT)).status).toBe(401);
  expect((await upload('nobody', STATEMENT)).status).toBe(401);
  expect((await upload(token, STATEMENT, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('another household cannot see, correct, commit, take back or discard the import, nor import into the account', async () => {
  const [mine, others] = [await createWorld(), await createWorld()];
  const { id } = (
    (await (await upload(mine.token, STATEMENT, { accountId: mine.account.id })).json()) as {
      import: { id: string };
    }
  ).import;
  expect((await others.ask(FIND, { id })).data.import).toBeNull();
  expect((await others.ask('{ imports { id } }')).data.imports).toEqual([]);
  for (const [mutation, variables] of [
    [UPDATE, { id, input: {} }],
    [COMMIT, { id }],
    [REVERT, { id }],
    [DISCARD, { id }],
  ] as const) {
    const [answer] = Object.values<{ errors: unknown }>((await others.ask(mutation, variables)).data);
    expect(answer?.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect((await upload(others.token, STATEMENT, { accountId: mine.account.id })).status).toBe(422);
  expect((await mine.ask(DISCARD, { id })).data.discardImport).toEqual({
    import: { fileName: 'výpis únor.csv' },
    errors: [],
  });
});

test('ASVS 5.3.2: a path in the file’s name is not used', async () => {
  const { token, ask } = await createWorld();
  const form = new FormData();
  form.set('file', new Blob([STATEMENT]), '../../etc/passwd\u202e.csv');
  const response = await POST(
    new Request('http://localhost/api/imports', {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}` },
    }),
  );
  const { import: uploaded } = (await response.json()) as { import: { id: string } };
  expect((await ask(FIND, { id: uploaded.id })).data.import.fileName).toBe('passwd.csv');
});
