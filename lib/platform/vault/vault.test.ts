import { randomBytes, randomUUID } from 'node:crypto';
import sodium from 'sodium-native';
import { db } from '@/lib/platform/db/pool';
import { createHousehold } from '@/lib/testing/builders';
import { setUpTestDatabase } from '@/lib/testing/database';
import { decrypt, encrypt } from './cipher';
import { checkMasterKeys } from './canary';
import { localKey } from './local-key';
import { parseMasterKeys } from './master-keys';
import { sealForPerson } from './personal-seal';
import { Vault } from './vault';
import { searchedWords } from './words';

setUpTestDatabase();

function createVault(householdId: string, key = randomBytes(32), version = 1) {
  return new Vault({
    householdId,
    currentVersion: version,
    sealKeys: new Map([[version, key]]),
    indexKey: randomBytes(32),
  });
}

describe('a sealed value', () => {
  const [household, row] = [randomUUID(), randomUUID()];
  const key = randomBytes(32);
  const vault = createVault(household, key);
  const value = { a: '-12345', p: 'Řeznictví U Dvou koček', n: 'x'.repeat(5_000) };

  test('opens again in its own row', () => {
    expect(vault.open('transaction', row, vault.seal('transaction', row, value))).toEqual(value);
  });

  test('ASVS 11.3.3: does not open in another row, table or household, or with another key', () => {
    const sealed = vault.seal('transaction', row, value);
    expect(() => vault.open('transaction', randomUUID(), sealed)).toThrow('does not open');
    expect(() => vault.open('month_total', row, sealed)).toThrow('does not open');
    expect(() => createVault(randomUUID(), key).open('transaction', row, sealed)).toThrow('does not open');
    expect(() => createVault(household).open('transaction', row, sealed)).toThrow('does not open');
  });

  test('ASVS 11.3.2, 11.3.3: is an error after any byte of it was changed', () => {
    const sealed = vault.seal('account_balance', row, '-9900');
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => vault.open('account_balance', row, changed)).toThrow();
    }
    for (const length of [0, 1, 26, sealed.length - 1])
      expect(() => vault.open('account_balance', row, sealed.subarray(0, length))).toThrow();
  });

  test('ASVS 11.2.2: is sealed with the next key version from its moment on, and opens before', () => {
    const keys = {
      householdId: household,
      currentVersion: 1,
      sealKeys: new Map([
        [1, key],
        [2, randomBytes(32)],
      ]),
      indexKey: randomBytes(32),
    };
    const before = new Vault({ ...keys, next: { version: 2, sealsFrom: Date.now() + 60_000 } });
    const after = new Vault({ ...keys, next: { version: 2, sealsFrom: Date.now() } });
    expect(before.seal('transaction', row, value).readUInt16BE(1)).toBe(1);
    const sealed = after.seal('transaction', row, value);
    expect(sealed.readUInt16BE(1)).toBe(2);
    expect(before.open('transaction', row, sealed)).toEqual(value);
  });

  test('does not turn back to an older key version that is still known', () => {
    const both = new Vault({
      householdId: household,
      currentVersion: 2,
      sealKeys: new Map([
        [1, key],
        [2, key],
      ]),
      indexKey: randomBytes(32),
    });
    const sealed = both.seal('transaction', row, value);
    sealed.writeUInt16BE(1, 1);
    expect(() => both.open('transaction', row, sealed)).toThrow('does not open');
  });

  test('ASVS 11.5.1: never looks the same twice', () => {
    expect(vault.seal('transaction', row, value).equals(vault.seal('transaction', row, value))).toBe(false);
  });

  test('ASVS 11.3.2: uses XChaCha20-Poly1305 as libsodium has it', () => {
    const associated = Buffer.from('data');
    const sealed = encrypt(key, 1, associated, Buffer.from('text'));
    const opened = Buffer.alloc(4);
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      opened,
      null,
      sealed.subarray(27),
      Buffer.concat([sealed.subarray(0, 3), associated]),
      sealed.subarray(3, 27),
      key,
    );
    expect(opened.toString()).toBe('text');
    expect(decrypt(() => key, associated, sealed).toString()).toBe('text');
  });
});

describe('words of the search index', () => {
  const vault = createVault(randomUUID());

  test('are found by themselves and by their beginnings, without accents and case', () => {
    const tokens = vault.searchTokens(searchedWords(['Nákup: ŽLUŤOUČKÝ kůň 123']), []);
    for (const word of ['nakup', 'nak', 'zlutoucky', 'kun', '123'])
      expect(tokens).toContain(vault.wordToken(word));
    for (const word of ['akup', 'kunx', '23', 'z', '12']) expect(tokens).not.toContain(vault.wordToken(word));
  });

  test('are other numbers in another household', () => {
    expect(createVault(randomUUID()).wordToken('albert')).not.toBe(vault.wordToken('albert'));
  });
});

describe('DB_ENCRYPTION_KEY', () => {
  const good = randomBytes(32).toString('base64');

  test.each([
    ['missing', undefined, 'is missing'],
    ['empty', '  ', 'is missing'],
    ['short', randomBytes(16).toString('base64'), 'is short: the key "default" has 16 bytes, 32 are needed'],
    [
      'short in a list',
      `new:${good},old:${randomBytes(31).toString('base64')}`,
      'the key "old" has 31 bytes',
    ],
    ['long', randomBytes(33).toString('base64'), 'is wrong: the key "default" has 33 bytes'],
    ['not base64', 'correct horse battery staple', 'is wrong: it must be base64'],
  ])('is refused when it is %s', (_name, text, sentence) => {
    expect(() => parseMasterKeys(text)).toThrow(sentence);
  });

  test('is one key, or several with ids of which the first one seals', () => {
    expect(parseMasterKeys(good).map(({ id }) => id)).toEqual(['default']);
    expect(parseMasterKeys(`b:${good}, a:${good}`).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('wraps data keys for one household and version only', async () => {
    const master = localKey('a', randomBytes(32));
    const wrapped = await master.wrap({ what: 'data_key', id: 'h1', version: 1 }, randomBytes(64));
    await expect(master.unwrap({ what: 'data_key', id: 'h1', version: 1 }, wrapped)).resolves.toHaveLength(
      64,
    );
    await expect(master.unwrap({ what: 'data_key', id: 'h2', version: 1 }, wrapped)).rejects.toThrow(
      'does not open',
    );
    await expect(master.unwrap({ what: 'data_key', id: 'h1', version: 2 }, wrapped)).rejects.toThrow(
      'does not open',
    );
  });

  test('opens what was wrapped before there was anything but DB_ENCRYPTION_KEY', async () => {
    const key = randomBytes(32);
    const before = encrypt(key, 3, Buffer.from('data_key:h1:3'), Buffer.from('keys'));
    expect(
      (await localKey('a', key).unwrap({ what: 'data_key', id: 'h1', version: 3 }, before)).toString(),
    ).toBe('keys');
    expect(
      (
        await localKey('a', key).unwrap(
          { what: 'totp', id: 'u1' },
          encrypt(key, 1, Buffer.from('totp:u1'), Buffer.from('seed')),
        )
      ).toString(),
    ).toBe('seed');
  });

  test('ASVS 11.1.1: is checked against the database at start: another key of the same name is found out before it seals anything', async () => {
    await checkMasterKeys();
    await checkMasterKeys();
    const { rows } = await db().query<{ sealed: Buffer }>('SELECT sealed FROM master_key_canary');
    expect(rows).toHaveLength(1);
    await expect(checkMasterKeys(parseMasterKeys(`test:${good}`))).rejects.toThrow(
      'The master key "test" is not the one this database was sealed with: another key of the same name was given.',
    );
    await expect(checkMasterKeys(parseMasterKeys(`new:${good}`))).rejects.toThrow(
      'The master key "test" is needed and not given',
    );
  });

  test('is missed at start while a data key or an authenticator needs it, with or without a canary', async () => {
    const { householdId, userId } = await createHousehold();
    await db().query('DELETE FROM master_key_canary');
    await expect(checkMasterKeys(parseMasterKeys(`new:${good}`))).rejects.toThrow(
      'The master key "test" is needed and not given: this database holds what it wrapped. Put it back into DB_ENCRYPTION_KEY.',
    );
    await db().query('DELETE FROM data_key WHERE household_id = $1', [householdId]);
    const { masterKeyId, sealed } = await sealForPerson(userId, 'SEED');
    await db().query('INSERT INTO totp (user_id, master_key_id, sealed) VALUES ($1, $2, $3)', [
      userId,
      masterKeyId,
      sealed,
    ]);
    await expect(checkMasterKeys(parseMasterKeys(`new:${good}`))).rejects.toThrow(
      'The master key "test" is needed',
    );
    await db().query('DELETE FROM totp');
    await checkMasterKeys(parseMasterKeys(`new:${good}`));
  });
});
