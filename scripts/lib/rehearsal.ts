import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, StepFailed, type Variables } from './processes';

// What the rehearsals of production have in common: programs of the system, images, and somebody who uses
// Saldo.

/**
 * Runs a program to its end and returns what it printed; anything but success is an error with its last
 * lines.
 */
export async function run(
  program: string,
  args: string[],
  options: { env?: Variables; cwd?: string; input?: string } = {},
): Promise<string> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [said, output] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const code = await new Promise<number | string>((resolve) =>
    child
      .once('close', (status, signal) => resolve(status ?? signal ?? 'unknown'))
      .once('error', (error) => resolve(error.message)),
  );
  if (code !== 0)
    throw new StepFailed(
      `${program} ${args.slice(0, 6).join(' ')} ended with ${code}.\n${lastLines(said, 30)}`,
    );
  return output.trim();
}

/**
 * The base images that the Dockerfile and the compose file name: pulled, or made where a script beside the
 * repository can do that.
 */
export async function baseImages(root: string, images: string[]): Promise<string> {
  const maker = path.resolve(root, '../shared/tools/local-registry-images');
  const missing: string[] = [];
  for (const image of images) {
    const there = await run('docker', ['image', 'inspect', image])
      .catch(() => run('docker', ['pull', '--quiet', image]))
      .catch(() => undefined);
    if (there === undefined) missing.push(image);
  }
  if (missing.length === 0) return 'there';
  if (!existsSync(maker))
    throw new StepFailed(
      `These images can neither be pulled nor made: ${missing.join(', ')}. Is Docker running, and is there a way to a registry?`,
    );
  await run('bash', [maker, ...missing]);
  return `made ${missing.join(', ')}`;
}

/** What Debian has of the monitoring. The published images run the same programs under these names. */
const FROM_DEBIAN: Record<string, string> = {
  'prom/prometheus':
    'RUN apt-get update && apt-get install -y --no-install-recommends prometheus && mkdir -p /prometheus && chown nobody /prometheus\nUSER nobody\nENTRYPOINT ["prometheus"]',
  'prom/node-exporter':
    'RUN apt-get update && apt-get install -y --no-install-recommends prometheus-node-exporter\nUSER nobody\nENTRYPOINT ["prometheus-node-exporter"]',
};

/**
 * Images of the monitoring: pulled, or made of Debian's packages where it has the program. Returns those that
 * there is no way to.
 */
export async function monitoringImages(root: string, images: string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const image of images) {
    if (
      (await run('docker', ['image', 'inspect', image])
        .catch(() => run('docker', ['pull', '--quiet', image]))
        .catch(() => undefined)) !== undefined
    )
      continue;
    const recipe = FROM_DEBIAN[image.replace(/:.*/, '')];
    if (!recipe) {
      missing.push(image);
      continue;
    }
    await baseImages(root, ['debian:bookworm-slim']);
    await run('docker', ['build', '--tag', image, '-'], {
      input: `FROM debian:bookworm-slim\n${recipe}\n`,
      env: { DOCKER_BUILDKIT: '0' },
    });
  }
  return missing;
}

/** Asks until it is so, for at most so many seconds. Throws with what was to become so. */
export async function until(what: string, seconds: number, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await isSo().catch(() => false)); await sleep(1_000)) {
    if (Date.now() > end) throw new StepFailed(`Within ${seconds} seconds it was never so: ${what}.`);
  }
}

/** Asks until the address answers with success, for at most so many seconds. */
export async function untilAnswered(url: string, seconds: number): Promise<void> {
  await until(`${url} answers with success`, seconds, async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  });
}

export interface Person {
  email: string;
  password: string;
  token: string;
  accountId: string;
}

type Answer = Record<string, unknown> & { errors?: { message: string }[] };

/** One operation of the API, whose one field is returned. A refusal is an error. */
export async function ask<T>(
  address: string,
  query: string,
  variables: Record<string, unknown>,
  token?: string,
): Promise<T> {
  const response = await fetch(`${address}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new StepFailed(`The API answered ${response.status}.`);
  const { data, errors } = (await response.json()) as {
    data?: Record<string, Answer> | null;
    errors?: { message: string }[];
  };
  const field = Object.values(data ?? {})[0];
  const refused = errors ?? field?.errors ?? [];
  if (!field || refused.length > 0)
    throw new StepFailed(`The API refused: ${refused.map(({ message }) => message).join(' ')}`);
  return field as T;
}

const PASSWORD = 'a password for rehearsals';

/** Registers somebody with a current account. */
export async function register(address: string): Promise<Person> {
  const email = `rehearsal-${Date.now()}@example.com`;
  await ask(address, 'mutation ($input: SignUpInput!) { signUp(input: $input) { errors { message } } }', {
    input: { email, password: PASSWORD, name: 'Rehearsal', baseCurrency: 'CZK' },
  });
  const token = await signIn(address, email);
  const { account } = await ask<{ account: { id: string } }>(
    address,
    'mutation ($input: AddAccountInput!) { addAccount(input: $input) { account { id } errors { message } } }',
    { input: { name: 'Current', type: 'CHECKING', currency: 'CZK' } },
    token,
  );
  return { email, password: PASSWORD, token, accountId: account.id };
}

export async function signIn(address: string, email: string): Promise<string> {
  const { sessionToken } = await ask<{ sessionToken: string }>(
    address,
    'mutation ($input: SignInInput!) { signIn(input: $input) { sessionToken errors { message } } }',
    { input: { email, password: PASSWORD } },
  );
  return sessionToken;
}

export async function addExpense(
  address: string,
  { token, accountId }: Person,
  payee: string,
  idempotencyKey: string,
): Promise<void> {
  await ask(
    address,
    'mutation ($input: AddTransactionInput!) { addTransaction(input: $input) { errors { message } } }',
    { input: { accountId, date: '2026-04-01', amount: '-12.50', payee, idempotencyKey } },
    token,
  );
}

/** How many transactions somebody has whose payee holds the text. */
export async function countExpenses(address: string, { token }: Person, payee: string): Promise<number> {
  const { totalCount } = await ask<{ totalCount: number }>(
    address,
    'query ($text: String!) { transactions(first: 1, filter: { text: $text }) { totalCount } }',
    { text: payee },
    token,
  );
  return totalCount;
}
