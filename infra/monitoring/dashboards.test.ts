import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { dashboards } from './dashboards';

const here = (file: string) => readFileSync(path.join(__dirname, file), 'utf8');
const folder = path.join(__dirname, 'grafana/dashboards');

test('what Grafana reads is what the program makes: node --import tsx infra/monitoring/write-dashboards.ts', () => {
  expect(Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))).toEqual(dashboards());
});

type Service = { entrypoint?: string[]; image?: string; profiles?: string[]; ports?: string[]; volumes?: string[]; environment?: Record<string, unknown> };
const compose = parse(here('../../docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const monitoring = Object.entries(compose.services).filter(([, { profiles }]) => profiles?.includes('monitoring'));

test('the profile is reached from its own machine only, has no password of its own, and reads files that are there', () => {
  expect(monitoring.map(([name]) => name)).toEqual(['prometheus', 'node-exporter', 'grafana', 'loki', 'alloy']);
  for (const [, { ports = [], volumes = [], image }] of monitoring) {
    expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const [file = ''] of volumes.map((volume) => volume.split(':'))) {
      if (file.startsWith('./')) expect(() => readdirSync(path.dirname(path.join(__dirname, '../..', file)))).not.toThrow();
      expect(file).not.toContain('docker.sock');
    }
  }
  expect(compose.services.grafana?.environment?.GF_SECURITY_ADMIN_PASSWORD).toBe('${GRAFANA_PASSWORD:-}');
});

test.each([['grafana', 'GRAFANA_PASSWORD'], ['prometheus', 'METRICS_TOKEN']])('%s does not start without %s', (name, missing) => {
  const [shell = '', flag = '', script = ''] = compose.services[name]?.entrypoint ?? [];
  const { status, stdout } = spawnSync(shell, [flag, script.replaceAll('$$', '$')], { encoding: 'utf8', env: { NODE_ENV: 'test', PATH: process.env.PATH } });
  expect([status, stdout]).toEqual([1, expect.stringContaining(`Set ${missing}`)]);
});

test('Grafana’s sources are the services of the profile, and its panels name one of them', () => {
  const { datasources } = parse(here('grafana/provisioning/datasources/saldo.yml')) as { datasources: { uid: string; url: string }[] };
  expect(datasources.map(({ url }) => new URL(url).hostname).filter((host) => !compose.services[host])).toEqual([]);
  const used = Object.values(dashboards()).flatMap((json) => (JSON.parse(json) as { panels: { datasource: { uid: string } }[] }).panels.map(({ datasource }) => datasource.uid));
  expect([...new Set(used)].filter((uid) => !datasources.some((source) => source.uid === uid))).toEqual([]);
});

test('Prometheus asks web and worker where they listen, by the names that they have', () => {
  const { scrape_configs: jobs } = parse(here('prometheus.yml')) as { scrape_configs: { job_name: string; dns_sd_configs?: { names: string[]; port: number }[] }[] };
  const asked = jobs.flatMap(({ dns_sd_configs = [] }) => dns_sd_configs.map(({ names: [name], port }) => [name, port]));
  expect(asked).toEqual([['web', 3000], ['worker', Number(compose.services.worker?.environment?.METRICS_PORT)]]);
});

test('Loki and Prometheus keep what they are given for thirty days', () => {
  expect(parse(here('loki.yml'))).toMatchObject({ limits_config: { retention_period: '720h' }, compactor: { retention_enabled: true } });
  expect(JSON.stringify(compose.services.prometheus)).toContain('retention.time=30d');
});
