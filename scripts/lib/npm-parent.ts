import { readFileSync } from 'node:fs';

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * A way to ask whether the npm that runs this script is gone. Killed with -9 (or with the shell in between by SIGTERM, which
 * npm passes on to that shell only), it leaves us running where nobody could stop us from a terminal any more.
 * Not started by npm, we belong to nobody and are never orphaned.
 */
export function watchNpm(): () => boolean {
  if (process.env.npm_lifecycle_event === undefined) return () => false;
  const parent = process.ppid;
  // Some shells replace themselves by the one command they are given, others stay in between.
  const shell = /^(sh|dash|ash|bash|busybox)$/.test(read(parent, 'comm'));
  const npm = shell ? Number(/\) \S (\d+)/.exec(read(parent, 'stat'))?.[1]) : parent;
  return () => process.ppid !== parent || !isAlive(npm);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
