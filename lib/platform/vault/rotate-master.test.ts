import { randomBytes } from 'node:crypto';
import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { createAccount, createHousehold, referenceOf } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { checkMasterKeys } from './canary';
import { forgetVault } from './household-vault';
import { masterKeys, parseMasterKeys } from './master-keys';
import { openForPerson, sealForPerson } from './personal-seal';
import { rotateMasterKeys, WRAPPED_TABLES } from './rotate-master';

setUpTestDatabase();

const [older, newer] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [
  string,
  string,
];
// This process is one that serves: it was given both keys, and has not been told yet that the new one wraps.
beforeAll(() => (process.env.DB_ENCRYPTION_KEY = `${older},${newer}`));
const rotating = parseMasterKeys(`${newer},${older}`);

async function householdWithNumber(number: string): Promise<HouseholdId> {
  const { householdId } = await createHousehold();
  await createAccount(householdId, { number });
  return householdId;
}

async function numbers(householdId: HouseholdId): Promise<(string | null)[]> {
  forgetVault(householdId);
  return [...(await referenceOf(householdId)).accounts.values()].map((account) => account.number);
}

test('ASVS 11.1.1, 11.2.2: a new master key wraps everything, and the old one can go', async () => {
  await checkMasterKeys();
  const household = await householdWithNumber('1000000005/0800');
  const { userId } = await createHousehold();
  const { masterKeyId, sealed } = await sealForPerson(userId, 'SEED');
  await db().query('INSERT INTO totp (user_id, master_key_id, sealed) VALUES ($1, $2, $3)', [
    userId,
    masterKeyId,
    sealed,
  ]);
  await expect(checkMasterKeys(parseMasterKeys(newer))).rejects.toThrow(
    'The master key "old" is needed and not given',
  );

  await checkMasterKeys(rotating);
  const said: string[] = [];
  await rotateMasterKeys((sentence) => said.push(sentence), rotating);
  expect(said).toEqual([
    '2 data keys were wrapped anew by the master key "new".',
    '1 authenticator was wrapped anew by the master key "new".',
    'Everything is wrapped by "new". Take "old" out of the environment of all processes, and keep a copy as long as you keep backups made until now.',
  ]);
  expect(await numbers(household)).toEqual(['1000000005/0800']);
  const { rows } = await db().query<{ master_key_id: string; sealed: Buffer }>(
    'SELECT master_key_id, sealed FROM totp',
  );
  expect(rows[0]?.master_key_id).toBe('new');
  expect(await openForPerson(userId, 'new', rows[0]!.sealed)).toBe('SEED');
  await checkMasterKeys(parseMasterKeys(newer));

  said.length = 0;
  await rotateMasterKeys((sentence) => said.push(sentence), rotating);
  expect(said.slice(0, 2)).toEqual([
    '0 data keys were wrapped anew by the master key "new".',
    '0 authenticators were wrapped anew by the master key "new".',
  ]);
});

test('more than a batch is rotated while households are made and read, and none is unreadable at any moment', async () => {
  const known = await Promise.all(
    Array.from({ length: 60 }, (_, index) => householdWithNumber(String(index))),
  );
  const state = { rotated: false };
  const rotation = rotateMasterKeys(() => undefined, rotating).then(() => (state.rotated = true));
  while (!state.rotated) {
    for (const [index, household] of known.slice(0, 10).entries())
      expect(await numbers(household)).toEqual([String(index)]);
    // This process still wraps with the old key.
    known.push(await householdWithNumber(String(known.length)));
  }
  await rotation;
  await rotateMasterKeys(() => undefined, rotating);
  for (const [index, household] of known.entries()) expect(await numbers(household)).toEqual([String(index)]);
  await checkMasterKeys(parseMasterKeys(newer));
});

test('without the old key it says which one is needed, what was done stays done, and the canary of a needed key stays', async () => {
  const household = await householdWithNumber('7');
  await checkMasterKeys();
  await expect(rotateMasterKeys(() => undefined, parseMasterKeys(newer))).rejects.toThrow(
    'The master key "old" is needed and not given',
  );
  const { rows } = await db().query<{ id: string }>(
    'SELECT master_key_id AS id FROM master_key_canary ORDER BY 1',
  );
  expect(rows.map(({ id }) => id)).toEqual(['new', 'old']);
  await rotateMasterKeys(() => undefined, rotating);
  expect(await numbers(household)).toEqual(['7']);
});

test('an interrupted rotation is finished by the next one', async () => {
  const households = await Promise.all(['a', 'b'].map(householdWithNumber));
  const [, first] = await Promise.all(
    households.map(
      async (id) =>
        (await db().query<{ wrapped: Buffer }>('SELECT wrapped FROM data_key WHERE household_id = $1', [id]))
          .rows[0]?.wrapped,
    ),
  );
  const [fresh, old] = rotating;
  const binding = { what: 'data_key', id: households[1]!, version: 1 } as const;
  await db().query('UPDATE data_key SET master_key_id = $2, wrapped = $3 WHERE household_id = $1', [
    households[1],
    'new',
    await fresh!.wrap(binding, await old!.unwrap(binding, first!)),
  ]);
  await rotateMasterKeys(() => undefined, rotating);
  expect(await Promise.all(households.map(numbers))).toEqual([['a'], ['b']]);
});

test('with one key there is nothing to take away', async () => {
  const said: string[] = [];
  await rotateMasterKeys((sentence) => said.push(sentence), parseMasterKeys(newer));
  expect(said.at(-1)).toBe('Everything is wrapped by "new", the only master key given.');
});

test('ASVS 11.1.2: every table that names a master key is one that the rotation knows', async () => {
  const { rows } = await db().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public'
      AND column_name = 'master_key_id' ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([...WRAPPED_TABLES, 'master_key_canary'].sort());
  expect(masterKeys().map(({ id }) => id)).toEqual(['old', 'new']);
});
