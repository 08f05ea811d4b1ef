import { randomBytes } from 'node:crypto';
import type { HouseholdId } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { createAccount, createHousehold, createTransaction } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { type KmsStandIn, startKms } from '@/lib/testing/kms';
import { checkMasterKeys } from './canary';
import { forgetVault, householdVault } from './household-vault';
import { kmsKey } from './kms-key';
import { masterKeys, parseMasterKeys } from './master-keys';
import { openForPerson, sealForPerson } from './personal-seal';
import { rotateMasterKeys } from './rotate-master';

setUpTestDatabase();

let kms: KmsStandIn;
const local = `k1:${randomBytes(32).toString('base64')}`;
beforeAll(async () => {
  kms = await startKms();
  // The process of these tests is given both, and KMS comes first.
  Object.assign(process.env, { DB_ENCRYPTION_KEY: local, KMS_KEY_ID: kms.keyId });
});
afterAll(() => kms.stop());

test('a key of KMS wraps a data key for one household and version only, and says so to KMS', async () => {
  const key = kmsKey(kms.keyId);
  const secret = randomBytes(64);
  const wrapped = await key.wrap({ what: 'data_key', id: 'h1', version: 1 }, Buffer.from(secret));
  expect(wrapped.includes(secret)).toBe(false);
  expect((await key.unwrap({ what: 'data_key', id: 'h1', version: 1 }, wrapped)).equals(secret)).toBe(true);
  expect(kms.asked.at(-1)).toEqual({
    action: 'Decrypt',
    keyId: kms.keyId,
    context: { what: 'data_key', id: 'h1', version: '1' },
  });
  await expect(key.unwrap({ what: 'data_key', id: 'h2', version: 1 }, wrapped)).rejects.toThrow(
    'does not open',
  );
  await expect(key.unwrap({ what: 'data_key', id: 'h1', version: 2 }, wrapped)).rejects.toThrow(
    'does not open',
  );
  await expect(
    kmsKey(kms.otherKeyId).unwrap({ what: 'data_key', id: 'h1', version: 1 }, wrapped),
  ).rejects.toThrow('does not open');
});

test('it comes before the keys of DB_ENCRYPTION_KEY unless the list says where it stands', () => {
  const ids = (text: string | undefined, kmsIds?: string) =>
    parseMasterKeys(text, kmsIds).map(({ id }) => id);
  expect(ids(undefined, 'a')).toEqual(['kms:a']);
  expect(ids('kms', 'a, b')).toEqual(['kms:a', 'kms:b']);
  expect(ids(local, 'a')).toEqual(['kms:a', 'k1']);
  expect(ids(`${local},kms`, 'a')).toEqual(['k1', 'kms:a']);
  expect(() => parseMasterKeys('kms')).toThrow('it says "kms", but KMS_KEY_ID names no key');
});

test('ASVS 11.2.2: with KMS_KEY_ID, households, authenticators and the canary hang on KMS, and a household whose keys are known asks it no more', async () => {
  await checkMasterKeys();
  const { householdId, userId } = await createHousehold();
  const account = await createAccount(householdId);
  await createTransaction(householdId, account.id, { payee: 'Řeznictví' });
  const { masterKeyId, sealed } = await sealForPerson(userId, 'SEED');
  expect(await openForPerson(userId, masterKeyId, sealed)).toBe('SEED');
  expect(kms.asked.at(-1)?.context).toEqual({ what: 'totp', id: userId });
  const { rows } = await db().query(
    'SELECT master_key_id FROM data_key UNION ALL SELECT master_key_id FROM master_key_canary',
  );
  expect(rows).toEqual([{ master_key_id: `kms:${kms.keyId}` }, { master_key_id: `kms:${kms.keyId}` }]);
  const before = kms.asked.length;
  expect(await payees(householdId)).toEqual(['Řeznictví']);
  expect(kms.asked).toHaveLength(before);
});

test('ASVS 11.2.2: keys:rotate-master moves from KMS to DB_ENCRYPTION_KEY and back, readable with both all the time', async () => {
  const { householdId } = await createHousehold();
  await createTransaction(householdId, (await createAccount(householdId)).id, { payee: 'Lékárna' });
  const wrappedBy = async () =>
    (await db().query<{ id: string }>('SELECT DISTINCT master_key_id AS id FROM data_key')).rows.map(
      ({ id }) => id,
    );
  for (const order of [`${local},kms`, local]) {
    const keys = parseMasterKeys(order, kms.keyId);
    await checkMasterKeys(keys);
    await rotateMasterKeys(() => undefined, keys);
    expect(await wrappedBy()).toEqual([keys[0]?.id]);
    forgetVault(householdId);
    expect(await payees(householdId)).toEqual(['Lékárna']);
    // The other key is not needed any more.
    await checkMasterKeys(keys.slice(0, 1));
  }
});

test('a wrong key, another key and a KMS that does not answer are one sentence at start', async () => {
  await expect(checkMasterKeys(parseMasterKeys(undefined, 'nobody-knows-it'))).rejects.toThrow(
    /^The master key "kms:[0-9a-f-]+" is needed and not given: this database holds what it wrapped\. Put it back into KMS_KEY_ID\.$/,
  );
  await expect(kmsKey('nobody-knows-it').wrap({ what: 'totp', id: 'x' }, Buffer.from('x'))).rejects.toThrow(
    /^The KMS key "nobody-knows-it" cannot be used \(NotFoundException: .+\); check KMS_KEY_ID, AWS_REGION/,
  );
  await db().query('UPDATE master_key_canary SET master_key_id = $1', [`kms:${kms.otherKeyId}`]);
  await expect(checkMasterKeys(parseMasterKeys(undefined, kms.otherKeyId))).rejects.toThrow(
    'is not the one this database was sealed with',
  );
  await db().query('UPDATE master_key_canary SET master_key_id = $1', [`kms:${kms.keyId}`]);
  await kms.stop();
  await expect(checkMasterKeys(masterKeys())).rejects.toThrow(
    /^The KMS key "[0-9a-f-]+" cannot be used \(connect ECONNREFUSED.+\); check KMS_KEY_ID, AWS_REGION, the credentials, and that KMS can be reached\.$/,
  );
});

async function payees(householdId: HouseholdId) {
  const vault = await householdVault(householdId);
  const { rows } = await db().query<{ id: string; sealed: Buffer }>(
    'SELECT id, sealed FROM transaction WHERE household_id = $1',
    [householdId],
  );
  return rows.map(({ id, sealed }) => vault.open<{ p: string }>('transaction', id, sealed).p);
}
