import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POST } from '@/app/api/imports/route';
import { commitImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { createAccount, createSignedIn, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { client } from '@/graphql/testing';

setUpTestDatabase();
afterAll(stopQueue);

const IMPORT = `id status format rowsAdded rowsKnown rowsSkipped rowsWaiting account { id name }
  statements { index accountNumber currency count sum difference leftOut account { id } opening { date amount } closing { date amount } }`;
const FIND = `query($id: ID!) { import(id: $id) { ${IMPORT} preview { rowCount mapping { dateColumn } } } }`;
const UPDATE = `mutation($id: ID!, $input: UpdateImportInput!) { updateImport(id: $id, input: $input) {
  import { ${IMPORT} } errors { code path } } }`;
const LIST = `{ transactions(first: 200, orderBy: DATE_ASC) { nodes { id date payee origin amount { amount }
    account { name } } } }`;

async function createWorld(account: Parameters<typeof createAccount>[1] = {}) {
  const person = await createSignedIn();
  const main = await createAccount(person.householdId, account);
  const ask = client(person.token);
  const upload = async (content: string | Uint8Array, accountId: string | null = main.id) => {
    const form = new FormData();
    if (accountId) form.set('accountId', accountId);
    form.set('file', new Blob([content as BlobPart]), 'statement');
    const response = await POST(
      new Request('http://localhost/api/imports', {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${person.token}` },
      }),
    );
    return (await response.json()) as {
      import?: { id: string };
      errors?: { code: string; message: string }[];
    };
  };
  const find = async (id: string) => (await ask(FIND, { id })).data.import;
  const commit = async (id: string) => {
    await commitImport(person.householdId, id);
    await runImport(person.householdId, id);
    return find(id);
  };
  const bring = async (content: string | Uint8Array) => {
    const { import: uploaded, errors } = await upload(content);
    if (!uploaded) throw new Error(errors?.[0]?.message);
    return commit(uploaded.id);
  };
  return { ...person, main, ask, upload, find, commit, bring };
}

const CAMT = (entries: string) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-31T10:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><IBAN>CZ6508000000192000145399</IBAN></Id><Ccy>CZK</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CZK">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CZK">825.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>
${entries}</Stmt></BkToCstmrStmt></Document>`;
const entry = (date: string, amount: string, name: string, reference: string) =>
  `<Ntry><Amt Ccy="CZK">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${date}</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>${name}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`;
const MARCH = CAMT(
  entry('2026-03-04', '120.00', 'Albert', 'A1') + entry('2026-03-05', '55.00', 'Kavarna', 'A2'),
);

describe('a statement', () => {
  test('goes into the account whose number it names, and its balances prove the account', async () => {
    const { ask, upload, find, commit, main } = await createWorld({
      number: '19-2000145399/0800',
      openingBalance: '1000.00',
    });
    const { import: uploaded } = await upload(MARCH, null);
    expect(await find(uploaded?.id ?? '')).toMatchObject({
      format: 'CAMT',
      account: { id: main.id },
      preview: { rowCount: 2, mapping: null },
      statements: [
        {
          accountNumber: 'CZ6508000000192000145399',
          currency: 'CZK',
          count: 2,
          sum: '-175.00',
          difference: '0.00',
          opening: { amount: '1000.00' },
          closing: { date: '2026-03-31', amount: '825.00' },
        },
      ],
    });
    expect(await commit(uploaded?.id ?? '')).toMatchObject({ status: 'DONE', rowsAdded: 2, rowsWaiting: 0 });
    expect((await ask('{ accounts { balanceProof { date difference { amount } } } }')).data.accounts).toEqual(
      [{ balanceProof: { date: '2026-03-31', difference: { amount: '0.00' } } }],
    );
  });

  test('says by how much its rows miss its closing balance', async () => {
    const { upload, find } = await createWorld();
    const { import: uploaded } = await upload(CAMT(entry('2026-03-04', '120.00', 'Albert', 'A1')));
    expect((await find(uploaded?.id ?? '')).statements[0].difference).toBe('55.00');
  });

  test('that names no currency is counted up in that of its account', async () => {
    const { upload, find } = await createWorld({ currency: 'JPY' });
    const { import: uploaded } = await upload('!Type:Bank\nD2026-03-01\nT-1,500\nPRamen\n^\n');
    expect((await find(uploaded?.id ?? '')).statements).toMatchObject([{ count: 1, sum: '-1500' }]);
  });

  test('that is imported again, or overlaps with another one, adds nothing twice', async () => {
    const { bring } = await createWorld();
    await bring(MARCH);
    expect(await bring(MARCH)).toMatchObject({ rowsAdded: 0, rowsKnown: 2 });
    expect(
      await bring(
        CAMT(entry('2026-03-05', '55.00', 'Kavarna', 'A2') + entry('2026-03-06', '10.00', 'Trafika', 'A3')),
      ),
    ).toMatchObject({ rowsAdded: 1, rowsKnown: 1 });
  });

  test('of another format than before adds nothing twice either, and what was removed stays removed', async () => {
    const { ask, bring, householdId } = await createWorld();
    await bring('Date;Amount;Payee\n4.3.2026;-120,00;ALBERT HYPERMARKET\n5.3.2026;-55,00;Kavarna');
    const kavarna = (await ask(LIST)).data.transactions.nodes.find(
      ({ payee }: { payee: string }) => payee === 'Kavarna',
    );
    await ask('mutation($ids: [ID!]!) { removeTransactions(ids: $ids) { errors { code } } }', {
      ids: [kavarna.id],
    });
    expect(await bring(MARCH)).toMatchObject({ rowsAdded: 0, rowsKnown: 2 });
    expect((await ask(LIST)).data.transactions.nodes).toHaveLength(1);
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  });

  test('finds what a person had recorded; what they wrote stays, and what is unclear waits', async () => {
    const { ask, bring, main, householdId } = await createWorld();
    const mine = await createTransaction(householdId, main.id, {
      date: '2026-03-04',
      amount: '-120.00',
      payee: 'Nákup na oslavu',
    });
    await createTransaction(householdId, main.id, {
      date: '2026-03-03',
      amount: '-55.00',
      payee: 'Něco jiného',
    });
    expect(await bring(MARCH)).toMatchObject({ rowsAdded: 0, rowsKnown: 1, rowsWaiting: 1 });
    const { nodes } = (await ask(LIST)).data.transactions;
    expect(nodes.find(({ id }: { id: string }) => id === mine.id)).toMatchObject({
      payee: 'Nákup na oslavu',
      origin: 'FILE',
    });
    expect((await ask('{ reviews { kind bankRow { payee } } }')).data.reviews).toEqual([
      { kind: 'MATCH', bankRow: { payee: 'Kavarna' } },
    ]);
    expect(await bring(MARCH)).toMatchObject({ rowsAdded: 0, rowsKnown: 2, rowsWaiting: 0 });
  });

  test('can be taken back with everything that it brought, also what waits', async () => {
    const { ask, bring, main, householdId } = await createWorld();
    await createTransaction(householdId, main.id, {
      date: '2026-03-03',
      amount: '-55.00',
      payee: 'Něco jiného',
    });
    const { id } = await bring(MARCH);
    await ask('mutation($id: ID!) { revertImport(id: $id) { errors { code } } }', { id });
    expect((await ask(LIST)).data.transactions.nodes).toMatchObject([{ payee: 'Něco jiného' }]);
    expect((await ask('{ reviewCount }')).data.reviewCount).toBe(0);
    expect(await bring(MARCH)).toMatchObject({ rowsAdded: 1, rowsWaiting: 1 });
  });
});

describe('what an earlier file showed as pending', () => {
  const row = (date: string, amount: string, name: string, reference: string, status: string) =>
    entry(date, amount, name, reference).replace('<Sts>BOOK</Sts>', `<Sts>${status}</Sts>`);
  const STATUSES =
    '{ transactions(first: 200, orderBy: DATE_ASC) { nodes { id date payee status amount { amount } } } }';
  type Shown = { id: string; date: string; payee: string; status: string; amount: { amount: string } };
  const shown = async ({ ask }: Pick<Awaited<ReturnType<typeof createWorld>>, 'ask'>) =>
    ((await ask(STATUSES)).data.transactions.nodes as Shown[]).map(({ date, payee, status, amount }) => [
      date,
      payee,
      amount.amount,
      status,
    ]);

  test('becomes booked without a second row, also with another id, day or amount; what a person wrote stays', async () => {
    const world = await createWorld();
    await world.bring(
      CAMT(
        row('2026-03-04', '120.00', 'Albert', 'P1', 'PDNG') +
          row('2026-03-05', '55.00', 'Kavarna', 'P2', 'PDNG') +
          row('2026-03-05', '70.00', 'Benzina', 'P3', 'PDNG'),
      ),
    );
    const kavarna = ((await world.ask(STATUSES)).data.transactions.nodes as Shown[]).find(
      ({ payee }) => payee === 'Kavarna',
    );
    await world.ask(
      `mutation($id: ID!, $input: UpdateTransactionInput!) { updateTransaction(id: $id, input: $input) {
        errors { code } } }`,
      { id: kavarna?.id, input: { payee: 'Káva s Petrem' } },
    );
    const booked = CAMT(
      entry('2026-03-04', '120.00', 'Albert', 'P1') +
        entry('2026-03-07', '55.00', 'Kavarna', 'B2') +
        entry('2026-03-06', '71.50', 'Benzina', 'B3'),
    );
    const { id, ...result } = await world.bring(booked);
    expect(result).toMatchObject({ rowsAdded: 0, rowsKnown: 3, rowsWaiting: 0 });
    const expected = [
      ['2026-03-04', 'Albert', '-120.00', 'CLEARED'],
      ['2026-03-06', 'Benzina', '-71.50', 'CLEARED'],
      ['2026-03-07', 'Káva s Petrem', '-55.00', 'CLEARED'],
    ];
    expect(await shown(world)).toEqual(expected);
    expect(await world.bring(booked)).toMatchObject({ rowsAdded: 0, rowsKnown: 3 });
    expect((await verifyLedger(world.householdId)).differences).toEqual([]);
    await world.ask('mutation($id: ID!) { revertImport(id: $id) { errors { code } } }', { id });
    expect((await shown(world)).map(([, payee]) => payee)).toEqual(['Albert']);
    expect(await world.bring(booked)).toMatchObject({ rowsAdded: 2, rowsKnown: 1, rowsWaiting: 0 });
    expect((await shown(world)).map(([, , amount]) => amount)).toEqual(['-120.00', '-71.50', '-55.00']);
  });

  test('stays pending beside a second purchase of the same, and while it is shown again', async () => {
    const world = await createWorld();
    const pending = row('2026-03-04', '120.00', 'Albert', '', 'PDNG');
    await world.bring(CAMT(pending));
    expect(await world.bring(CAMT(pending + pending))).toMatchObject({ rowsAdded: 1, rowsKnown: 1 });
    expect(await shown(world)).toEqual([
      ['2026-03-04', 'Albert', '-120.00', 'PENDING'],
      ['2026-03-04', 'Albert', '-120.00', 'PENDING'],
    ]);
    expect(await world.bring(CAMT(entry('2026-03-04', '120.00', 'Albert', '') + pending))).toMatchObject({
      rowsAdded: 0,
      rowsKnown: 2,
    });
    expect((await shown(world)).map(([, , , status]) => status).sort()).toEqual(['CLEARED', 'PENDING']);
  });

  test('is asked about where only the amount says that it may be this one', async () => {
    const world = await createWorld();
    await world.bring(CAMT(row('2026-03-04', '120.00', 'Albert', 'P1', 'PDNG')));
    expect(await world.bring(CAMT(entry('2026-03-06', '120.00', 'Kadernictvi', 'B9')))).toMatchObject({
      rowsAdded: 0,
      rowsWaiting: 1,
    });
    expect((await world.ask('{ reviews { kind bankRow { payee } } }')).data.reviews).toEqual([
      { kind: 'MATCH', bankRow: { payee: 'Kadernictvi' } },
    ]);
  });
});

describe('a file with several statements', () => {
  const mt940 = (account: string, amount: string) =>
    [
      ':20:STMT',
      `:25:${account}`,
      ':28C:1/1',
      ':60F:C260301CZK1000,00',
      `:61:2603040304D${amount}NTRFNONREF`,
      ':86:Nakup',
      `:62F:C260331CZK${1000 - Number(amount.replace(',', '.'))},00`,
      '-',
    ].join('\r\n');
  const FILE = `${mt940('2000145399/0800', '100,00')}\r\n${mt940('3000145402/0800', '200,00')}\r\n`;

  test('goes by the numbers that the statements name', async () => {
    const world = await createWorld({ name: 'First', number: '2000145399/0800' });
    await createAccount(world.householdId, { name: 'Second', number: '3000145402/0800' });
    const { import: uploaded } = await world.upload(FILE, null);
    expect(await world.commit(uploaded?.id ?? '')).toMatchObject({ status: 'DONE', rowsAdded: 2 });
    expect(
      (await world.ask(LIST)).data.transactions.nodes
        .map(({ amount, account }: { amount: { amount: string }; account: { name: string } }) => [
          account.name,
          amount.amount,
        ])
        .sort(),
    ).toEqual([
      ['First', '-100.00'],
      ['Second', '-200.00'],
    ]);
  });

  test('goes into one account where nothing else is said, statement by statement elsewhere, or not at all', async () => {
    const world = await createWorld();
    const other = await createAccount(world.householdId, { name: 'Other' });
    const { import: uploaded } = await world.upload(FILE);
    const id = uploaded?.id ?? '';
    const update = async (statements: object[]) =>
      (await world.ask(UPDATE, { id, input: { statements } })).data.updateImport;
    expect((await update([{ index: 7, leaveOut: true }])).errors).toMatchObject([
      { code: 'OUT_OF_RANGE', path: ['input', 'statements', '0', 'index'] },
    ]);
    expect(
      (await update([{ index: 0, accountId: '00000000-0000-7000-8000-000000000000' }])).errors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(
      (
        await update([
          { index: 0, accountId: other.id },
          { index: 1, leaveOut: true },
        ])
      ).import.statements,
    ).toMatchObject([
      { account: { id: other.id }, leftOut: false },
      { account: null, leftOut: true },
    ]);
    expect(await world.commit(id)).toMatchObject({ rowsAdded: 1 });
    expect((await world.ask(LIST)).data.transactions.nodes).toMatchObject([
      { account: { name: 'Other' }, amount: { amount: '-100.00' } },
    ]);
  });
});

test.each([
  ['QIF', '!Type:Bank\nD3/4/2026\nT-120.00\nPAlbert\n^\n', 'QIF', 1],
  [
    'OFX',
    'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CZK<BANKACCTFROM><BANKID>0800<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260301<DTEND>20260331<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260304<TRNAMT>-120.00<FITID>1<NAME>Albert</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
    'OFX',
    1,
  ],
])('%s is imported', async (_name, content, format, count) => {
  const { bring } = await createWorld();
  expect(await bring(content)).toMatchObject({ format, status: 'DONE', rowsAdded: count });
});

test.each([
  ['a statement that is cut off', MARCH.slice(0, 700), 'BROKEN'],
  ['a statement without transactions', CAMT(''), 'NO_ROWS'],
  [
    'an error of the bank',
    'OFXHEADER:100\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>General error</STATUS></SONRS></SIGNONMSGSRSV1></OFX>',
    'BANK_ERROR',
  ],
])('%s is refused with one sentence and nothing is kept', async (_name, content, code) => {
  const { ask, upload } = await createWorld();
  expect((await upload(content)).errors).toEqual([{ code, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
  expect((await ask('{ imports { id } }')).data.imports).toEqual([]);
});

// Real files of banks, kept beside the repository because their licences differ; the suite runs where they
// are.
const folder = join(process.cwd(), '..', 'shared', 'samples');
const samples = existsSync(join(folder, 'INDEX.tsv'))
  ? readFileSync(join(folder, 'INDEX.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
  : [];
const valid = samples.filter(
  ([path, , , , , , count]) => !/^(?:journal)\//.test(path ?? '') && Number(count) > 0,
);

(valid.length > 0 ? describe : describe.skip)(
  'real files are imported with exactly their counts and sums',
  () => {
    test.each(
      valid.map((fields) => ({
        path: fields[0] ?? '',
        count: Number(fields[6]),
        sum: fields[7] ?? '',
        currency: /^[A-Z]{3}$/.test(fields[8] ?? '') ? (fields[8] ?? '') : '',
      })),
    )('$path', async ({ path, count, sum, currency }) => {
      const { ask, upload, commit } = await createWorld({ currency: currency || 'USD' });
      const { import: uploaded, errors } = await upload(readFileSync(join(folder, path)));
      expect(errors).toBeUndefined();
      const result = await commit(uploaded?.id ?? '');
      // Some files hold several currencies, and an account takes its own.
      if (result.rowsSkipped > 0 && !currency) return;
      expect(result).toMatchObject({ status: 'DONE', rowsWaiting: 0 });
      if (currency && result.rowsSkipped === 0) {
        expect(result.rowsAdded).toBe(count);
        const { sums } = (await ask('{ transactions { sums { net { amount } } } }')).data.transactions;
        if (/^-?[\d.]+$/.test(sum) && sums.length > 0)
          expect(Number(sums[0].net.amount)).toBeCloseTo(Number(sum), 2);
      }
    });
  },
);
