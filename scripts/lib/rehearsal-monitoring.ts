import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { StepFailed } from './processes';
import { run, until } from './rehearsal';

const PROMETHEUS = 'http://localhost:9090/api/v1';

/** Returns the text that an address answers with. */
type Ask = (url: string) => Promise<string>;

const askHere: Ask = async (url) => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).text();

/** What Prometheus answers. Throws when it refuses. */
async function askPrometheus<Data>(question: string, ask = askHere): Promise<Data> {
  const { status, data, error } = JSON.parse(await ask(`${PROMETHEUS}/${question}`)) as {
    status: string;
    data: Data;
    error?: string;
  };
  if (status !== 'success') throw new StepFailed(`Prometheus refused ${question}: ${error}`);
  return data;
}

/** The images of the services of the compose file's profile `monitoring`, by service. */
export async function monitoringServices(root: string): Promise<Record<string, string>> {
  const { services } = parse(await readFile(path.join(root, 'docker-compose.yml'), 'utf8'), {
    merge: true,
  }) as { services: Record<string, { image: string; profiles?: string[] }> };
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, { image, profiles }]) =>
      profiles?.includes('monitoring') ? [[name, image]] : [],
    ),
  );
}

/** Waits until the alerts that fire, or are about to, are such; says which there were when they never are. */
async function untilAlerts(what: string, fit: (names: string[]) => boolean): Promise<void> {
  let names: string[] = [];
  await until(what, 90, async () => {
    const { alerts } = await askPrometheus<{ alerts: { labels: { alertname: string } }[] }>('alerts');
    names = alerts.map(({ labels }) => labels.alertname);
    return fit(names);
  }).catch((error: unknown) => {
    throw new StepFailed(`${String(error)} There were ${names.join(', ') || 'none'}.`);
  });
}

/** Waits until Prometheus, asked from here or by what is given, hears of web, worker and the machine. */
export async function untilScraped(ask?: Ask): Promise<void> {
  await until('Prometheus hears of web, worker and the machine', 90, async () => {
    const { activeTargets } = await askPrometheus<{
      activeTargets: { health: string; labels: { job: string } }[];
    }>('targets?state=active', ask);
    return ['web', 'worker', 'host'].every((job) =>
      activeTargets.some(({ health, labels }) => labels.job === job && health === 'up'),
    );
  });
}

/** Lets a process hang until Prometheus sees it, and go on until the alert is over. */
export async function rehearseAlert(
  hang: () => Promise<unknown>,
  goOn: () => Promise<unknown>,
): Promise<void> {
  await untilAlerts('no alert but the watchdog', (names) => names.join() === 'Watchdog');
  await hang();
  try {
    await untilAlerts('the alert ProcessDown', (names) => names.includes('ProcessDown'));
  } finally {
    await goOn();
  }
  await untilAlerts('the end of ProcessDown', (names) => !names.includes('ProcessDown'));
}

/** Has Prometheus compute every expression of every dashboard; returns how many of them found something. */
export async function askDashboards(root: string): Promise<string> {
  const folder = path.join(root, 'infra/monitoring/grafana/dashboards');
  let [found, all] = [0, 0];
  for (const file of (await run('ls', [folder])).split('\n')) {
    const { panels } = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as {
      panels: { targets: { expr: string }[] }[];
    };
    for (const { expr } of panels.flatMap(({ targets }) => targets)) {
      const { result } = await askPrometheus<{ result: unknown[] }>(
        `query?query=${encodeURIComponent(expr.replaceAll('$__rate_interval', '1m'))}`,
      );
      all += 1;
      if (result.length > 0) found += 1;
    }
  }
  if (found === 0) throw new StepFailed('No dashboard would show anything.');
  return `${found} of ${all}`;
}
