import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { needProgram } from '../src/testing/debian';

type Rule = { alert?: string; record?: string; expr: string; labels?: Record<string, string>; annotations?: Record<string, string> };
const RULES = path.join(__dirname, 'rules.yml');
const rules = (parse(readFileSync(RULES, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
const alerts = rules.filter((rule): rule is Rule & { alert: string } => rule.alert !== undefined);

beforeAll(() => needProgram('promtool', 'prometheus'));

const promtool = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

/** One value a minute: each phase is a value, or null for nothing, and for how many minutes it stays. */
const gauge = (...phases: [value: number | null, minutes: number][]) => phases.flatMap(([value, minutes]) => Array<string>(minutes).fill(value === null ? '_' : String(value))).join(' ');

/** The same of a counter, by how much is added each minute. */
function counter(...phases: [perMinute: number, minutes: number][]): string {
  let total = 0;
  return phases.flatMap(([perMinute, minutes]) => Array.from({ length: minutes }, () => String((total += perMinute)))).join(' ');
}

type Case = { series: Record<string, string>; labels?: Record<string, string>; quiet: number; fires: number; over: number };
const HOUR = 60;
const [OK, FAILED] = ['saldo_http_request_duration_seconds_count{route="page",status="2xx"}', 'saldo_http_request_duration_seconds_count{route="page",status="5xx"}'];
const bucket = (le: string) => `saldo_http_request_duration_seconds_bucket{route="page",status="2xx",le="${le}"}`;

/**
 * For each alert what happens, and the minute in which it is quiet although something has begun, fires, and
 * is over.
 */
const CASES: Record<string, Case> = {
  ErrorsNow: { series: { [OK]: counter([600, 300]), [FAILED]: counter([0, 120], [30, 70], [0, 110]) }, quiet: 125, fires: 185, over: 200 },
  ErrorsForHours: { series: { [OK]: counter([600, 900]), [FAILED]: counter([0, 400], [6, 400], [0, 100]) }, quiet: 500, fires: 790, over: 840 },
  ErrorsForDays: { series: { [OK]: counter([600, 170 * HOUR]), [FAILED]: counter([0, 80 * HOUR], [2, 60 * HOUR], [0, 30 * HOUR]) }, quiet: 90 * HOUR, fires: 139 * HOUR, over: 147 * HOUR },
  ProcessDown: { series: { 'up{job="web",instance="a"}': gauge([1, 10], [0, 10], [1, 10]) }, labels: { job: 'web', instance: 'a' }, quiet: 11, fires: 15, over: 21 },
  NoProcess: { series: { 'up{job="web",instance="a"}': gauge([1, 60]), 'up{job="worker",instance="b"}': gauge([1, 10], [null, 20], [1, 10]) }, labels: { job: 'worker' }, quiet: 17, fires: 25, over: 32 },
  NotReady: { series: { 'saldo_ready{job="web"}': gauge([1, 10], [0, 10], [1, 10]) }, labels: { job: 'web' }, quiet: 11, fires: 15, over: 21 },
  SlowAnswers: { series: { [bucket('1')]: counter([100, 30], [50, 40], [100, 60]), [bucket('2.5')]: counter([100, 130]), [bucket('+Inf')]: counter([100, 130]) }, quiet: 35, fires: 65, over: 100 },
  EventLoopLag: { series: { 'nodejs_eventloop_lag_p99_seconds{job="web"}': gauge([0.01, 10], [0.8, 20], [0.01, 10]) }, labels: { job: 'web' }, quiet: 12, fires: 20, over: 31 },
  PoolExhausted: { series: { 'saldo_db_pool_connections{state="waiting"}': gauge([0, 10], [3, 10], [0, 10]) }, labels: { state: 'waiting' }, quiet: 11, fires: 15, over: 21 },
  SignInsRefused: { series: { 'saldo_sign_ins_total{outcome="refused"}': counter([2, 30], [60, 40], [0, 40]) }, quiet: 32, fires: 60, over: 90 },
  // The clock of these tests begins in 1970, and so does the life of this certificate.
  CertificateEnds: { series: { saldo_certificate_end_timestamp_seconds: gauge([20 * 86_400, 7 * 24 * HOUR], [97 * 86_400, HOUR]) }, quiet: 6 * 24 * HOUR, fires: 6 * 24 * HOUR + 2 * HOUR, over: 7 * 24 * HOUR + 10 },
  JobsStalled: { series: { 'saldo_job_oldest_waiting_seconds{queue="import",job="web"}': gauge([0, 10], [400, 20], [0, 10]) }, labels: { queue: 'import' }, quiet: 13, fires: 20, over: 31 },
  JobsFailed: { series: { 'saldo_jobs{queue="mail",state="failed"}': gauge([0, 10], [1, 20], [0, 10]), 'saldo_jobs{queue="mail",state="waiting"}': gauge([9, 40]) }, labels: { queue: 'mail' }, quiet: 13, fires: 20, over: 31 },
  SyncsLate: { series: { 'saldo_bank_sync_overdue_seconds{provider="fio"}': gauge([0, 10], [4_000, 20], [0, 10]) }, labels: { provider: 'fio' }, quiet: 15, fires: 25, over: 31 },
  BankFails: { series: { 'saldo_bank_syncs_total{provider="fio",outcome="done"}': counter([5, 60], [0, 180], [5, 120]), 'saldo_bank_syncs_total{provider="fio",outcome="failed"}': counter([0, 60], [5, 180], [0, 120]) }, labels: { provider: 'fio' }, quiet: 100, fires: 200, over: 310 },
  RatesOld: { series: { 'saldo_exchange_rate_age_seconds{source="ECB"}': gauge([86_400, 30], [600_000, 120], [86_400, 30]) }, labels: { source: 'ECB' }, quiet: 60, fires: 120, over: 151 },
  LedgerDiffers: { series: { saldo_ledger_differences_total: counter([0, 60], [1, 1], [0, 30 * HOUR]) }, quiet: 55, fires: 70, over: 28 * HOUR },
  LedgerNotChecked: { series: { saldo_ledger_households_checked_total: counter([0, 24 * HOUR], [4, 1], [0, 32 * HOUR], [4, 1], [0, HOUR]), saldo_households: gauge([4, 60 * HOUR]) }, quiet: 20 * HOUR, fires: 54 * HOUR, over: 57 * HOUR },
  BackupTooOld: { series: { saldo_backup_last_success_timestamp_seconds: gauge([0, 28 * HOUR], [28 * 3_600, HOUR]) }, quiet: 25 * HOUR, fires: 27 * HOUR, over: 28 * HOUR + 5 },
  DiskWillFill: { series: { 'node_filesystem_avail_bytes{fstype="ext4",mountpoint="/"}': gauge([9e9, 6 * HOUR], ...Array.from({ length: 4 * HOUR }, (_, minute): [number, number] => [9e9 - minute * 2e7, 1]), [9e9, 8 * HOUR]) }, labels: { fstype: 'ext4', mountpoint: '/' }, quiet: 6 * HOUR, fires: 10 * HOUR - 2, over: 17 * HOUR },
};

/**
 * Runs the cases of some alerts; those that last for days are looked at every ten minutes instead of every
 * one, which is enough for them.
 */
function testRules(file: string, names: string[], every: '1m' | '10m' = '1m'): { status: number | null; said: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-rules-'));
  const tests = alerts.filter(({ alert }) => names.includes(alert)).map(({ alert, labels = {}, annotations = {} }) => {
    const { series, labels: own = {}, quiet, fires, over } = CASES[alert]!;
    const firing = [{ exp_labels: { ...own, ...labels }, exp_annotations: annotations }];
    return {
      name: alert,
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      alert_rule_test: [[quiet, []], [fires, firing], [over, []]].map(([minute, exp_alerts]) => ({ eval_time: `${minute as number}m`, alertname: alert, exp_alerts })),
    };
  });
  try {
    // JSON is YAML too.
    writeFileSync(path.join(folder, 'tests.yml'), JSON.stringify({ rule_files: [file], evaluation_interval: every, tests }));
    return promtool('test', 'rules', path.join(folder, 'tests.yml'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every alert has a case, but the one that always fires, and every case an alert', () => {
  expect(alerts.map(({ alert }) => alert).filter((alert) => alert !== 'Watchdog').sort()).toEqual(Object.keys(CASES).sort());
  expect(alerts.filter(({ alert }) => alert === 'Watchdog')).toMatchObject([{ expr: 'vector(1)' }]);
});

test('each fires when it should, not before, and not when it is over', () => {
  const lastsForDays = (name: string) => CASES[name]!.over > 16 * HOUR;
  const [long, short] = [Object.keys(CASES).filter(lastsForDays), Object.keys(CASES).filter((name) => !lastsForDays(name))];
  expect(testRules(RULES, short)).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
  expect(testRules(RULES, long, '10m')).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
});

test('a rule that says less than it should would be found', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-rules-'));
  try {
    writeFileSync(path.join(folder, 'rules.yml'), readFileSync(RULES, 'utf8').replace('saldo_ready == 0', 'saldo_ready == 2'));
    expect(testRules(path.join(folder, 'rules.yml'), ['NotReady'])).toEqual({ status: 1, said: expect.stringContaining('NotReady') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Prometheus takes the configuration, and every alert has its section in the runbook and nothing else has one', () => {
  expect(promtool('check', 'config', '--syntax-only', path.join(__dirname, 'prometheus.yml'))).toMatchObject({ status: 0 });
  const sections = [...readFileSync(path.join(__dirname, 'runbook.md'), 'utf8').matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual(alerts.map(({ alert }) => alert));
  for (const { alert, annotations, labels } of alerts) {
    expect(annotations?.runbook).toBe(`infra/monitoring/runbook.md#${alert.toLowerCase()}`);
    expect(['page', 'ticket', 'none']).toContain(labels?.severity);
  }
});
