import { spawnSync } from 'node:child_process';

/**
 * What shellcheck says about scripts. Debian's is installed where it may be: by root on a machine with
 * apt-get.
 */
export function shellcheck(...files: string[]): string {
  const run = () => spawnSync('shellcheck', ['--severity=style', ...files], { encoding: 'utf8' });
  let result = run();
  if (result.error && process.getuid?.() === 0) {
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', 'shellcheck'],
    ])
      spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    result = run();
  }
  if (result.error)
    throw new Error(
      'The scripts of hosts and pipelines are checked by shellcheck: install it (apt install shellcheck).',
    );
  return result.stdout;
}
