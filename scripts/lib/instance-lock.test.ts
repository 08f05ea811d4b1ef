import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { acquireLock } from './instance-lock';

let state: string;
beforeEach(async () => void (state = await mkdtemp(path.join(tmpdir(), 'saldo-lock-'))));
afterEach(() => rm(state, { recursive: true, force: true }));

const holder = { pid: process.pid, url: 'http://localhost:3100', stopping: false };

test('a second start is told where the first one serves', async () => {
  const lock = await acquireLock(state, () => holder);
  expect(lock.unclean).toBe(false);
  await expect(acquireLock(state, () => ({ ...holder, pid: -1 }))).rejects.toThrow(
    `Saldo already runs in this folder: http://localhost:3100 (process ${process.pid}). Stop that one first.`,
  );
  await lock.release();
});

test('a released lock leaves nothing behind and can be taken again', async () => {
  await (await acquireLock(state, () => holder)).release();
  expect(await readdir(state)).toEqual([]);
  const again = await acquireLock(state, () => holder);
  expect(again.unclean).toBe(false);
  await again.release();
});

test('a lock whose holder was killed is taken over, and said to be unclean', async () => {
  const program = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  expect(spawnSync(process.execPath, ['-e', program, path.join(state, 'start.sock')]).signal).toBe('SIGKILL');
  expect(await readdir(state)).toEqual(['start.sock']);
  const lock = await acquireLock(state, () => holder);
  expect(lock.unclean).toBe(true);
  await lock.release();
});

test('a holder that is stopping is waited for', async () => {
  const first = await acquireLock(state, () => ({ ...holder, stopping: true }));
  const second = acquireLock(state, () => holder);
  await first.release();
  await (await second).release();
});
