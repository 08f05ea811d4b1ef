import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashFiles, sourceFiles, whenChanged } from './sources';

let root: string;
async function write(file: string, content: string) {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}
beforeEach(async () => void (root = await mkdtemp(path.join(tmpdir(), 'saldo-sources-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

test('sources are what the product is made of: no tests, nothing generated, nothing hidden', async () => {
  for (const file of ['server.ts', 'app/page.tsx', 'messages/cs.json', 'package-lock.json'])
    await write(file, '');
  for (const file of [
    'lib/a.test.ts',
    'dist/server.js',
    'graphql/__generated__/types.ts',
    '.saldo/key',
    'node_modules/a/index.js',
    'README.md',
  ])
    await write(file, '');
  expect(await sourceFiles(root)).toEqual([
    'app/page.tsx',
    'messages/cs.json',
    'package-lock.json',
    'server.ts',
  ]);
});

test('the hash changes with a content and with a name', async () => {
  await write('a.ts', 'one');
  const before = await hashFiles(root, ['a.ts']);
  expect(await hashFiles(root, ['a.ts'])).toBe(before);
  await write('a.ts', 'two');
  expect(await hashFiles(root, ['a.ts'])).not.toBe(before);
  await write('b.ts', 'one');
  expect(await hashFiles(root, ['b.ts'])).not.toBe(before);
});

test('something is made again when its inputs changed, it is gone, or making it failed', async () => {
  const made: string[] = [];
  const run = (hash: string, fail = false) =>
    whenChanged(
      path.join(root, 'stamp'),
      () => Promise.resolve(hash),
      [path.join(root, 'out')],
      async () => {
        if (fail) throw new Error('no');
        made.push(hash);
        await write('out', '');
      },
    );
  expect(await run('1')).toBe(true);
  expect(await run('1')).toBe(false);
  await rm(path.join(root, 'out'));
  expect(await run('1')).toBe(true);
  await expect(run('2', true)).rejects.toThrow('no');
  expect(await run('2')).toBe(true);
  expect(made).toEqual(['1', '1', '2']);
});
