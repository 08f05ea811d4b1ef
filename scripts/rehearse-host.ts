import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HEALTH_PATH } from '@/infra/src/health';
import { bareDebian, connectMachine, Machine, MACHINE_ADDRESS, spawnInNetwork } from './lib/host-machine';
import { main } from './lib/main';
import { exitOf, StepFailed } from './lib/processes';
import { bold, step } from './lib/progress';
import {
  addExpense,
  baseImages,
  countExpenses,
  monitoringImages,
  register,
  run,
  signIn,
  untilAnswered,
  type Person,
} from './lib/rehearsal';
import { monitoringServices, untilScraped } from './lib/rehearsal-monitoring';

// `npm run rehearse:host`: the user data of the single host for real, from a bare Debian to HTTP 200 on port
// 80. Needs root, Docker, and Debian's packages debootstrap and docker-registry, which it installs where they
// are missing.

// infra/ is CommonJS, and finds its files by __dirname, which an import from here would not give it.
const require = createRequire(import.meta.url);
const { renderUserData } =
  require('@/infra/src/user-data/render') as typeof import('@/infra/src/user-data/render');
const { volumeDevice } =
  require('@/infra/src/components/host') as typeof import('@/infra/src/components/host');

const ADDRESS = `http://${MACHINE_ADDRESS}`;
const REGISTRY = '127.0.0.1:5000';
const AMAZON_PORT = 4566;
const PARAMETER_PATH = '/saldo/rehearsal';
const VOLUME = 'vol-0123456789abcdef0';
const IMAGE = 'saldo:rehearsal-1';

/**
 * Where the host finds what it otherwise gets from Amazon: an endpoint, and credentials that the stand-in
 * does not look at.
 */
const AMAZON = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${AMAZON_PORT}`,
  AWS_ACCESS_KEY_ID: 'rehearsal',
  AWS_SECRET_ACCESS_KEY: 'rehearsal',
};

await main(async ({ root, signal, atEnd }) => {
  if (process.getuid?.() !== 0) throw new Error('Rehearsing a host needs root: sudo npm run rehearse:host');
  const folder = await mkdtemp(path.join(tmpdir(), 'saldo-host-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  let remark: string | undefined;
  const shown = (title: string, work: () => Promise<unknown>) =>
    step(title, async () => {
      signal.throwIfAborted();
      remark = undefined;
      await work();
      return remark;
    });

  await shown('Tools', () => installTools());
  let image = '';
  await shown('Images in a registry', async () => {
    await baseImages(root, ['node:24-bookworm-slim', 'postgres:18', 'caddy:2']);
    await run('docker', ['build', '--tag', IMAGE, root], {
      env: { DOCKER_BUILDKIT: process.env.DOCKER_BUILDKIT ?? '0' },
    });
    const watching = Object.values(await monitoringServices(root));
    const missing = await monitoringImages(root, watching);
    image = await fillRegistry(
      folder,
      watching.filter((name) => !missing.includes(name)),
    );
    remark = missing.length > 0 ? `there was no way to ${missing.join(', ')}` : undefined;
  });
  atEnd(await connectMachine());
  await serveInNetwork(folder, image, atEnd);

  const device = volumeDevice(VOLUME);
  await shown('An empty data volume', async () => {
    await run('truncate', ['--size', '3G', `${folder}/volume`]);
    const loop = await run('losetup', ['--find', '--show', `${folder}/volume`]);
    atEnd(() => run('losetup', ['--detach', loop]).then(() => undefined));
    await mkdir(path.dirname(device), { recursive: true });
    await unlink(device).catch(() => undefined);
    await symlink(loop, device);
    atEnd(() => unlink(device));
  });
  await shown('A bare Debian', () => bareDebian(`${folder}/bare`));

  const script = renderUserData({
    region: 'eu-central-1',
    stack: 'rehearsal',
    parameterPath: PARAMETER_PATH,
    dataDevice: device,
  });
  const newMachine = async (name: string) => {
    const at = `${folder}/${name}`;
    await run('cp', ['--archive', `${folder}/bare`, at]);
    // The one thing a host on Amazon does not have: images come from the registry beside it, and not from the
    // internet.
    await mkdir(`${at}/etc/docker`, { recursive: true });
    await writeFile(
      `${at}/etc/docker/daemon.json`,
      JSON.stringify({ 'registry-mirrors': [`http://${REGISTRY}`] }),
    );
    await writeFile(`${at}/root/user-data`, script, { mode: 0o700 });
    const machine = await Machine.start(at);
    atEnd(() => machine.stop());
    return machine;
  };
  const firstStart = async (machine: Machine) => {
    const said = await machine.run(['/root/user-data'], AMAZON);
    await untilAnswered(`${ADDRESS}${HEALTH_PATH}`, 30);
    return said
      .split('\n')
      .filter((line) => / saldo: /.test(line))
      .map((line) => line.replace(/^\S+ saldo: /, ''));
  };
  const expect = (log: string[], sentence: string) => {
    if (!log.some((line) => line.includes(sentence)))
      throw new StepFailed(`The log does not say "${sentence}":\n${log.join('\n')}`);
  };

  const machine = await newMachine('first');
  let person!: Person;
  await shown('From a bare Debian to HTTP 200 on port 80', async () => {
    const log = await firstStart(machine);
    expect(log, 'formatted the empty data volume');
    expect(log, `pulled ${image}`);
    expect(await logFile(folder, 'first'), 'Saldo answers');
    person = await register(ADDRESS);
    await addExpense(ADDRESS, person, 'Bakery', 'first');
  });
  const containers = () =>
    machine.run([
      'docker',
      'ps',
      '--quiet',
      '--no-trunc',
      '--filter',
      'status=running',
      '--filter',
      'name=web|worker|postgres|caddy',
    ]);
  const before = await containers();
  await shown('The same again', async () => {
    const log = await firstStart(machine);
    expect(log, 'there already');
    expect(log, 'holds data already, which is kept');
    if ((await containers()) !== before)
      throw new StepFailed('Running it again replaced containers that were as they should be.');
    if ((await countExpenses(ADDRESS, person, 'Bakery')) !== 1) throw new StepFailed('The expense is gone.');
  });
  await shown('Prometheus on the host hears of every process', async () => {
    await untilScraped((url) => machine.run(['curl', '--silent', url]));
  });
  await shown('What CloudWatch is told', async () => {
    await machine.run(['/usr/local/sbin/saldo-watch'], AMAZON);
    remark = (await readFile(`${folder}/amazon.log`, 'utf8')).trim().split('\n').join(', ');
    if (!/Answers 1(\.0)?(,|$)/.test(remark) || !remark.includes('DataDiskUsed'))
      throw new StepFailed(`CloudWatch was told: ${remark}`);
  });
  await machine.stop();

  const second = await newMachine('second');
  await shown('Another bare Debian, with the volume of the first', async () => {
    const log = await firstStart(second);
    expect(log, 'holds data already, which is kept');
    person.token = await signIn(ADDRESS, person.email);
    if ((await countExpenses(ADDRESS, person, 'Bakery')) !== 1) throw new StepFailed('The expense is gone.');
  });
  await second.stop();

  const third = await newMachine('third');
  await shown('A volume that holds something else is left as it is', async () => {
    await run('umount', [device]).catch(() => undefined);
    await run('mkfs.ext4', ['-q', '-F', '-L', 'photographs', device]);
    const refused = await third.run(['/root/user-data'], AMAZON).then(
      () => '',
      (error: unknown) => String(error),
    );
    if (!refused.includes("something that is not Saldo's"))
      throw new StepFailed(`It was not refused: ${refused}`);
    if (
      (await run('blkid', ['--probe', '--output', 'value', '--match-tag', 'LABEL', device])) !== 'photographs'
    )
      throw new StepFailed('It was formatted.');
  });
  console.log(`\n  ${bold('A host starts by itself.')}\n`);
});

async function logFile(folder: string, name: string): Promise<string[]> {
  return (await readFile(`${folder}/${name}/var/log/saldo-bootstrap.log`, 'utf8')).split('\n');
}

async function installTools(): Promise<string | undefined> {
  const missing = Object.entries({
    debootstrap: 'debootstrap',
    'docker-registry': 'docker-registry',
    ip: 'iproute2',
    iptables: 'iptables',
    'mkfs.ext4': 'e2fsprogs',
  })
    .filter(([program]) => spawnSync('which', [program]).status !== 0)
    .map(([, name]) => name);
  if (missing.length === 0) return undefined;
  await run('apt-get', ['update', '-q']);
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  return `installed ${missing.join(', ')}`;
}

function registryArgs(folder: string): [string, string[]] {
  return ['docker-registry', ['serve', `${folder}/registry.yml`]];
}

/**
 * Pushes what a host pulls into Debian's docker-registry, whose files stay; returns Saldo's image by its
 * digest.
 */
async function fillRegistry(folder: string, watching: string[]): Promise<string> {
  await writeFile(
    `${folder}/registry.yml`,
    `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ${folder}/registry } }\nhttp: { addr: "${REGISTRY}" }\n`,
  );
  const own = await mkdtemp(`${folder}/loopback-`);
  const output = openSync(`${own}/log`, 'w');
  const [program, args] = registryArgs(folder);
  const registry = spawn(program, args, { stdio: ['ignore', output, output] });
  closeSync(output);
  try {
    await untilAnswered(`http://${REGISTRY}/v2/`, 20);
    for (const [from, to] of [
      ['postgres:18', 'library/postgres:18'],
      ['caddy:2', 'library/caddy:2'],
      [IMAGE, 'saldo:rehearsal'],
      ...watching.map((name): [string, string] => [name, name]),
    ] as const) {
      await run('docker', ['tag', from, `${REGISTRY}/${to}`]);
      await run('docker', ['push', '--quiet', `${REGISTRY}/${to}`]);
    }
    const digests = await run('docker', [
      'image',
      'inspect',
      '--format',
      '{{join .RepoDigests "\\n"}}',
      `${REGISTRY}/saldo:rehearsal`,
    ]);
    const digest = digests.split('\n').find((line) => line.startsWith(`${REGISTRY}/saldo@`));
    if (!digest) throw new StepFailed('The registry gave the image no digest.');
    return digest;
  } finally {
    registry.kill();
    await exitOf(registry);
  }
}

/**
 * The registry, and a stand-in for Amazon's parameters and metrics, on the loopback address of the machine.
 */
async function serveInNetwork(
  folder: string,
  image: string,
  atEnd: (cleanup: () => Promise<void>) => void,
): Promise<void> {
  const parameters = {
    SALDO_IMAGE: image,
    NEXTAUTH_URL: ADDRESS,
    DB_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
    DATABASE_PASSWORD: randomBytes(24).toString('hex'),
    METRICS_TOKEN: randomBytes(24).toString('hex'),
    GRAFANA_PASSWORD: randomBytes(24).toString('hex'),
  };
  await writeFile(
    `${folder}/parameters.json`,
    JSON.stringify(
      Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [`${PARAMETER_PATH}/${name}`, value]),
      ),
    ),
  );
  const output = openSync(`${folder}/amazon.log`, 'w');
  const amazon = spawnInNetwork(
    process.execPath,
    [
      path.join(import.meta.dirname, 'lib/amazon-stand-in.mjs'),
      String(AMAZON_PORT),
      `${folder}/parameters.json`,
    ],
    output,
  );
  closeSync(output);
  const [program, args] = registryArgs(folder);
  for (const child of [amazon, spawnInNetwork(program, args, 'ignore')]) {
    atEnd(async () => {
      child.kill();
      await exitOf(child);
    });
  }
}
