import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { shellcheck } from '../testing/shellcheck';
import { MAXIMUM_BYTES, renderUserData } from './render';

const ARGS = {
  region: 'eu-central-1',
  stack: 'single',
  parameterPath: '/saldo/single',
  dataDevice: '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0',
};

describe('the script of the first start', () => {
  it('is the same every time', () => {
    expect(renderUserData(ARGS)).toBe(renderUserData({ ...ARGS }));
  });

  it('is no longer than Amazon takes', () => {
    expect(Buffer.byteLength(renderUserData(ARGS))).toBeLessThan(MAXIMUM_BYTES);
  });

  it('starts every service that watches', () => {
    const { services } = parse(readFileSync(path.resolve(__dirname, '../../../docker-compose.yml'), 'utf8'), {
      merge: true,
    }) as { services: Record<string, { profiles?: string[] }> };
    const watching = Object.keys(services).filter((name) => services[name]?.profiles?.includes('monitoring'));
    expect(renderUserData(ARGS)).toContain(`for service in ${watching.join(' ')}; do`);
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
      expect(
        shellcheck(
          rendered,
          ...['saldo-up.sh', 'saldo-watch.sh', 'saldo-keep.sh', '../run-task.sh', '../../roll-out.sh'].map(
            (file) => path.join(__dirname, file),
          ),
        ),
      ).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
