import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const MAC = ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return COMMANDS.flatMap((command) => folders.map((folder) => path.join(folder, command)));
}

/** What `playwright install chromium` fetched for this or another version of Playwright; the newest first. */
function fromPlaywright(): string[] {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    path.join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'ms-playwright');
  const folders = existsSync(cache) ? readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name)) : [];
  folders.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  return [
    chromium.executablePath(),
    ...folders.flatMap((folder) => inside.map((file) => path.join(cache, folder, file))),
  ];
}

function installed(): string | undefined {
  return [...onPath(), ...MAC, ...fromPlaywright()].find((file) => existsSync(file));
}

/** Debian's own package, where we may: root on a machine with apt-get. */
async function installFromDebian(): Promise<void> {
  console.log('  No Chromium found: installing the chromium package of this system …');
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
  ]) {
    const child = spawn('apt-get', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
    if (code !== 0)
      throw new Error(
        `apt-get ${args[0]} failed:\n${said.trim().split('\n').slice(-5).join('\n')}\n${ADVICE}`,
      );
  }
}

const ADVICE =
  'The journeys need a browser: install Chromium or Google Chrome, or set CHROMIUM_PATH to the program.';

/**
 * The browser to drive: the one that CHROMIUM_PATH names, else one that is installed, else one that we
 * install.
 */
export async function findBrowser(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist.`);
    return chosen;
  }
  const found = installed();
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) await installFromDebian();
  const now = installed();
  if (!now) throw new Error(ADVICE);
  return now;
}

export async function launchBrowser(): Promise<Browser> {
  const flags = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ];
  // Chromium's sandbox needs privileges that it refuses to use as root; containers usually lack them for
  // everyone.
  return chromium.launch({
    executablePath: await findBrowser(),
    headless: true,
    args: [...flags, '--no-sandbox'],
  });
}
