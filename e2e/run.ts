import type { ChildProcess } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { OIDC_SECRET, startOidcProvider, type TestProvider } from '@/lib/testing/oidc';
import { setUpDatabase } from '@/lib/platform/set-up/mutations';
import { build } from '@/scripts/build';
import { generate } from '@/scripts/lib/generate';
import { main, type Run } from '@/scripts/lib/main';
import { freePort } from '@/scripts/lib/ports';
import { applicationUrl, createDatabase } from '@/scripts/lib/postgres';
import { exitOf, startLogged, StepFailed, stopProcess } from '@/scripts/lib/processes';
import { dim, duration } from '@/scripts/lib/progress';
import { keepRunning, untilReady } from '@/scripts/lib/runtime';
import { startScratchPostgres } from '@/scripts/lib/scratch-postgres';
import { makeEncryptionKey, makeSecret } from '@/scripts/lib/secrets';
import { launchBrowser } from './browser';
import { journeys, type Journey } from './journey';
import { secretsTold } from './logs';
import { waitForReact, watchContext } from './watch';

const ARTIFACTS = 'e2e/artifacts';
const LIMIT = 180_000;

type Addresses = { baseUrl: string; bankUrl: string; oidc: TestProvider; env: Record<string, string> };

/** The built product, as `npm start` runs it, on an empty database of its own. */
async function startSaldo(run: Run): Promise<Addresses & { failed: Promise<never> }> {
  const server = await startScratchPostgres(run.root);
  run.atEnd((hard) => server.stop(hard));
  await createDatabase(server, 'saldo');
  const url = applicationUrl(server.url('saldo'), makeSecret());
  await setUpDatabase({ ownerUrl: server.url('saldo'), url });

  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const bankPort = await freePort();
  const bankUrl = `http://localhost:${bankPort}`;
  const oidc = await startOidcProvider(`${baseUrl}/api/auth/callback/oidc`);
  run.atEnd(() => oidc.close());
  const identity = {
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: 'saldo',
    OIDC_CLIENT_SECRET: OIDC_SECRET,
    OIDC_NAME: 'Work',
    MAIL_INBOX: 'local',
  };
  const env = {
    ...identity,
    MOCK_BANK_URL: bankUrl,
    MOCK_BANK_CONTROL: '1',
    MOCK_BANK_SECRET: makeSecret(),
    CNB_URL: '',
    ECB_URL: '',
    DATABASE_URL: url,
    DB_ENCRYPTION_KEY: makeEncryptionKey(),
    NEXTAUTH_SECRET: makeSecret(),
    NEXTAUTH_URL: baseUrl,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  };
  const failed = Promise.race(
    ['server', 'worker'].map((name) =>
      keepRunning(
        run,
        name,
        ['--enable-source-maps', `dist/${name}.js`],
        path.join(ARTIFACTS, `${name}.log`),
        env,
      ),
    ),
  );
  const bankFailed = keepRunning(
    run,
    'mock bank',
    ['--enable-source-maps', 'dist/mock-bank.js'],
    path.join(ARTIFACTS, 'mock-bank.log'),
    { ...env, PORT: String(bankPort) },
  );
  await untilReady(run, port, failed);
  return { baseUrl, bankUrl, oidc, env, failed: Promise.race([failed, bankFailed]) };
}

async function loadJourneys(filters: string[]): Promise<Journey[]> {
  const files = (await readdir('e2e/journeys')).filter((file) => file.endsWith('.journey.ts')).sort();
  for (const file of files.filter(
    (name) => filters.length === 0 || filters.some((filter) => name.includes(filter)),
  )) {
    const before = journeys.length;
    await import(pathToFileURL(path.resolve('e2e/journeys', file)).href);
    for (const one of journeys.slice(before)) one.file = `e2e/journeys/${file}`;
  }
  return journeys;
}

/** Runs one journey; returns what went wrong, or undefined. */
async function travel(
  run: Run,
  browser: Browser,
  { baseUrl, bankUrl, oidc, env }: Addresses,
  { name, work }: Journey,
  interrupted: Promise<never>,
): Promise<string | undefined> {
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const contexts: BrowserContext[] = [];
  const newContext = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      baseURL: baseUrl,
      locale: 'en-GB',
      timezoneId: 'Europe/Prague',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(15_000);
    // The compiler that runs these files marks functions with a helper, which a function sent into a page
    // does not find there.
    await context.addInitScript('globalThis.__name ??= (fn) => fn');
    watchContext(context, baseUrl, complaints);
    waitForReact(context);
    contexts.push(context);
    return context;
  };
  const processes: ChildProcess[] = [];
  const anotherWeb = async (told: Record<string, string>) => {
    const port = await freePort();
    const { child, tail } = startLogged(
      ['--enable-source-maps', 'dist/server.js'],
      path.join(ARTIFACTS, `server-${port}.log`),
      { ...env, ...told, PORT: String(port) },
    );
    processes.push(child);
    await untilReady(
      run,
      port,
      exitOf(child).then((code) =>
        Promise.reject(new Error(`The web process ended (${code}). It said last:\n${tail()}`)),
      ),
    );
    return `http://localhost:${port}`;
  };
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new Error(`not done after ${duration(LIMIT)}`)), LIMIT)),
  );
  try {
    const context = await newContext();
    const page = await context.newPage();
    await Promise.race([
      work({
        page,
        context,
        browser,
        baseUrl,
        bankUrl,
        oidc,
        newContext,
        databaseUrl: env.DATABASE_URL ?? '',
        anotherWeb,
        expectConsole: (pattern) => expected.push(pattern),
      }),
      limit,
      interrupted,
    ]);
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
    if (unexpected.length > 0) throw new Error(`The browser complained:\n${unexpected.join('\n')}`);
    return undefined;
  } catch (error) {
    await keepEvidence(name, contexts);
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const more = complaints.filter((complaint) => !said.includes(complaint));
    return more.length > 0 ? `${said}\nThe browser had said:\n${more.join('\n')}` : said;
  } finally {
    clearTimeout(timer);
    await Promise.all([
      ...contexts.map((context) => context.close().catch(() => undefined)),
      ...processes.map((child) => stopProcess(child, 15_000)),
    ]);
  }
}

async function keepEvidence(name: string, contexts: BrowserContext[]): Promise<void> {
  const base = path.join(
    ARTIFACTS,
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 80),
  );
  for (const [index, page] of contexts.flatMap((context) => context.pages()).entries()) {
    const file = index === 0 ? base : `${base}-${index + 1}`;
    await page.screenshot({ path: `${file}.png`, fullPage: true }).catch(() => undefined);
    await writeFile(`${file}.html`, await page.content().catch(() => '')).catch(() => undefined);
  }
}

await main(async (run) => {
  const results = process.argv.find((arg) => arg.startsWith('--results='))?.slice('--results='.length);
  await rm(ARTIFACTS, { recursive: true, force: true });
  await mkdir(ARTIFACTS, { recursive: true });
  // By itself (npm run test:e2e) too, the journeys go through what the sources say now.
  await generate(run.root, run.signal);
  await build(run.root, run.signal);
  const filters = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const todo = await loadJourneys(filters);
  const browser = await launchBrowser();
  run.atEnd(() => browser.close());
  const { failed, ...addresses } = await startSaldo(run);
  const stopped = new Promise<never>((_, reject) =>
    run.signal.addEventListener('abort', () => reject(new Error('stopped'))),
  );
  stopped.catch(() => undefined);

  const counts = { passed: 0, failed: 0, tests: [] as { file: string; name: string }[] };
  const count = (name: string, file: string, well: boolean) => {
    counts[well ? 'passed' : 'failed'] += 1;
    if (well) counts.tests.push({ file, name });
  };
  for (const one of todo) {
    const started = performance.now();
    const problem = await travel(run, browser, addresses, one, Promise.race([failed, stopped]));
    run.signal.throwIfAborted();
    count(one.name, one.file ?? '', problem === undefined);
    console.log(
      `  ${problem === undefined ? '✓' : '✗'} ${one.name} ${dim(`(${duration(performance.now() - started)})`)}`,
    );
    if (problem !== undefined) console.log(problem.replaceAll(/^/gm, '      '));
  }
  // One journey alone leaves too little behind to look for.
  if (filters.length === 0) {
    const told = await secretsTold(addresses.env, ARTIFACTS);
    const name =
      'ASVS 14.2.1, 16.2.5: The logs of all of it tell no payee, note, amount, address, password or token';
    count(name, 'e2e/logs.ts', told.length === 0);
    console.log(`  ${told.length === 0 ? '✓' : '✗'} ${name}`);
    for (const line of told) console.log(`      ${line}`);
  }
  if (results) await writeFile(results, JSON.stringify(counts));
  if (todo.length === 0) throw new StepFailed('There is no such journey.');
  if (counts.failed > 0)
    throw new StepFailed(`${counts.failed} of ${todo.length} journeys failed; see ${ARTIFACTS}.`);
});
