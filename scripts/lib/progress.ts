import { performance } from 'node:perf_hooks';

const live = process.stdout.isTTY && !process.env.CI;
const paint = (code: number, text: string) =>
  process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;

export const dim = (text: string) => paint(2, text);
export const bold = (text: string) => paint(1, text);

/** "0.4 s", "12 s", "3 min 5 s": as exact as a person cares to know. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Runs one step and shows that it runs, how it ended, and how long it took. A text that the step returns is
 * shown as a remark.
 */
export async function step(title: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  process.stdout.write(live ? `  ${dim('…')} ${title}` : `  … ${title}\n`);
  const finish = (mark: string, remark: string) =>
    process.stdout.write(
      `${live ? '\r\u001b[2K' : ''}  ${mark} ${title}${remark ? `: ${remark}` : ''} ${dim(`(${duration(performance.now() - started)})`)}\n`,
    );
  try {
    const remark = await work();
    finish(paint(32, '✓'), typeof remark === 'string' ? remark : '');
  } catch (error) {
    finish(paint(31, '✗'), '');
    throw error;
  }
}
