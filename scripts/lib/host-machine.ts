import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepFailed } from './processes';
import { run } from './rehearsal';

// A machine of its own as far as Linux makes one without a hypervisor: a root file system, and namespaces for
// network, processes and mounts. What runs inside cannot see the processes outside, has its own port 80, and
// dies as a whole.

const NAME = 'saldo-host';
const OUTSIDE = '10.99.77.1';
export const MACHINE_ADDRESS = '10.99.77.2';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const NETWORK = `/run/netns/${NAME}`;

/** Runs a program of this machine in the other one's network. */
export function spawnInNetwork(program: string, args: string[], output: number | 'ignore'): ChildProcess {
  return spawn('nsenter', [`--net=${NETWORK}`, program, ...args], { stdio: ['ignore', output, output] });
}

/** A cable to the other machine, and its way to the internet. Returns how to take both away. */
export async function connectMachine(): Promise<() => Promise<void>> {
  const [, device = ''] = /default .*dev (\S+)/.exec(await run('ip', ['route', 'show', 'default'])) ?? [];
  const forwarding = (await readFile('/proc/sys/net/ipv4/ip_forward', 'utf8')).trim();
  const rules = [
    ['-t', 'nat', 'POSTROUTING', '-s', `${MACHINE_ADDRESS}/32`, '-o', device, '-j', 'MASQUERADE'],
    ['-t', 'filter', 'FORWARD', '-s', MACHINE_ADDRESS, '-j', 'ACCEPT'],
    ['-t', 'filter', 'FORWARD', '-d', MACHINE_ADDRESS, '-j', 'ACCEPT'],
  ];
  const change = (operation: '-I' | '-D') =>
    Promise.allSettled(
      rules.map(([flag = '', table = '', chain = '', ...rest]) =>
        run('iptables', [flag, table, operation, chain, ...rest]),
      ),
    );
  const disconnect = async () => {
    await change('-D');
    await run('ip', ['netns', 'delete', NAME]).catch(() => undefined);
    await writeFile('/proc/sys/net/ipv4/ip_forward', forwarding);
  };
  // What an interrupted rehearsal left behind.
  await disconnect();
  await run('ip', ['netns', 'add', NAME]);
  await run('ip', ['link', 'add', 'saldo-out', 'type', 'veth', 'peer', 'name', 'saldo-in', 'netns', NAME]);
  await run('ip', ['address', 'add', `${OUTSIDE}/30`, 'dev', 'saldo-out']);
  await run('ip', ['link', 'set', 'saldo-out', 'up']);
  const inside = (...args: string[]) => run('ip', ['-n', NAME, ...args]);
  await inside('link', 'set', 'lo', 'up');
  await inside('address', 'add', `${MACHINE_ADDRESS}/30`, 'dev', 'saldo-in');
  await inside('link', 'set', 'saldo-in', 'up');
  await inside('route', 'add', 'default', 'via', OUTSIDE);
  await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
  await change('-I');
  return disconnect;
}

/**
 * A bare Debian in a folder: what debootstrap makes, told where this machine gets its packages and its names
 * from.
 */
export async function bareDebian(folder: string): Promise<void> {
  const sources = await run('bash', [
    '-c',
    'cat /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null || true',
  ]);
  const mirror = /https?:\/\/\S+\/debian(?=\/?\s|\/?$)/m.exec(sources)?.[0];
  if (!mirror) throw new StepFailed('No Debian mirror found in the package sources of this machine.');
  await run('debootstrap', ['--variant=minbase', 'bookworm', folder, mirror]);
  await writeFile(
    `${folder}/etc/apt/sources.list`,
    ['bookworm', 'bookworm-updates'].map((suite) => `deb ${mirror} ${suite} main\n`).join(''),
  );
  await cp('/etc/resolv.conf', `${folder}/etc/resolv.conf`, { dereference: true });
}

/** A running machine: commands can be run in it until it is stopped. */
export class Machine {
  private constructor(
    private readonly init: ChildProcess,
    private readonly pid: number,
  ) {}

  static async start(root: string): Promise<Machine> {
    for (const folder of ['proc', 'sys', 'dev', 'run']) await mkdir(`${root}/${folder}`, { recursive: true });
    // Docker wants the root of what it runs in to be a mount of its own. The first process does what an init
    // does here: it waits for whatever lost its parent, and starts Docker once that is installed.
    const life =
      'while :; do [ -x /usr/sbin/dockerd ] && [ ! -e /run/docker.pid ] && { /usr/sbin/dockerd >>/var/log/dockerd.log 2>&1 & }; sleep 2; done';
    const script = `mount --make-rprivate / && mount --bind ${root} ${root} && mount -t proc proc ${root}/proc && mount --rbind /sys ${root}/sys && mount --rbind /dev ${root}/dev && mount -t tmpfs tmpfs ${root}/run && exec env -i PATH=${PATH} chroot ${root} /bin/bash -c '${life}'`;
    const init = spawn(
      'nsenter',
      [`--net=${NETWORK}`, 'unshare', '--mount', '--pid', '--fork', '--kill-child', 'bash', '-c', script],
      { stdio: 'ignore' },
    );
    for (let tries = 0; tries < 50; tries++) {
      await sleep(100);
      const child = (
        await readFile(`/proc/${init.pid}/task/${init.pid}/children`, 'utf8').catch(() => '')
      ).trim();
      const mounted =
        child &&
        (await run('nsenter', ['--target', child, '--mount', '--root', '--wd', 'test', '-e', '/proc/1']).then(
          () => true,
          () => false,
        ));
      if (mounted) return new Machine(init, Number(child));
    }
    throw new StepFailed('The machine did not start; rehearsing a host needs root and namespaces.');
  }

  run(command: string[], env: Record<string, string> = {}): Promise<string> {
    const variables = Object.entries({ PATH, HOME: '/root', LANG: 'C.UTF-8', ...env }).map(
      ([name, value]) => `${name}=${value}`,
    );
    return run('nsenter', [
      '--target',
      String(this.pid),
      '--mount',
      '--pid',
      '--net',
      '--root',
      '--wd',
      'env',
      '-i',
      ...variables,
      ...command,
    ]);
  }

  async stop(): Promise<void> {
    if (this.init.exitCode !== null || this.init.signalCode !== null) return;
    const ended = new Promise((resolve) => this.init.once('exit', resolve));
    // As a shutdown does: PostgreSQL finishes what it writes.
    await this.run(['bash', '-c', 'docker ps -q | xargs -r docker stop -t 40']).catch(() => undefined);
    process.kill(this.pid, 'SIGKILL');
    await ended;
  }
}
