import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { until } from '../chaos/stage';
import { dashboards } from '@/infra/monitoring/dashboards';
import { needProgram } from '@/infra/src/testing/debian';
import type { Run } from '@/scripts/lib/main';
import { freePort } from '@/scripts/lib/ports';
import { stopProcess } from '@/scripts/lib/processes';

/** What Prometheus itself makes. */
const PROMETHEUS = ['up'];

/**
 * Every metric that a dashboard or a rule asks for must come from a process that runs, or from another rule.
 */
export async function compareWithScrapes(
  run: Run,
  processes: Record<string, string>,
  token: string,
): Promise<string> {
  const scraped = new Map<string, Set<string>>();
  for (const [name, url] of Object.entries(processes))
    scraped.set(name, await scrape(`${url}/api/metrics`, token));
  scraped.set('host', await scrape(`${await startNodeExporter(run)}/metrics`));
  const rules = (
    parse(await readFile('infra/monitoring/rules.yml', 'utf8')) as {
      groups: { rules: { record?: string; expr: string }[] }[];
    }
  ).groups.flatMap((group) => group.rules);
  const there = new Set([
    ...PROMETHEUS,
    ...rules.flatMap(({ record }) => record ?? []),
    ...[...scraped.values()].flatMap((names) => [...names]),
  ]);
  const asked = [
    ...rules.map(({ expr }) => ({ where: 'rules.yml', expr })),
    ...Object.entries(dashboards()).flatMap(([where, json]) =>
      (JSON.parse(json) as { panels: { targets: { expr: string }[] }[] }).panels.flatMap(({ targets }) =>
        targets.map(({ expr }) => ({ where, expr })),
      ),
    ),
  ];
  const names = new Set<string>();
  const missing: string[] = [];
  for (const { where, expr } of asked) {
    for (const name of metricsIn(expr)) {
      names.add(name);
      if (!there.has(name)) missing.push(`${where} asks for ${name}, which nothing tells`);
    }
  }
  assert.deepEqual(missing, []);
  assert.ok(names.size > 20, 'Hardly any metric was found in the expressions.');
  // A reader that finds nothing would find nothing missing.
  assert.deepEqual(metricsIn('sum(rate(saldo_nothing_total{job="x"}[5m])) > 0'), ['saldo_nothing_total']);
  for (const name of ['web', 'worker'])
    assert.ok(scraped.get(name)?.has('saldo_jobs'), `${name} tells how much work waits`);
  return `${names.size} metrics`;
}

/** The names of metrics in an expression. Throws for one that is no PromQL. */
function metricsIn(expr: string): string[] {
  // Grafana fills it in.
  const text = expr.replaceAll('$__rate_interval', '5m');
  const names: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) throw new Error(`This is no PromQL: ${expr}`);
      if (node.name === 'Identifier' && node.node.parent?.name === 'VectorSelector')
        names.push(text.slice(node.from, node.to));
    },
  });
  return names;
}

/** The names of all metrics of an answer, also of those that have no line yet. */
async function scrape(url: string, token?: string): Promise<Set<string>> {
  const response = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  assert.equal(response.status, 200, url);
  const text = await response.text();
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

async function startNodeExporter(run: Run): Promise<string> {
  needProgram('prometheus-node-exporter', 'prometheus-node-exporter');
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn('prometheus-node-exporter', [`--web.listen-address=${new URL(url).host}`], {
    stdio: 'ignore',
    detached: true,
  });
  run.atEnd(() => stopProcess(child, 2_000));
  await until('the node exporter', async () => (await fetch(`${url}/metrics`)).ok);
  return url;
}
