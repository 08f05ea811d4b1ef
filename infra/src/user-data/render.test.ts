import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shellcheck } from '../testing/shellcheck';
import { MAXIMUM_BYTES, renderUserData } from './render';

const ARGS = { region: 'eu-central-1', stack: 'single', parameterPath: '/saldo/single', dataDevice: '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0' };

describe('the script of the first start', () => {
  it('is the same every time', () => {
    expect(renderUserData(ARGS)).toBe(renderUserData({ ...ARGS }));
  });

  it('is no longer than Amazon takes', () => {
    expect(Buffer.byteLength(renderUserData(ARGS))).toBeLessThan(MAXIMUM_BYTES);
  });

  it('carries no secret, and the compose file without what monitors it', () => {
    const script = renderUserData(ARGS);
    expect(script).toContain('DB_ENCRYPTION_KEY: ${DB_ENCRYPTION_KEY:?');
    expect(script).toContain('reverse_proxy web:3000');
    expect(script).not.toContain('profiles: [monitoring]');
    for (const service of ['postgres', 'migrate', 'web', 'worker', 'backup', 'caddy', 'mail']) expect(script).toContain(`\n  ${service}:\n`);
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
      expect(shellcheck(rendered, ...['saldo-up.sh', 'saldo-watch.sh', '../run-task.sh', '../../roll-out.sh'].map((file) => path.join(__dirname, file)))).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
