import { spawnSync } from 'node:child_process';

/**
 * Installs a package of Debian's where a program is missing and where it may be: by root on a machine with
 * apt-get. Services are not started.
 */
export function needProgram(program: string, name: string): void {
  if (isThere(program)) return;
  if (process.getuid?.() === 0) {
    // RUNLEVEL: a package of a server starts it otherwise, on a port that somebody else may have.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', name],
    ])
      spawnSync('apt-get', args, { env });
  }
  if (!isThere(program))
    throw new Error(`${program} is missing, which this test runs: install it (apt install ${name}).`);
}

const isThere = (program: string) => spawnSync('which', [program]).status === 0;
