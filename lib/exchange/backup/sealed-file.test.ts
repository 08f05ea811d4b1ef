import { randomBytes } from 'node:crypto';
import { BackupError, openFile, sealFile } from './sealed-file';

const NAME = 'dumps/2026-11-26T01-30-00Z.saldo';
const MESSAGES = [Buffer.from('first'), randomBytes(70_000), Buffer.from('last')];

async function* from(...chunks: Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

async function sealed(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of sealFile(NAME, from(...MESSAGES))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function open(file: Buffer, chunkSize = 1_000): Promise<{ name: string; messages: Buffer[] }> {
  const chunks = Array.from({ length: Math.ceil(file.length / chunkSize) }, (_, index) =>
    file.subarray(index * chunkSize, (index + 1) * chunkSize),
  );
  const { name, messages } = await openFile(from(...chunks));
  const all: Buffer[] = [];
  for await (const message of messages) all.push(message);
  return { name, messages: all };
}

test('a file opens to what was put in, however it is cut into chunks', async () => {
  const file = await sealed();
  for (const size of [1, 7, 65_536, file.length]) {
    const opened = await open(file, size);
    expect(opened.name).toBe(NAME);
    expect(opened.messages.every((message, index) => message.equals(MESSAGES[index]!))).toBe(true);
    expect(opened.messages).toHaveLength(3);
  }
});

test('nothing of the content stands in it', async () => {
  const file = (await sealed()).toString('latin1');
  expect(file).toContain('SALDO BACKUP');
  expect(file).not.toMatch(/first|last/);
});

test('ASVS 11.3.3: a file that was cut off says so, also between two frames', async () => {
  const file = await sealed();
  // The last frame: a length and an authenticated nothing.
  const withoutEnd = file.subarray(0, file.length - 4 - 17);
  for (const cut of [
    withoutEnd,
    file.subarray(0, file.length - 1),
    file.subarray(0, 20_000),
    file.subarray(0, 15),
  ]) {
    await expect(open(cut)).rejects.toThrow('The backup is cut off: its end is missing.');
  }
});

test('ASVS 11.3.3: a file of which any part was changed does not open', async () => {
  const file = await sealed();
  for (let index = 0; index < file.length; index += 997) {
    const changed = Buffer.from(file);
    changed[index] = (changed[index] ?? 0) ^ 1;
    await expect(open(changed)).rejects.toThrow();
  }
  const header = file.indexOf('"name"');
  const renamed = Buffer.from(file);
  renamed.write('keys', header + 8);
  await expect(open(renamed)).rejects.toThrow('does not open');
});

test('another file, another format and another key are one sentence each', async () => {
  await expect(open(Buffer.from('PGDMP and so on, a plain dump'))).rejects.toThrow(
    new BackupError('This file is not a backup of Saldo.'),
  );
  const text = (await sealed()).toString('latin1');
  await expect(open(Buffer.from(text.replace('"format":1', '"format":2'), 'latin1'))).rejects.toThrow(
    'has the format 2, which this version of Saldo does not know',
  );
  await expect(
    open(Buffer.from(text.replace('"masterKeyId":"test"', '"masterKeyId":"gone"'), 'latin1')),
  ).rejects.toThrow('The master key "gone" is needed and not given');
});
