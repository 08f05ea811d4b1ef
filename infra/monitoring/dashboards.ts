// Grafana's dashboards, as code. `node --import tsx infra/monitoring/write-dashboards.ts` writes them where
// Grafana reads them; a test fails when what is written differs from this, or asks for a metric that Saldo
// does not have.

type Unit = 'short' | 'reqps' | 's' | 'percentunit' | 'bytes' | 'dateTimeFromNow';
/** What a panel draws: expressions, each with what its lines are called. */
type Lines = [expression: string, legend: string][];
type Panel = { title: string; unit: Unit; lines: Lines; kind: 'timeseries' | 'stat' };

const graph = (title: string, unit: Unit, ...lines: Lines): Panel => ({ title, unit, lines, kind: 'timeseries' });
const number = (title: string, unit: Unit, ...lines: Lines): Panel => ({ title, unit, lines, kind: 'stat' });

const rate = (metric: string, by: string, more = '') => `sum by (${by}) (rate(${metric}${more}[$__rate_interval]))`;
const quantile = (share: number, metric: string, by: string, more = '') => `histogram_quantile(${share}, sum by (le${by && `, ${by}`}) (rate(${metric}_bucket${more}[$__rate_interval])))`;

const HTTP = 'saldo_http_request_duration_seconds';
const OPERATION = 'saldo_graphql_operation_duration_seconds';
const JOB = 'saldo_job_duration_seconds';

const DASHBOARDS: Record<string, { title: string; panels: Panel[] }> = {
  service: {
    title: 'Saldo: service',
    panels: [
      number('Ready processes', 'short', ['sum by (job) (saldo_ready)', '{{job}}']),
      number('Failed requests, last hour', 'percentunit', ['saldo:errors:ratio1h', 'failed']),
      number('Certificate ends', 'dateTimeFromNow', ['min(saldo_certificate_end_timestamp_seconds) * 1000', 'certificate']),
      graph('Requests', 'reqps', [rate(`${HTTP}_count`, 'route'), '{{route}}']),
      graph('Answers that are no success', 'reqps', [rate(`${HTTP}_count`, 'route, status', `{status!~"2xx|3xx"}`), `{{route}} {{status}}`]),
      graph('Duration of pages and of the API', 's', ...[0.5, 0.95, 0.99].map((share): Lines[number] => [quantile(share, HTTP, '', `{route=~"graphql|page"}`), `p${share * 100}`])),
      graph('Slowest operations, p95', 's', [`topk(10, ${quantile(0.95, OPERATION, 'operation')})`, `{{operation}}`]),
      graph('Most asked operations', 'reqps', [`topk(10, ${rate(`${OPERATION}_count`, 'operation')})`, `{{operation}}`]),
      graph('Errors of the API', 'reqps', [rate('saldo_graphql_errors_total', 'code'), '{{code}}']),
      graph('Event loop, p99', 's', ['nodejs_eventloop_lag_p99_seconds', '{{job}} {{instance}}']),
      graph('Memory', 'bytes', ['process_resident_memory_bytes', '{{job}} {{instance}}']),
      graph('Processor', 'percentunit', ['rate(process_cpu_seconds_total[$__rate_interval])', `{{job}} {{instance}}`]),
    ],
  },
  business: {
    title: 'Saldo: business',
    panels: [
      number('People', 'short', ['max(saldo_people)', 'people']),
      number('Households', 'short', ['max(saldo_households)', 'households']),
      graph('People who registered, by day', 'short', ['max(saldo_people) - max(saldo_people offset 1d)', 'new']),
      graph('Signing in', 'reqps', [rate('saldo_sign_ins_total', 'outcome'), '{{outcome}}']),
      graph('Runs at banks', 'reqps', [rate('saldo_bank_syncs_total', 'provider, outcome'), `{{provider}} {{outcome}}`]),
      graph('Bank connections', 'short', ['max by (provider, state) (saldo_bank_connections)', `{{provider}} {{state}}`]),
      graph('Most overdue connection', 's', ['max by (provider) (saldo_bank_sync_overdue_seconds)', `{{provider}}`]),
      graph('Rows of imported files', 'reqps', [rate('saldo_import_rows_total', 'outcome'), '{{outcome}}']),
      graph('Age of exchange rates', 's', ['max by (source) (saldo_exchange_rate_age_seconds)', `{{source}}`]),
    ],
  },
  jobs: {
    title: 'Saldo: jobs',
    panels: [
      number('Failed for good', 'short', ['sum(max by (queue) (saldo_jobs{state="failed"}))', 'failed']),
      number('Longest waiting', 's', ['max(saldo_job_oldest_waiting_seconds)', 'waiting']),
      graph('Waiting', 'short', ['max by (queue) (saldo_jobs{state="waiting"})', '{{queue}}']),
      graph('Longest waiting by queue', 's', ['max by (queue) (saldo_job_oldest_waiting_seconds)', `{{queue}}`]),
      graph('Done', 'reqps', [rate(`${JOB}_count`, 'queue', '{outcome="done"}'), '{{queue}}']),
      graph('Failed tries', 'reqps', [rate(`${JOB}_count`, 'queue', '{outcome="failed"}'), '{{queue}}']),
      graph('Duration, p95', 's', [quantile(0.95, JOB, 'queue'), '{{queue}}']),
      graph('Running and waiting for another try', 'short', ['max by (queue, state) (saldo_jobs{state=~"running|retrying"})', `{{queue}} {{state}}`]),
    ],
  },
  database: {
    title: 'Saldo: database',
    panels: [
      number('Last good backup', 'dateTimeFromNow', ['max(saldo_backup_last_success_timestamp_seconds) * 1000', 'backup']),
      number('Totals that differed from a recount, last day', 'short', ['sum(increase(saldo_ledger_differences_total[25h]))', 'differences']),
      number('Households recounted, last day', 'short', ['sum(increase(saldo_ledger_households_checked_total[25h]))', 'households']),
      graph('Connections in use', 'short', ['saldo_db_pool_connections{state="busy"}', `{{job}} {{instance}}`]),
      graph('Requests that wait for a connection', 'short', ['saldo_db_pool_connections{state="waiting"}', `{{job}} {{instance}}`]),
      graph('Space left', 'bytes', ['node_filesystem_avail_bytes{fstype=~"ext4|xfs|btrfs"}', `{{mountpoint}}`]),
    ],
  },
};

const PER_ROW = 3;
const [WIDTH, HEIGHT] = [24 / PER_ROW, 8];

/** Every dashboard as Grafana reads it, by the name of its file. */
export function dashboards(): Record<string, string> {
  return Object.fromEntries(Object.entries(DASHBOARDS).map(([name, { title, panels }]) => [`${name}.json`, `${JSON.stringify(dashboard(name, title, panels), null, 1)}\n`]));
}

function dashboard(name: string, title: string, panels: Panel[]): object {
  return {
    uid: `saldo-${name}`,
    title,
    tags: ['saldo'],
    timezone: 'browser',
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    panels: panels.map(({ kind, unit, lines, ...rest }, index) => ({
      id: index + 1,
      type: kind,
      ...rest,
      datasource: { type: 'prometheus', uid: 'prometheus' },
      gridPos: { x: (index % PER_ROW) * WIDTH, y: Math.floor(index / PER_ROW) * HEIGHT, w: WIDTH, h: HEIGHT },
      fieldConfig: { defaults: { unit, min: kind === 'timeseries' ? 0 : undefined }, overrides: [] },
      targets: lines.map(([expr, legendFormat], line) => ({ refId: String.fromCharCode('A'.charCodeAt(0) + line), expr, legendFormat })),
    })),
  };
}
