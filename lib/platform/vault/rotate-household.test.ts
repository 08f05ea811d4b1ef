import { answerOnce } from '@/lib/platform/idempotency/answers';
import { randomBytes } from 'node:crypto';
import { noteEvent } from '@/lib/people/audit/mutations';
import type { HouseholdId } from '@/lib/platform/scope';
import { undoChange } from '@/lib/ledger/changes/mutations';
import { db, inTransaction } from '@/lib/platform/db/pool';
import { databaseOwnerUrl } from '@/lib/platform/env';
import { commitImport, startImport } from '@/lib/intake/files/mutations';
import { runImport } from '@/lib/intake/files/run/mutations';
import { verifyLedger } from '@/lib/ledger/cells/verify';
import { queueMail } from '@/lib/platform/mail/queue';
import { createWorld } from '@/lib/testing/bank-world';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { asOwner, setUpTestDatabase } from '@/lib/testing/database';
import { withServer } from '@/lib/testing/server';
import { removeTransactions, updateTransactions } from '@/lib/ledger/transactions/mutations';
import { forgetVault, householdVault, loadVault } from './household-vault';
import { hasOldRows, resealPlace } from './reseal';
import { rotateHouseholds, type RotationOptions } from './rotate-household';
import { SEALED_PLACES, type SealedPlace } from './sealed-places';

setUpTestDatabase();

/** Nobody else is there who would have to learn of the new key. */
const waits = { announceMs: 0, settleMs: 0 };
const rotate = (households: HouseholdId[], options: RotationOptions = {}) =>
  rotateHouseholds(households, { waits, ...options });

const CSV = 'Date,Amount,Payee\n2026-03-01,-10.00,Albert\n2026-03-02,-20.00,Lidl\n';

/** A household with something sealed in every place there is. */
async function createFullHousehold(): Promise<{ householdId: HouseholdId; changeIds: string[] }> {
  const movement = {
    key: 'a',
    date: '2026-03-02',
    bookedOn: '2026-03-02',
    amountMinor: -500n,
    payee: 'Tram',
    text: 'Card',
  };
  const world = await createWorld([
    {
      number: 'CZ6508000000192000145399',
      name: 'Everyday',
      currency: 'CZK',
      type: 'CHECKING',
      openingMinor: 100_000n,
      movements: [movement],
    },
  ]);
  const { householdId, userId } = world;
  const connectionId = await world.link(null);
  await world.follow(connectionId);
  world.bank.play({ kind: 'TOKEN_REVOKED' });
  await world.sync(connectionId);
  const account = await createAccount(householdId, { number: '1000000005/0800', openingBalance: '10.00' });
  const [changed, removed] = [
    await createTransaction(householdId, account.id, { payee: 'Řeznictví' }),
    await createTransaction(householdId, account.id),
  ];
  const changeIds = [
    await updateTransactions(householdId, userId, [changed.id], { notes: 'x' }),
    await removeTransactions(householdId, userId, [removed.id]),
  ].map(({ changeId }) => changeId);
  const importId = await startImport(
    householdId,
    userId,
    { name: 'export.csv', bytes: Buffer.from(CSV) },
    account.id,
  );
  await commitImport(householdId, importId);
  await runImport(householdId, importId);
  const stateHash = randomBytes(32);
  const vault = await householdVault(householdId);
  await db().query(
    `INSERT INTO bank_consent (state_hash, household_id, user_id, provider, sealed)
      VALUES ($1, $2, $3, 'mock', $4)`,
    [stateHash, householdId, userId, vault.seal('bank_consent', stateHash.toString('hex'), 'verifier')],
  );
  await answerOnce({ householdId, userId, operation: 'nothing', key: 'k', path: [], input: {} }, () =>
    inTransaction(() => Promise.resolve('an answer')),
  );
  await inTransaction(async (tx) => {
    await noteEvent(tx, householdId, { user: null, device: null, address: null }, 'BANK_CONNECTED', 'Fio');
    await queueMail(tx, { householdId, userId, key: `welcome:${userId}`, about: { kind: 'WELCOME' } });
  });
  return { householdId, changeIds };
}

type Sealed = { bound_to: string; sealed: Buffer };
async function sealedIn(place: SealedPlace, householdId: HouseholdId): Promise<Sealed[]> {
  const { rows } = await db().query<Sealed>(
    `SELECT ${place.boundTo} AS bound_to, ${place.sealed} AS sealed FROM ${place.from}
      WHERE ${place.household} = $1 AND ${place.sealed} IS NOT NULL ORDER BY 1`,
    [householdId],
  );
  return rows;
}

/** Everything that is sealed for a household, opened, and the key versions that sealed it. */
async function openAll(householdId: HouseholdId) {
  forgetVault(householdId);
  const vault = await householdVault(householdId);
  const texts: Record<string, string[]> = {};
  const versions = new Set<number>();
  for (const place of SEALED_PLACES) {
    const rows = await sealedIn(place, householdId);
    texts[place.table] = rows.map((row) =>
      vault.openBytes(place.sealedAs, row.bound_to, row.sealed).toString(),
    );
    for (const { sealed } of rows) versions.add(sealed.readUInt16BE(1));
  }
  return { texts, versions: [...versions].sort() };
}

async function keysOf(householdId: HouseholdId) {
  const { rows } = await db().query<{ version: number; retired: boolean }>(
    `SELECT version, retired_at IS NOT NULL AS retired FROM data_key WHERE household_id = $1 ORDER BY version`,
    [householdId],
  );
  return rows;
}

test('ASVS 11.1.1, 11.2.2: every sealed value of a household is sealed anew and says what it said before', async () => {
  const [{ householdId, changeIds }, other] = [await createFullHousehold(), await createFullHousehold()];
  const before = await openAll(householdId);
  expect(Object.entries(before.texts).filter(([, texts]) => texts.length === 0)).toEqual([]);
  expect(before.versions).toEqual([1]);
  await rotate([householdId]);
  expect(await openAll(householdId)).toEqual({ texts: before.texts, versions: [2] });
  expect(await keysOf(householdId)).toEqual([
    { version: 1, retired: true },
    { version: 2, retired: false },
  ]);
  expect((await openAll(other.householdId)).versions).toEqual([1]);

  for (const changeId of changeIds.toReversed()) await undoChange(householdId, changeId);
  expect((await verifyLedger(householdId)).differences).toEqual([]);
  await rotateHouseholds('all', { waits });
  expect((await openAll(householdId)).versions).toEqual([3]);
  expect((await openAll(other.householdId)).versions).toEqual([2]);
  expect((await verifyLedger(householdId)).differences).toEqual([]);
});

test('search finds words that were indexed before the rotation', async () => {
  const { householdId } = await createHousehold();
  const { id: accountId } = await createAccount(householdId);
  await createTransaction(householdId, accountId, { payee: 'Řeznictví' });
  await rotate([householdId]);
  const { rowCount } = await db().query(
    'SELECT FROM transaction WHERE household_id = $1 AND search_tokens @> ARRAY[$2::bigint]',
    [householdId, (await householdVault(householdId)).wordToken('reznictvi')],
  );
  expect(rowCount).toBe(1);
});

test('a household is used while it is rotated: its ledger stays right, and what was written meanwhile has the new key in the end', async () => {
  const { householdId } = await createHousehold();
  const { id: accountId } = await createAccount(householdId);
  for (let index = 0; index < 40; index++)
    await createTransaction(householdId, accountId, { payee: `before ${index}` });
  const state = { rotated: false };
  const rotation = rotate([householdId]).then(() => (state.rotated = true));
  let written = 40;
  while (!state.rotated) {
    await createTransaction(householdId, accountId, { payee: `during ${written++}` });
    expect((await verifyLedger(householdId)).differences).toEqual([]);
  }
  await rotation;
  const { texts, versions } = await openAll(householdId);
  expect(texts.transaction).toHaveLength(written);
  expect(versions).toEqual([2]);
});

test('a process that looked the keys up before the new one seals goes over to it by itself, and opens both', async () => {
  const { householdId } = await createHousehold();
  const { id: accountId } = await createAccount(householdId);
  const versionOf = async (id: string) =>
    (
      await db().query<{ sealed: Buffer }>('SELECT sealed FROM transaction WHERE id = $1', [id])
    ).rows[0]?.sealed.readUInt16BE(1);
  const writeEarly = async () => {
    const known = await householdVault(householdId);
    const { id } = await createTransaction(householdId, accountId);
    return { known, id, version: await versionOf(id) };
  };
  let written: ReturnType<typeof writeEarly> | undefined;
  const begun = () => void (written ??= writeEarly());
  // The announcement is there when the first sentence is said: what is looked up from then on knows of it.
  await rotate([householdId], { waits: { announceMs: 5_000, settleMs: 0 }, say: begun });
  const { known: vault, ...early } = await written!;
  expect(early.version).toBe(1);
  expect(await versionOf(early.id)).toBe(2);
  const late = '0190a000-0000-7000-8000-000000000000';
  const sealed = vault.seal('transaction', late, 'x');
  expect(sealed.readUInt16BE(1)).toBe(2);
  expect(vault.open('transaction', late, sealed)).toBe('x');
});

test('a row that somebody holds is left for another round, and nobody waits for anybody in a circle', async () => {
  const { householdId } = await createHousehold();
  const accounts = [await createAccount(householdId), await createAccount(householdId)];
  await expect(
    rotate([householdId], {
      say: () => {
        throw new Error('stopped');
      },
    }),
  ).rejects.toThrow('stopped');
  const place = SEALED_PLACES.find(({ table }) => table === 'account')!;
  const targets = [{ householdId, ...(await loadVault(householdId, db(), Infinity)) }];
  await withServer(process.env.DATABASE_URL ?? '', async (holder) => {
    await holder.query('BEGIN');
    await holder.query('UPDATE account SET name = name WHERE id = $1', [accounts[0]?.id]);
    await withServer(databaseOwnerUrl(), async (owner) => {
      expect(await resealPlace(owner, place, targets)).toBe(1);
      expect(await resealPlace(owner, place, targets)).toBe(0);
      expect(await hasOldRows(db(), place, targets)).toBe(true);
      await holder.query('COMMIT');
      expect(await resealPlace(owner, place, targets)).toBe(1);
    });
  });
  expect(await hasOldRows(db(), place, targets)).toBe(false);
});

test('an interrupted rotation goes on with the version that was begun, and both versions open in between', async () => {
  const { householdId } = await createFullHousehold();
  const before = await openAll(householdId);
  const controller = new AbortController();
  await expect(
    rotate([householdId], {
      signal: controller.signal,
      say: (sentence) => sentence.startsWith('transaction') && controller.abort(new Error('stopped')),
    }),
  ).rejects.toThrow('stopped');
  expect(await openAll(householdId)).toEqual({ texts: before.texts, versions: [1, 2] });
  const said: string[] = [];
  await rotate([householdId], { say: (sentence) => said.push(sentence) });
  expect(said[0]).toBe(
    `Household ${householdId}: going on with version 2 of its data key, which was begun before.`,
  );
  expect(await openAll(householdId)).toEqual({ texts: before.texts, versions: [2] });
  expect(await keysOf(householdId)).toEqual([
    { version: 1, retired: true },
    { version: 2, retired: false },
  ]);
});

test('what is kept as it came is sealed anew with a newer key and not changed in any other way', async () => {
  const { householdId } = await createFullHousehold();
  for (const table of ['audit_event', 'bank_response', 'import_file']) {
    const update = (assign: string) => ({
      text: `UPDATE ${table} SET ${assign} WHERE household_id = $1`,
      values: [householdId],
    });
    const refused = async (assign: string) =>
      expect(asOwner((owner) => owner.query(update(assign)))).rejects.toThrow('never changed');
    await refused('sealed = sealed');
    await refused(`sealed = sealed || '\\x00'::bytea`);
    await refused(`sealed = set_byte(sealed, 2, 0)`);
    await refused(`sealed = set_byte(sealed, 2, 2), household_id = gen_random_uuid()`);
    // The role that web and worker use may not even seal them anew.
    await expect(db().query(update('sealed = set_byte(sealed, 2, 2)'))).rejects.toThrow(
      /never changed|permission denied/,
    );
  }
});

test('a household that does not exist, and a second rotation at the same time, are one sentence', async () => {
  const { householdId } = await createHousehold();
  await expect(rotateHouseholds(['nobody'], { waits })).rejects.toThrow(
    'There is no household nobody: give the id of one, or the word all.',
  );
  const controller = new AbortController();
  let second: Promise<void> | undefined;
  const begun = () => void (second ??= rotate([householdId]));
  const first = rotate([householdId], {
    waits: { announceMs: 60_000, settleMs: 0 },
    signal: controller.signal,
    say: begun,
  });
  first.catch(() => undefined);
  while (!second) await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(second).rejects.toThrow('Another rotation of data keys is under way; wait until it is done.');
  controller.abort(new Error('enough'));
  await expect(first).rejects.toThrow();
});

test('ASVS 11.1.2: every column that may hold something sealed is one that a rotation knows', async () => {
  const { rows } = await db().query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type = 'bytea' AND column_name !~ '(_hash|fingerprint)$'
        AND table_name || '.' || column_name <> ALL($1) ORDER BY 1`,
    // Nothing sealed: a digest, and what a passkey's device made.
    [['idempotency_key.key', 'passkey.credential_id', 'passkey.public_key']],
  );
  const byHousehold = SEALED_PLACES.filter((place) => place.table === place.sealedAs).map(
    (place) => `${place.table}.sealed`,
  );
  const byMasterKey = ['data_key.wrapped', 'master_key_canary.sealed', 'totp.sealed'];
  expect(rows.map(({ name }) => name)).toEqual([...byHousehold, ...byMasterKey].sort());
});
