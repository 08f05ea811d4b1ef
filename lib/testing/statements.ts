import pg from 'pg';

/**
 * Runs `work` and tells which statements it sent over pg, in order: lists promise how many they need.
 * Statements of the harness around `work` are not counted.
 */
export async function recordStatements<T>(
  work: () => Promise<T>,
): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = [];
  const original = pg.Client.prototype.query;
  const recording = function (this: pg.Client, ...args: unknown[]) {
    const [query] = args;
    const text = typeof query === 'string' ? query : ((query as { text?: string }).text ?? 'stream');
    statements.push(text.replace(/\s+/g, ' ').trim());
    return (original as (...rest: unknown[]) => unknown).apply(this, args);
  };
  pg.Client.prototype.query = recording as never;
  try {
    return { result: await work(), statements };
  } finally {
    pg.Client.prototype.query = original;
  }
}
