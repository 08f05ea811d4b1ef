import path from 'node:path';
import { build } from './build';
import { generate } from './lib/generate';
import { main } from './lib/main';
import { freePort, portFrom } from './lib/ports';
import { bold, dim, step } from './lib/progress';
import {
  claimCheckout,
  keepRunning,
  localInbox,
  openDatabase,
  prepareData,
  untilReady,
  untilStopped,
} from './lib/runtime';

// `npm start`: everything that has to be true before Saldo answers, in order, and only what is not true yet.
await main(async (run) => {
  const port = portFrom(process.env.PORT);
  const address = `http://localhost:${port}`;
  console.log(`\n${bold('Saldo')} ${dim(address)}\n`);

  const state = await claimCheckout(run, port);
  await step('Generate', () => generate(run.root, run.signal));
  await step('Build', () => build(run.root, run.signal));
  const database = await openDatabase(run, state);
  run.signal.throwIfAborted();
  const demo = await prepareData(run, state, database.env);
  run.signal.throwIfAborted();

  // An address given by the operator wins: behind a proxy, only they know it.
  const mockBankPort = await freePort();
  const inbox = localInbox();
  const env = {
    NEXTAUTH_URL: address,
    MOCK_BANK_URL: `http://localhost:${mockBankPort}`,
    ...inbox,
    ...process.env,
    ...database.env,
    DATABASE_OWNER_URL: '',
    DATABASE_OWNER_URL_FILE: '',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  };
  const web = keepRunning(
    run,
    'web',
    ['--enable-source-maps', 'dist/server.js'],
    path.join(state, 'logs/web.log'),
    env,
  );
  const worker = keepRunning(
    run,
    'worker',
    ['--enable-source-maps', 'dist/worker.js'],
    path.join(state, 'logs/worker.log'),
    env,
  );
  // The demo household's bank: invented customers whose accounts live as long as it runs.
  const mockBank = keepRunning(
    run,
    'mock bank',
    ['--enable-source-maps', 'dist/mock-bank.js'],
    path.join(state, 'logs/mock-bank.log'),
    { ...env, PORT: String(mockBankPort) },
  );
  const failed = Promise.race([web, worker, mockBank, database.failed]);
  await step('Web and worker', () => untilReady(run, port, failed));

  console.log(`\n  Saldo runs at ${bold(address)}`);
  if (demo)
    console.log(
      `  Sign in to the demo household as ${bold(demo.email)} with the password ${bold(demo.password)}`,
    );
  if (inbox) console.log(`  Mails are kept at ${bold(`${address}/dev/mail`)} instead of being sent`);
  console.log(dim('  Logs are in .saldo/logs. Ctrl-C stops everything.\n'));
  await Promise.race([untilStopped(run), failed]);
  console.log('\n  Stopping …');
});
