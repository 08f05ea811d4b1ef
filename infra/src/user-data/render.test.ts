import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MAXIMUM_BYTES, renderUserData } from './render';

const ARGS = { region: 'eu-central-1', stack: 'single', parameterPath: '/saldo/single', dataDevice: '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0' };

/** Debian's shellcheck, which is installed where it may be: root on a machine with apt-get. */
function shellcheck(...files: string[]): string {
  const run = () => spawnSync('shellcheck', ['--severity=style', ...files], { encoding: 'utf8' });
  let result = run();
  if (result.error && process.getuid?.() === 0) {
    for (const args of [['update', '-q'], ['install', '-y', '-q', '--no-install-recommends', 'shellcheck']]) spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    result = run();
  }
  if (result.error) throw new Error('The scripts of the host are checked by shellcheck: install it (apt install shellcheck).');
  return result.stdout;
}

describe('the script of the first start', () => {
  it('is the same every time', () => {
    expect(renderUserData(ARGS)).toBe(renderUserData({ ...ARGS }));
  });

  it('is no longer than Amazon takes', () => {
    expect(Buffer.byteLength(renderUserData(ARGS))).toBeLessThan(MAXIMUM_BYTES);
  });

  it('carries no secret, and the compose file as it is', () => {
    const script = renderUserData(ARGS);
    expect(script).toContain('DB_ENCRYPTION_KEY: ${DB_ENCRYPTION_KEY:?');
    expect(script).toContain('reverse_proxy web:3000');
  });

  it('quotes what it is given', () => {
    const script = renderUserData({ ...ARGS, stack: "it's $HOME" });
    expect(script).toContain(`STACK='it'\\''s $HOME'`);
  });

  it('is clean to shellcheck, and so are the scripts it puts on the host', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'saldo-user-data-'));
    try {
      const rendered = path.join(folder, 'user-data.sh');
      writeFileSync(rendered, renderUserData(ARGS));
      expect(shellcheck(rendered, ...['saldo-up.sh', 'saldo-watch.sh', '../run-task.sh'].map((file) => path.join(__dirname, file)))).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
