import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const guard = new URL('./guard.mjs', import.meta.url).href;

/**
 * Environment variables for a child, on top of our own. (Next's types want NODE_ENV in every `ProcessEnv`.)
 */
export type Variables = Record<string, string | undefined>;

export class StepFailed extends Error {
  override name = 'StepFailed';
}

/**
 * The script behind a command of an installed package, so that it runs without a shell and
 * `node_modules/.bin`.
 */
export function binary(name: string, command = name): string {
  const file = require.resolve(`${name}/package.json`);
  const { bin } = require(file) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (!script) throw new Error(`${name} has no command ${command}.`);
  return path.join(path.dirname(file), script);
}

export interface NodeOptions {
  env?: Variables;
  /** Where standard output and error go: a file descriptor, our own, or a pipe. */
  output: number | 'inherit' | 'pipe';
  /** Receives what the program sends with `process.send`, which it only has when somebody listens. */
  onMessage?: (message: unknown) => void;
  /** Flags of Node itself. */
  flags?: string[];
  /** Another Node than the one that runs this program. */
  node?: string;
}

/**
 * Starts a Node program in a process group of its own, so that it ends when we say and not when the terminal
 * does; it also ends when this process is killed (guard.mjs).
 */
export function startNode(
  args: string[],
  { env, output, onMessage, flags = [], node = process.execPath }: NodeOptions,
): ChildProcess {
  const stdio: StdioOptions = ['ignore', output, output, ...(onMessage ? ['ipc' as const] : [])];
  const child = spawn(node, ['--import', guard, ...flags, ...args], {
    stdio,
    detached: true,
    env: { ...process.env, ...env, SALDO_PARENT_PID: String(process.pid) },
  });
  // Without a listener, a program that cannot be started would end ours with a stack trace.
  child.on('error', () => undefined);
  if (onMessage) child.on('message', onMessage);
  return child;
}

/** Resolves with how a process ended, also when it already has. */
export function exitOf(child: ChildProcess): Promise<string | number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  if (child.signalCode !== null) return Promise.resolve(child.signalCode);
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', (error) => resolve(error.message));
  });
}

/** Signals a process and everything in its group; one that is gone already is fine. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is empty.
  }
}

/** Asks a process to end, waits, and ends it by force when it does not. Helpers it left behind go with it. */
export async function stopProcess(child: ChildProcess, patience: number): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
  await exitOf(child);
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
}

export interface RunOptions {
  env?: Variables;
  flags?: string[];
  signal?: AbortSignal;
  /** Show what it prints as it comes, instead of returning it. */
  show?: boolean;
  /** As for `startNode`. */
  onMessage?: (message: unknown) => void;
}

/**
 * Runs a Node program to its end and returns what it printed; anything but success is an error with its last
 * lines.
 */
export async function runNode(args: string[], options: RunOptions = {}): Promise<string> {
  const { env, flags, signal, show = false, onMessage } = options;
  signal?.throwIfAborted();
  const child = startNode(args, { env, flags, onMessage, output: show ? 'inherit' : 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const drained = new Promise((resolve) => child.once('close', resolve));
  const stop = () => void stopProcess(child, 5_000);
  signal?.addEventListener('abort', stop);
  const code = await exitOf(child);
  // A helper that outlives the program may keep the pipe open for ever; what was said until now is enough
  // then.
  await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (code !== 0)
    throw new StepFailed(
      show ? `It ended with ${code}.` : lastLines(said, 60) || `It ended with ${code} and said nothing.`,
    );
  return said;
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Starts a long-running Node program with its output in a file, from the beginning of the file. */
export function startLogged(
  args: string[],
  logFile: string,
  env: Variables,
  options: Pick<NodeOptions, 'flags' | 'node'> = {},
): { child: ChildProcess; tail: () => string } {
  // A file and not a pipe: writing to a pipe whose reader was killed would end the program before it can put
  // things in order.
  const log = openSync(logFile, 'w', 0o600);
  const child = startNode(args, { ...options, env, output: log });
  closeSync(log);
  return { child, tail: () => lastLines(readFileSync(logFile, 'utf8'), 30) };
}
