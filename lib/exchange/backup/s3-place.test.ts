import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startS3 } from '@/lib/testing/s3';
import { backupPlace } from './place';
import { s3Place } from './s3-place';

let s3: Awaited<ReturnType<typeof startS3>>;
let folder: string;
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  s3 = await startS3('backups');
  folder = await mkdtemp(path.join(tmpdir(), 'saldo-place-'));
});
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

test('S3_BUCKET names the place', () => {
  expect(backupPlace().place.called).toBe('the bucket backups');
});

test('a file is put, listed, fetched and removed, also one of several parts', async () => {
  const { place } = backupPlace();
  for (const [name, size] of [
    ['dumps/2026-11-26T01-30-00Z.saldo', 33 * 1024 * 1024 + 7],
    ['keys/2026-11-26T01-30-00Z.saldo', 300],
  ] as const) {
    const content = randomBytes(size);
    await writeFile(at('in'), content);
    await place.put(name, at('in'));
    await place.get(name, at('out'));
    expect((await readFile(at('out'))).equals(content)).toBe(true);
  }
  expect(await place.list('dumps')).toEqual(['dumps/2026-11-26T01-30-00Z.saldo']);
  await place.remove('dumps/2026-11-26T01-30-00Z.saldo');
  expect(await place.list('dumps')).toEqual([]);
  expect(await place.list('keys')).toHaveLength(1);
});

test('a file that breaks off while it is read never appears', async () => {
  const { place } = backupPlace();
  await expect(place.put('dumps/broken.saldo', at('there-is-none'))).rejects.toThrow(
    'Writing to the bucket backups failed (',
  );
  expect(await place.list('dumps')).toEqual([]);
});

test('a bucket that does not exist and a server that does not answer are one sentence each', async () => {
  await expect(s3Place('nowhere').list('dumps')).rejects.toThrow(
    /^Listing the bucket nowhere failed \(NoSuchBucket: .+\); check S3_ENDPOINT, S3_REGION, S3_KEY_ID and S3_KEY_SECRET\.$/,
  );
  await expect(backupPlace().place.get('dumps/none.saldo', at('out'))).rejects.toThrow(
    'Reading from the bucket backups failed (NoSuchKey',
  );
  await s3.stop();
  await expect(backupPlace().place.list('dumps')).rejects.toThrow(/ECONNREFUSED/);
});
