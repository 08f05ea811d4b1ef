import { watch } from 'node:fs';
import path from 'node:path';
import { generate } from './lib/generate';
import { main, type Run } from './lib/main';
import { freePort, portFrom } from './lib/ports';
import { binary, exitOf, startNode, StepFailed, stopProcess, type Variables } from './lib/processes';
import { bold, dim, step } from './lib/progress';
import {
  claimCheckout,
  localInbox,
  openDatabase,
  prepareData,
  untilReady,
  untilStopped,
} from './lib/runtime';

/** Runs a process again whenever a module it imports changes; pages reload by Next's own means. */
function watched({ signal, atEnd }: Run, file: string, env: Variables): Promise<never> {
  const child = startNode([binary('tsx'), 'watch', '--clear-screen=false', file], { env, output: 'inherit' });
  atEnd((hard) => stopProcess(child, hard ? 0 : 15_000));
  const failed = exitOf(child).then((code): never => {
    signal.throwIfAborted();
    throw new StepFailed(`${file} is no longer watched (${code}).`);
  });
  failed.catch(() => undefined);
  return failed;
}

/**
 * Generates again soon after something was saved. What changed is for `generate` to find out: it compares
 * contents.
 */
function generateOnChange({ root, signal }: Run): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(async () => {
        const done = await generate(root, signal).catch((error: unknown) =>
          error instanceof Error ? error.message : String(error),
        );
        if (done !== 'up to date' && !signal.aborted) console.log(dim(`  Generated: ${done}`));
      });
    }, 200);
  };
  for (const folder of ['graphql/modules', 'app', 'components', 'prisma/models', 'lib']) {
    watch(path.join(root, folder), { recursive: true, signal }, again).on('error', () => undefined);
  }
}

await main(async (run) => {
  const port = portFrom(process.env.PORT);
  const address = `http://localhost:${port}`;
  const state = await claimCheckout(run, port);
  await step('Generate', () => generate(run.root, run.signal));
  const database = await openDatabase(run, state);
  const demo = await prepareData(run, state, database.env);
  run.signal.throwIfAborted();

  generateOnChange(run);
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
    NODE_ENV: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  };
  const failed = Promise.race([
    watched(run, 'server.ts', env),
    watched(run, 'worker.ts', env),
    watched(run, 'scripts/mock-bank.ts', { ...env, PORT: String(mockBankPort) }),
    database.failed,
  ]);
  await step('Web and worker', () => untilReady(run, port, failed));
  console.log(`\n  Saldo runs at ${bold(address)}, and reloads what you change.`);
  if (demo)
    console.log(
      `  Sign in to the demo household as ${bold(demo.email)} with the password ${bold(demo.password)}`,
    );
  if (inbox) console.log(`  Mails are kept at ${bold(`${address}/dev/mail`)} instead of being sent`);
  console.log();
  await Promise.race([untilStopped(run), failed]);
});
