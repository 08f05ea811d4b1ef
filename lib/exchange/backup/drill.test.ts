import '@/lib/wiring';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { closeDb, db } from '@/lib/platform/db/pool';
import { stopQueue } from '@/lib/platform/jobs/queue';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { signIn } from '@/lib/people/sign-in/password/mutations';
import { signUp } from '@/lib/people/sign-in/sign-up/mutations';
import { createAccount, createTransaction, referenceOf } from '@/lib/testing/builders';
import { startDebianPostgres } from '@/lib/testing/debian-postgres';
import { checkMasterKeys } from '@/lib/platform/vault/canary';
import { forgetVault, householdVault } from '@/lib/platform/vault/household-vault';
import { parseMasterKeys } from '@/lib/platform/vault/master-keys';
import { lastBackupAt } from './data';
import { databaseExists, dropDatabase, makeDatabase, withClient } from './databases';
import { writeDump } from './dump';
import { runBackup } from './mutations';
import { restoreBackup } from './restore';
import { sealFile } from './sealed-file';

let server: Awaited<ReturnType<typeof startDebianPostgres>>;
let folder: string;
let owner: string;
const TEMPLATE = 'template_of_drill';
const origin = { device: null, address: null };
const PASSWORD = 'krásná zelená louka';

/** Everything that keeps a connection to a database that is about to go. */
async function letGo(): Promise<void> {
  await stopQueue();
  await closeDb();
}

beforeAll(async () => {
  server = await startDebianPostgres();
  folder = await mkdtemp(path.join(tmpdir(), 'saldo-backups-'));
  owner = server.url('saldo');
  const application = new URL(owner);
  application.username = 'saldo_app';
  application.password = 'only for this test';
  await makeDatabase(server.url(TEMPLATE));
  await setUpDatabase({ ownerUrl: server.url(TEMPLATE), url: application.href.replace(/saldo$/, TEMPLATE) });
  Object.assign(process.env, {
    DATABASE_OWNER_URL: owner,
    DATABASE_URL: application.href,
    POSTGRES_CLIENT: server.client,
    BACKUP_FOLDER: folder,
  });
});
beforeEach(async () => {
  await letGo();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const name of await databases()) await dropDatabase(server.url(name));
  await withClient(server.url('postgres'), (client) =>
    client.query(`CREATE DATABASE saldo TEMPLATE ${TEMPLATE}`),
  );
  await checkMasterKeys();
});
afterAll(async () => {
  await letGo();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function fill(email = 'jana@example.com'): Promise<HouseholdId> {
  const householdId = proveHousehold((await signUp({ email, password: PASSWORD })).householdId);
  const account = await createAccount(householdId, { number: '1000000005/0800' });
  for (const payee of ['Řeznictví', 'Lékárna']) await createTransaction(householdId, account.id, { payee });
  return householdId;
}

async function payees(householdId: HouseholdId): Promise<string[]> {
  forgetVault(householdId);
  const vault = await householdVault(householdId);
  const { rows } = await db().query<{ id: string; sealed: Buffer }>(
    'SELECT id, sealed FROM transaction WHERE household_id = $1 ORDER BY id',
    [householdId],
  );
  return rows.map(({ id, sealed }) => vault.open<{ p: string }>('transaction', id, sealed).p);
}

const databases = () =>
  withClient(server.url('postgres'), async (client) =>
    (
      await client.query<{ name: string }>(
        `SELECT datname AS name FROM pg_database WHERE datname LIKE 'saldo%' ORDER BY 1`,
      )
    ).rows.map(({ name }) => name),
  );
const dumps = async () => (await readdir(path.join(folder, 'dumps'))).sort();

/** Makes a backup and returns the file of the dump and what was said. */
async function backUp(now = new Date()): Promise<{ file: string; said: string[] }> {
  const said: string[] = [];
  await runBackup((sentence) => said.push(sentence), { now });
  return { file: path.join(folder, 'dumps', (await dumps()).at(-1) ?? ''), said };
}

test('the drill: fill, back up, drop, restore, verify, sign in, read', async () => {
  const householdId = await fill();
  const { file, said } = await backUp();
  expect(said[1]).toBe(
    'Restored it and checked it: 1 households, 2 transactions, every count and total as it was.',
  );
  expect(await databases()).toEqual(['saldo']);
  expect((await lastBackupAt())?.getTime()).toBeGreaterThan(Date.now() - 600_000);
  await letGo();
  await dropDatabase(owner);
  expect(await databaseExists(owner)).toBe(false);

  await restoreBackup(file, () => undefined);
  expect(await databases()).toEqual(['saldo']);
  await checkMasterKeys();
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  await expect(signIn({ email: 'jana@example.com', password: PASSWORD }, origin)).resolves.toMatchObject({
    kind: 'SIGNED_IN',
  });
  expect(await payees(householdId)).toEqual(['Řeznictví', 'Lékárna']);
  expect([...(await referenceOf(householdId)).accounts.values()].map(({ number }) => number)).toEqual([
    '1000000005/0800',
  ]);
  // Web and worker sign in with a role that owns nothing, here as before.
  await expect(db().query('DROP TABLE transaction')).rejects.toThrow('must be owner');
});

test('neither file tells anything, and the keys are not in the dump', async () => {
  await fill();
  await backUp();
  for (const kind of ['dumps', 'keys']) {
    const [name] = await readdir(path.join(folder, kind));
    const text = (await readFile(path.join(folder, kind, name ?? ''))).toString('latin1');
    expect(text).not.toMatch(/jana@example|PGDMP|household|CREATE TABLE/);
  }
});

test('with another key it says so and touches nothing', async () => {
  const householdId = await fill();
  const { file } = await backUp();
  const sealedWith = (id: string) =>
    sealFile(
      `dumps/${path.basename(file)}`,
      Readable.from([Buffer.from('a dump')]),
      parseMasterKeys(`${id}:${randomBytes(32).toString('base64')}`),
    );
  await pipeline(sealedWith('test'), createWriteStream(file));
  await expect(restoreBackup(file, () => undefined, { replace: true })).rejects.toThrow(
    /^The backup dumps\/.+ does not open: it was sealed with another key than the one given as "test"\.$/,
  );
  await pipeline(sealedWith('older'), createWriteStream(file));
  await expect(restoreBackup(file, () => undefined, { replace: true })).rejects.toThrow(
    'The master key "older" is needed and not given',
  );
  expect(await databases()).toEqual(['saldo']);
  expect(await payees(householdId)).toEqual(['Řeznictví', 'Lékárna']);
});

test('a file that is cut off is found out before anything is touched', async () => {
  const householdId = await fill();
  const { file } = await backUp();
  await truncate(file, (await readFile(file)).length - 30);
  await expect(restoreBackup(file, () => undefined, { replace: true })).rejects.toThrow(
    'The backup is cut off: its end is missing.',
  );
  expect(await databases()).toEqual(['saldo']);
  expect(await payees(householdId)).toEqual(['Řeznictví', 'Lékárna']);
});

test('a database that holds something is replaced only when that is said, and kept under another name', async () => {
  const householdId = await fill();
  const { file } = await backUp();
  await createTransaction(householdId, [...(await referenceOf(householdId)).accounts.keys()][0] ?? '', {
    payee: 'Later',
  });
  await expect(restoreBackup(file, () => undefined)).rejects.toThrow(
    'The database saldo holds something. Add --replace when the backup is to take its place; what is there is kept under another name.',
  );
  await letGo();
  const said: string[] = [];
  await restoreBackup(file, (sentence) => said.push(sentence), {
    replace: true,
    now: new Date('2026-11-26T03:00:00Z'),
  });
  expect(said.at(-1)).toBe(
    'saldo is the backup now. What it was is kept as saldo_before_20261126T030000: DROP DATABASE "saldo_before_20261126T030000" when it is not needed any more.',
  );
  expect(await payees(householdId)).toEqual(['Řeznictví', 'Lékárna']);
  expect(await databases()).toEqual(['saldo', 'saldo_before_20261126T030000']);
});

test("another program's database is left alone", async () => {
  await fill();
  const { file } = await backUp();
  await letGo();
  await makeDatabase(owner);
  await withClient(owner, (client) => client.query('CREATE TABLE guestbook (entry text)'));
  await expect(restoreBackup(file, () => undefined, { replace: true })).rejects.toThrow(
    'The database saldo belongs to another program',
  );
});

test('an erased household does not come back with an older dump and the keys of later', async () => {
  const [erased, other] = [await fill(), await fill('petr@example.com')];
  const { file } = await backUp(new Date(Date.now() - 86_400_000));
  await db().query('DELETE FROM data_key WHERE household_id = $1', [erased]);
  await withClient(owner, (client) =>
    client.query('DELETE FROM audit_event WHERE household_id = $1', [erased]),
  );
  // As erasing does: the key first, rows when there is time. A later file of keys is without it.
  const keysOfLater = path.join(folder, 'later');
  await withClient(owner, (client) =>
    writeDump(client, owner, {
      dump: { name: 'dumps/x', file: path.join(folder, 'x') },
      keys: { name: 'keys/x', file: keysOfLater },
    }),
  );
  await letGo();
  const said: string[] = [];
  await restoreBackup(file, (sentence) => said.push(sentence), { replace: true, keys: keysOfLater });
  expect(said).toContain(
    `1 household was erased since, and what the dump held of them was removed again: ${erased}.`,
  );
  expect(await payees(other)).toEqual(['Řeznictví', 'Lékárna']);
  forgetVault(erased);
  await expect(payees(erased)).rejects.toThrow('The household has no data key.');
  for (const table of ['transaction', 'account', 'audit_event', 'membership'])
    expect((await db().query(`SELECT FROM ${table} WHERE household_id = $1`, [erased])).rowCount).toBe(0);
});

test('a dump that cannot be proved is not kept, and the run counts as failed', async () => {
  const householdId = await fill();
  await withClient(owner, (client) =>
    client.query(
      'UPDATE month_total SET sealed = (SELECT sealed FROM account_balance LIMIT 1) WHERE household_id = $1',
      [householdId],
    ),
  );
  await expect(backUp()).rejects.toThrow('does not open');
  await expect(dumps()).rejects.toThrow('ENOENT');
  expect(await readdir(folder)).toEqual([]);
  expect(await databases()).toEqual(['saldo']);
  const { rows } = await db().query('SELECT outcome FROM backup_run');
  expect(rows).toEqual([{ outcome: 'FAILED' }]);
  expect(await lastBackupAt()).toBeNull();
});

test('old dumps and keys go, and what is not a backup stays', async () => {
  await fill();
  const { file } = await backUp(new Date('2026-11-24T01:30:00Z'));
  for (const day of ['10', '11'])
    await copyFile(file, path.join(folder, 'keys', `2026-11-${day}T01-30-00Z.saldo`));
  for (const hour of ['01', '13'])
    await copyFile(file, path.join(folder, 'dumps', `2026-11-20T${hour}-30-00Z.saldo`));
  await copyFile(file, path.join(folder, 'dumps', 'before-the-move.saldo'));
  const { said } = await backUp(new Date('2026-11-25T01:30:00Z'));
  expect(said.at(-1)).toBe('Removed 3 files that have had their time.');
  expect(await dumps()).toEqual([
    '2026-11-20T13-30-00Z.saldo',
    '2026-11-24T01-30-00Z.saldo',
    '2026-11-25T01-30-00Z.saldo',
    'before-the-move.saldo',
  ]);
  expect((await readdir(path.join(folder, 'keys'))).sort()).toEqual([
    '2026-11-24T01-30-00Z.saldo',
    '2026-11-25T01-30-00Z.saldo',
  ]);
});

test('a place that lets nothing be removed keeps what it was given, and the log says who has to remove', async () => {
  await fill();
  const { file } = await backUp(new Date('2026-11-24T01:30:00Z'));
  // A folder where an old file would be: like a bucket without the right to delete, it does not go.
  await mkdir(path.join(folder, 'dumps', '2026-11-20T01-30-00Z.saldo'));
  await copyFile(file, path.join(folder, 'dumps', '2026-11-20T13-30-00Z.saldo'));
  const { said } = await backUp(new Date('2026-11-25T01:30:00Z'));
  expect(said.at(-1)).toContain(`Old backups were not removed, which ${folder} has to do by itself: `);
  expect(await dumps()).toContain('2026-11-25T01-30-00Z.saldo');
  expect(await lastBackupAt()).not.toBeNull();
});

test('an interrupted backup leaves nothing behind', async () => {
  await fill();
  const controller = new AbortController();
  await expect(runBackup(() => controller.abort(), { signal: controller.signal })).rejects.toThrow();
  expect(await databases()).toEqual(['saldo']);
  expect(await readdir(folder)).toEqual([]);
});
