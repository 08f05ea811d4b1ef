import { parseArgs } from 'node:util';
import { restoreBackup } from '@/lib/exchange/backup/restore';
import { closeDb } from '@/lib/platform/db/pool';

// `node dist/restore.js FILE [--keys FILE] [--replace]`: docs/production.md says what happens, and what to do
// at three in the morning.
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
try {
  const {
    positionals: [which],
    values,
  } = parseArgs({
    allowPositionals: true,
    options: { keys: { type: 'string' }, replace: { type: 'boolean' } },
  });
  if (!which)
    throw new Error(
      'Say what to restore: a file, or a name in the place where backups are kept, such as dumps/2026-11-26T01-30-00Z.saldo.',
    );
  await restoreBackup(which, console.log, {
    keys: values.keys,
    replace: values.replace ?? false,
    signal: stopping.signal,
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await closeDb();
process.exit();
