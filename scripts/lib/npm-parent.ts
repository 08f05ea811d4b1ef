import { readFileSync } from 'node:fs';

/** The parent of a process and its name, on systems that have /proc. */
function look(pid: number): { name: string; parent: string } {
  try {
    const [, name = '', parent = ''] =
      /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, parent };
  } catch {
    return { name: '', parent: '' };
  }
}

/**
 * Who we were started by: npm, through a shell that some systems leave in between and others replace by its
 * one command.
 */
function ancestry(): string {
  const { name, parent } = look(process.ppid);
  return `${process.ppid} ${/^(sh|dash|ash|bash|busybox)$/.test(name) ? parent : ''}`;
}

/**
 * A way to ask whether the npm that runs this script is gone. Killed with -9 (or with SIGTERM, which npm
 * passes on to the shell alone), it leaves us running where nobody could stop us from a terminal any more.
 * Orphans get a new parent. Not started by npm, we belong to nobody and are never orphaned.
 */
export function watchNpm(): () => boolean {
  if (process.env.npm_lifecycle_event === undefined) return () => false;
  const before = ancestry();
  return () => ancestry() !== before;
}
