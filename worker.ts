import '@/lib/wiring';
import { setTimeout as sleep } from 'node:timers/promises';
import { proveHousehold } from '@/lib/platform/scope';
import { queueDueSyncs, runSync } from '@/lib/intake/banks/sync/mutations';
import { closeObserver } from '@/lib/platform/db/observer';
import { isConnectionLoss } from '@/lib/platform/db/errors';
import { closeDb } from '@/lib/platform/db/pool';
import { todayIn } from '@/lib/core/dates/local-date';
import { env } from '@/lib/platform/env';
import { startDraining } from '@/lib/platform/health/drain';
import { eraseDue } from '@/lib/exchange/erasure/erase/mutations';
import { rebuildHousehold } from '@/lib/ledger/cells/rebuild-household';
import { queueReindexing, reindexHousehold } from '@/lib/ledger/door/reindex';
import { servePrivatePort } from '@/lib/platform/http/private-port';
import { runImport } from '@/lib/intake/files/run/mutations';
import { removeOldConsents } from '@/lib/intake/banks/connections/mutations';
import { removeAbandonedImports } from '@/lib/intake/files/mutations';
import { IDLE_DAYS } from '@/lib/people/sessions/data';
import { removeEndedSessions } from '@/lib/people/sessions/mutations';
import { removeEndedTokens } from '@/lib/people/tokens/mutations';
import { removeOldIdempotencyKeys } from '@/lib/platform/idempotency/answers';
import { type CleanUp, cleanUp } from '@/lib/platform/jobs/clean-up';
import { removeOldLimits } from '@/lib/platform/limits/mutations';
import { removeEndedSecrets } from '@/lib/platform/one-time/mutations';
import { startWorking, stopQueue } from '@/lib/platform/jobs/queue';
import { auditLedgers } from '@/lib/ledger/cells/audit';
import { errorStack, log } from '@/lib/platform/log';
import { queueNotices } from '@/lib/exchange/notices/notices/mutations';
import { sendMail } from '@/lib/exchange/notices/send/mutations';
import { catchUpOnRates, fetchRates, seedEmbeddedRates } from '@/lib/core/rates/mutations';
import { sendReports } from '@/lib/platform/sentry';
import { sendSpans, startTracing } from '@/lib/platform/tracing/start';
import { linkFoundTransfers } from '@/lib/intake/reviews/find-transfers';
import { checkMasterKeys } from '@/lib/platform/vault/canary';

/**
 * What has outlived its use: sessions, tokens and links that ended, keys nobody repeats, uploads and consents
 * left lying.
 */
const NIGHTLY: CleanUp[] = [
  () => removeEndedSessions(IDLE_DAYS),
  removeEndedTokens,
  removeEndedSecrets,
  removeOldLimits,
  removeOldIdempotencyKeys,
  removeAbandonedImports,
  removeOldConsents,
];

/**
 * The worker process: everything slow or CPU-heavy, so that no request waits for it. Any number of them may
 * run.
 */
async function main(): Promise<void> {
  await startTracing();
  await checkMasterKeys();
  const { HOST, METRICS_PORT } = env();
  if (METRICS_PORT) await servePrivatePort(METRICS_PORT, HOST);
  await startWorking({
    import: ({ householdId, importId }) => runImport(householdId, importId),
    sync: ({ householdId, syncId }) => runSync(householdId, syncId),
    transfers: async ({ householdId, from, to }) => {
      await linkFoundTransfers(proveHousehold(householdId), from, to);
    },
    mail: ({ householdId, mailId }) => sendMail(householdId, mailId),
    // Fixings are dated where their banks are.
    rates: () => fetchRates(todayIn('Europe/Prague', new Date())),
    rebuild: ({ householdId }) => rebuildHousehold(householdId),
    reindex: ({ householdId }) => reindexHousehold(householdId),
    'due-syncs': () => queueDueSyncs(),
    notices: () => queueNotices(new Date()),
    'clean-up': () => cleanUp(NIGHTLY),
    'ledger-audit': auditLedgers,
    erasure: () => eraseDue(new Date()),
  });
  await seedEmbeddedRates();
  await catchUpOnRates();
  await queueReindexing();
  log.info('worker is ready');

  // pg-boss tells the database of a schedule's tick without waiting for it. When the database is away at that
  // moment nobody hears the failure, and the tick is done again; anything else unheard is a defect.
  process.on('unhandledRejection', (error) => {
    log.error('something failed unheard', { stack: errorStack(error) });
    if (!isConnectionLoss(error)) process.exit(1);
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 28_000).unref();
    startDraining();
    void stopQueue()
      // What was handed back may still hold its connection: it ends with the process.
      .then(() =>
        Promise.race([Promise.all([closeDb(), closeObserver(), sendReports(), sendSpans()]), sleep(2_000)]),
      )
      .finally(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
