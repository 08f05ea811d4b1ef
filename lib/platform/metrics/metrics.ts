import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** From a page that is answered from memory to an import of a large file. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const JOB_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 1_800];

/**
 * Everything that a process counts. Labels have few values, all of them known in advance: none is what a
 * caller sent.
 */
function create() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const common = { registers: [registry] };
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Gauge({ name, help, labelNames, ...common });
  return {
    registry,
    httpRequests: new Histogram({
      name: 'saldo_http_request_duration_seconds',
      help: 'Requests by kind of address and class of answer.',
      labelNames: ['route', 'status'] as const,
      buckets: REQUEST_SECONDS,
      ...common,
    }),
    operations: new Histogram({
      name: 'saldo_graphql_operation_duration_seconds',
      help: 'Execution of operations: those of Saldo’s own pages by name, all others together.',
      labelNames: ['operation', 'outcome'] as const,
      buckets: REQUEST_SECONDS,
      ...common,
    }),
    graphqlErrors: new Counter({
      name: 'saldo_graphql_errors_total',
      help: 'Errors in answers of the API by code.',
      labelNames: ['code'] as const,
      ...common,
    }),
    signIns: new Counter({
      name: 'saldo_sign_ins_total',
      help: 'Attempts to sign in or to confirm who one is.',
      labelNames: ['outcome'] as const,
      ...common,
    }),
    jobs: new Histogram({
      name: 'saldo_job_duration_seconds',
      help: 'Tries of jobs by queue and outcome.',
      labelNames: ['queue', 'outcome'] as const,
      buckets: JOB_SECONDS,
      ...common,
    }),
    syncs: new Counter({
      name: 'saldo_bank_syncs_total',
      help: 'Runs of bank connections that came to an end.',
      labelNames: ['provider', 'outcome'] as const,
      ...common,
    }),
    importRows: new Counter({
      name: 'saldo_import_rows_total',
      help: 'Rows of files that were imported: added, known before, waiting for a person, or skipped.',
      labelNames: ['outcome'] as const,
      ...common,
    }),
    ledgerChecked: new Counter({
      name: 'saldo_ledger_households_checked_total',
      help: 'Households whose totals were recounted.',
      ...common,
    }),
    ledgerDifferences: new Counter({
      name: 'saldo_ledger_differences_total',
      help: 'Totals that differed from a recount.',
      ...common,
    }),

    // What the database knows is the same from every process that says it, and updated at each scrape
    // (lib/platform/metrics/data.ts).
    ready: gauge('saldo_ready', 'Whether this process can serve: what /api/health/ready says.'),
    people: gauge('saldo_people', 'People who are registered.'),
    households: gauge('saldo_households', 'Households, without the demonstration’s.'),
    jobsNow: gauge('saldo_jobs', 'Jobs that wait, run, wait for another try or have failed for good.', [
      'queue',
      'state',
    ]),
    oldestWaiting: gauge(
      'saldo_job_oldest_waiting_seconds',
      'How long the longest waiting job of a queue could have been done.',
      ['queue'],
    ),
    connections: gauge(
      'saldo_bank_connections',
      'Bank connections. Failing: active, and the last run failed.',
      ['provider', 'state'],
    ),
    syncOverdue: gauge(
      'saldo_bank_sync_overdue_seconds',
      'How long the most overdue connection of a bank waits for its turn.',
      ['provider'],
    ),
    rateAge: gauge(
      'saldo_exchange_rate_age_seconds',
      'Time since the day of the newest rate of a source that is switched on.',
      ['source'],
    ),
    backupAt: gauge(
      'saldo_backup_last_success_timestamp_seconds',
      'When the last backup that worked was finished; 0 before the first one.',
    ),
    certificateEnd: gauge(
      'saldo_certificate_end_timestamp_seconds',
      'When the certificate ends that people are shown; nothing without HTTPS.',
    ),
    pool: gauge(
      'saldo_db_pool_connections',
      'Connections of this process to the database, and who waits for one.',
      ['state'],
    ),
  };
}

export type Metrics = ReturnType<typeof create>;

declare global {
  var saldoMetrics: Metrics | undefined;
}

/**
 * The metrics of this process. Pages are bundled apart from the server and have modules of their own; what
 * both count belongs together.
 */
export function metrics(): Metrics {
  globalThis.saldoMetrics ??= create();
  return globalThis.saldoMetrics;
}
