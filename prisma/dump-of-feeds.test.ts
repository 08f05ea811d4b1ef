import { Readable } from 'node:stream';
import { to as copyTo } from 'pg-copy-streams';
import { bookCorrection } from '@/lib/intake/banks/proof/mutations';
import { runSync } from '@/lib/intake/banks/sync/mutations';
import { syncConnection } from '@/lib/intake/banks/connections/mutations';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { queueMail } from '@/lib/platform/mail/queue';
import { sendMail } from '@/lib/exchange/notices/send/mutations';
import { readReference } from '@/lib/ledger/reference/data';
import { countReviews } from '@/lib/intake/reviews/data';
import { CONNECTED_ON, createWorld } from '@/lib/testing/bank-world';
import { createAccount, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { addTransfer } from '@/lib/ledger/transfers/mutations';
import { linkFoundTransfers } from '@/lib/intake/reviews/find-transfers';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';

setUpTestDatabase();
afterAll(stopQueue);

/** Every table of every schema, as text, with bytes shown as text too. */
async function dump(): Promise<string> {
  const client = await db().connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of rows) {
      for await (const chunk of client.query(copyTo(`COPY (SELECT * FROM ${name}) TO STDOUT`)) as Readable)
        text += String(chunk);
    }
    return (
      text +
      text.replace(/\\\\x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString('utf8'))
    );
  } finally {
    client.release();
  }
}

const NUMBER = 'CZ6508000000192000145399';
const PARTNER = 'CZ9755000000000012345671';
const SECRETS = [
  NUMBER,
  '2000145399',
  PARTNER,
  '12345671',
  'Kavárna U Tajemství',
  'Zaměstnavatel Skrytý',
  'Tichá platba',
  'Něco jiného',
  'Vlastní poznámka',
  'výpis-tajný',
  'Tajný dodavatel',
  'VS8412050',
  '8412050',
  '-1234.57',
  '1234.57',
  '123457',
  '-9876.43',
  '9876.43',
  '987643',
  '77777.77',
  '7777777',
  'Oprava tajného zůstatku',
  'Popis převodu',
  'MNDT-TAJNE',
];
const CAMT = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-31T10:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><IBAN>${NUMBER}</IBAN></Id><Ccy>CZK</Ccy></Acct><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CZK">77777.77</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>
<Ntry><Amt Ccy="CZK">9876.43</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-03</Dt></BookgDt><AcctSvcrRef>MNDT-TAJNE</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Tajný dodavatel</Nm></Cdtr><CdtrAcct><Id><IBAN>${PARTNER}</IBAN></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

/** Lives through everything that takes something in. Returns the tokens that were in use, besides. */
async function live(): Promise<string[]> {
  const movement = (key: string, date: string, amountMinor: bigint, payee: string) => ({
    key,
    date,
    bookedOn: date,
    amountMinor,
    payee,
    text: 'Tichá platba',
    counterpartyAccount: PARTNER,
    symbols: { variable: '8412050' },
  });
  const world = await createWorld([
    {
      number: NUMBER,
      name: 'Everyday',
      currency: 'CZK',
      type: 'CHECKING',
      openingMinor: 7_777_777n,
      movements: [
        movement('a', '2026-03-02', -123_457n, 'Kavárna U Tajemství'),
        movement('b', '2026-03-04', 2_500_000n, 'Zaměstnavatel Skrytý'),
        movement('c', CONNECTED_ON, -800n, 'Tram'),
      ],
    },
  ]);
  const { householdId, userId, provider, clock } = world;
  const tokens: string[] = [];
  const watch: typeof provider = {
    ...provider,
    balance: async (session, account) => {
      tokens.push(
        ...[session.tokens.accessToken, session.tokens.refreshToken].flatMap((token) => token ?? []),
      );
      return provider.balance(session, account);
    },
  };
  const account = await createAccount(householdId, { name: 'Mine' });
  const other = await createAccount(householdId, { name: 'Other' });
  await createTransaction(householdId, account.id, {
    date: '2026-03-05',
    amount: '-1234.57',
    payee: 'Něco jiného',
  });
  const connectionId = await world.link(null);
  await world.follow(connectionId, () => ({ accountId: account.id }));
  expect(await countReviews(householdId, await readReference(householdId))).toBe(1);
  const [first] = await world.transactions();
  await updateTransactions(householdId, userId, [first?.id ?? ''], { notes: 'Vlastní poznámka' });
  await removeTransactions(householdId, userId, [first?.id ?? '']);
  const importId = await startImport(
    householdId,
    userId,
    { name: 'výpis-tajný.xml', bytes: Buffer.from(CAMT) },
    account.id,
  );
  await commitImport(householdId, importId);
  await runImport(householdId, importId);
  await addTransfer(householdId, {
    fromAccountId: account.id,
    toAccountId: other.id,
    date: '2026-03-06',
    amount: '9876.43',
    description: 'Popis převodu',
    idempotencyKey: 'once',
  });
  await bookCorrection(householdId, account.id, 'Oprava tajného zůstatku');
  await linkFoundTransfers(householdId, '2026-03-01', '2026-03-31');
  const nextRun = async (answers: typeof provider) => {
    await syncConnection(householdId, connectionId);
    const { rows } = await db().query<{ id: string }>(
      `SELECT id FROM bank_sync WHERE connection_id = $1 AND state = 'QUEUED'`,
      [connectionId],
    );
    return runSync(householdId, rows[0]?.id ?? '', { now: clock.now, providerOf: () => answers });
  };
  await nextRun(watch);
  world.bank.play({ kind: 'TOKEN_REVOKED' });
  await nextRun(provider);
  await inTransaction((tx) =>
    queueMail(tx, {
      householdId,
      userId,
      key: 'failing',
      about: { kind: 'SYNC_FAILING', connectionId, provider: provider.id, ended: true },
    }),
  );
  const { rows } = await db().query<{ id: string }>('SELECT id FROM mail WHERE household_id = $1', [
    householdId,
  ]);
  for (const { id } of rows) await sendMail(householdId, id);
  expect(tokens.length).toBeGreaterThan(0);
  return tokens;
}

/** A number counts only when it stands alone: digits may meet by chance inside of ids and hashes. */
function found(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) =>
    /^[-\d.]+$/.test(secret)
      ? new RegExp(`(?<![0-9a-f.-])${secret.replace('.', '\\.')}(?![0-9a-f-])`).test(text)
      : text.includes(secret),
  );
}

test('a dump tells nothing of what banks, files, transfers, questions and mails brought, nor a token', async () => {
  const tokens = await live();
  const text = await dump();
  expect(found(text, [...SECRETS, ...tokens])).toEqual([]);
  // It is all there, and could be found: names of accounts are in the clear.
  expect(found(text, ['Everyday', 'Mine'])).toEqual(['Mine']);
});

test('jobs carry ids and days only', async () => {
  const { rows } = await db().query<{ name: string; data: Record<string, unknown> | null; output: unknown }>(
    'SELECT name, data, output FROM pgboss.job',
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { data } of rows) {
    for (const value of Object.values(data ?? {}))
      expect(value).toMatch(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2})$/);
  }
});
