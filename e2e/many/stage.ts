import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../chaos/stage';
import { needProgram } from '@/infra/src/testing/debian';
import type { Run } from '@/scripts/lib/main';
import { freePort } from '@/scripts/lib/ports';
import { exitOf, signalGroup, startLogged, stopProcess, type Variables } from '@/scripts/lib/processes';

/**
 * A process of Saldo as production runs it, that can be killed, told to stop, and started again at the same
 * port.
 */
export type Process = {
  url: string;
  child: () => ChildProcess;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  exit: () => Promise<string | number>;
};

async function startProcess(
  run: Run,
  file: 'server' | 'worker',
  log: string,
  variable: 'PORT' | 'METRICS_PORT',
  env: Variables,
): Promise<Process> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let times = 0;
  let child: ChildProcess | undefined;
  const start = async () => {
    child = startLogged(['--enable-source-maps', `dist/${file}.js`], `${log}-${(times += 1)}.log`, {
      ...env,
      [variable]: String(port),
    }).child;
    await untilReady(url);
  };
  const current = () => {
    if (!child) throw new Error('The process was never started.');
    return child;
  };
  run.atEnd((hard) => (child ? stopProcess(child, hard ? 0 : 15_000) : Promise.resolve()));
  await start();
  return {
    url,
    child: current,
    start,
    exit: () => exitOf(current()),
    kill: async () => {
      signalGroup(current(), 'SIGKILL');
      await exitOf(current());
    },
  };
}

export const startWeb = (run: Run, log: string, env: Variables) =>
  startProcess(run, 'server', log, 'PORT', env);
export const startWorker = (run: Run, log: string, env: Variables) =>
  startProcess(run, 'worker', log, 'METRICS_PORT', env);

export const untilReady = (url: string) =>
  until(`${url} is ready`, async () => (await fetch(`${url}/api/health/ready`)).ok);

/**
 * Debian's nginx before the addresses, in turn, with its own settings for what to do when one of them is
 * gone.
 */
export async function startNginx(run: Run, folder: string, urls: readonly string[]): Promise<string> {
  needProgram('nginx', 'nginx-light');
  const port = await freePort();
  const home = path.join(folder, 'nginx');
  await mkdir(home, { recursive: true });
  const servers = urls.map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;`).join(' ');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${home}/${name};`)
    .join('\n  ');
  await writeFile(
    path.join(home, 'nginx.conf'),
    // As root nginx would hand its work to a user who cannot enter this folder, where large uploads wait.
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${home}/pid;
error_log ${home}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary}
  upstream saldo { ${servers} keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 20m;
    location / {
      proxy_pass http://saldo;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Request-Id $request_id;
    }
  }
}
`,
  );
  const child = spawn(
    'nginx',
    ['-p', home, '-c', path.join(home, 'nginx.conf'), '-e', path.join(home, 'error.log')],
    { stdio: 'ignore', detached: true },
  );
  run.atEnd(() => stopProcess(child, 5_000));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url);
  return url;
}
