import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build as bundle } from 'esbuild';
import { generate } from './lib/generate';
import { binary, runNode } from './lib/processes';
import { step } from './lib/progress';
import { hashFiles, sourceFiles, whenChanged } from './lib/sources';
import { isMain, main } from './lib/main';

/**
 * The processes as plain files, so that nothing compiles TypeScript at run time: dist/server.js, worker.js,
 * migrate.js, keys.js, backup.js, restore.js, ledger-verify.js, seed.js and mock-bank.js.
 */
async function bundleProcesses(root: string): Promise<void> {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      server: 'server.ts',
      worker: 'worker.ts',
      migrate: 'scripts/migrate.ts',
      keys: 'scripts/keys.ts',
      backup: 'scripts/backup.ts',
      restore: 'scripts/restore.ts',
      'ledger-verify': 'scripts/ledger-verify.ts',
      seed: 'prisma/seed.ts',
      'mock-bank': 'scripts/mock-bank.ts',
    },
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    // Code that several processes share is written once.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'silent',
    // The package throws outside of Next; there it keeps a module out of the browser, and these processes are
    // no browser.
    plugins: [
      {
        name: 'server-only',
        setup: (build) => {
          build.onResolve({ filter: /^server-only$/ }, () => ({ path: 'server-only', namespace: 'empty' }));
          build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
        },
      },
    ],
  });
}

/**
 * Builds pages and processes if any source changed since the last build; returns a remark for the person who
 * waits.
 */
export async function build(root: string, signal?: AbortSignal): Promise<string | undefined> {
  const hash = async () => hashFiles(root, await sourceFiles(root));
  const made = [
    '.next/BUILD_ID',
    'dist/server.js',
    'dist/worker.js',
    'dist/migrate.js',
    'dist/keys.js',
    'dist/backup.js',
    'dist/restore.js',
    'dist/ledger-verify.js',
    'dist/seed.js',
    'dist/mock-bank.js',
  ].map((file) => path.join(root, file));
  const stamp = path.join(root, 'dist/.built-from');
  const changed = await whenChanged(stamp, hash, made, async () => {
    // A build that is interrupted must not pass for the one before.
    await rm(stamp, { force: true });
    // Next imports every page to learn its configuration, and some read the environment on the way. Nothing
    // connects.
    const env = {
      DATABASE_URL: 'postgresql://127.0.0.1/unused',
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    };
    await runNode([binary('next'), 'build'], { signal, env });
    await bundleProcesses(root);
  });
  return changed ? undefined : 'nothing changed since the last build';
}

if (isMain(import.meta.url)) {
  await main(async ({ root, signal }) => {
    await step('Generate', () => generate(root, signal));
    await step('Build', () => build(root, signal));
  });
}
