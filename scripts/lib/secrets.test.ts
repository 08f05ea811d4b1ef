import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeEncryptionKey, makeSecret, openState, secret } from './secrets';

let root: string;
beforeEach(async () => void (root = await mkdtemp(path.join(tmpdir(), 'saldo-secrets-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

const mode = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test('a secret is made once, and only its owner can read it', async () => {
  const state = await openState(root);
  const first = await secret(state, 'NEXTAUTH_SECRET', makeSecret, false);
  expect(await secret(state, 'NEXTAUTH_SECRET', makeSecret, true)).toBe(first);
  expect(await mode(state)).toBe('700');
  expect(await mode(path.join(state, 'NEXTAUTH_SECRET'))).toBe('600');
});

test('a lost secret is not replaced where data depends on it', async () => {
  const state = await openState(root);
  await expect(secret(state, 'DB_ENCRYPTION_KEY', makeEncryptionKey, true)).rejects.toThrow(
    /^\.saldo\/DB_ENCRYPTION_KEY is missing, .+ or remove the data to start afresh\.$/,
  );
  await expect(readFile(path.join(state, 'DB_ENCRYPTION_KEY'))).rejects.toThrow('ENOENT');
});

test('an encryption key is an id and 32 random bytes', () => {
  const [id, key] = makeEncryptionKey().split(':');
  expect(id).toBe('k1');
  expect(Buffer.from(key ?? '', 'base64')).toHaveLength(32);
  expect(makeEncryptionKey()).not.toBe(makeEncryptionKey());
});
