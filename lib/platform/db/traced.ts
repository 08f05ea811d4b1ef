import type pg from 'pg';
import { inSpan } from '@/lib/platform/tracing/spans';

/**
 * Has the statements that go through a pool traced from now on, where spans are taken: by their first word
 * and their name, never by more.
 */
export function traceStatements(pool: pg.Pool): pg.Pool {
  if (globalThis.saldoTracing) {
    trace(pool);
    pool.on('connect', trace);
  }
  return pool;
}

type Statement = string | { text?: string; name?: string; submit?: unknown };

function trace(asked: pg.Pool | pg.PoolClient): void {
  const ask = asked.query.bind(asked) as (...given: unknown[]) => Promise<unknown>;
  const traced = (...given: [Statement, ...unknown[]]) => {
    const [statement] = given;
    // A pool hands what it is asked on to a client, with a callback: that is one statement. What has a
    // `submit` is a stream (copy.ts).
    const isOther =
      typeof given.at(-1) === 'function' || (typeof statement === 'object' && statement.submit !== undefined);
    return isOther ? ask(...given) : inSpan('statement', nameOf(statement), {}, () => ask(...given));
  };
  asked.query = traced as typeof asked.query;
}

function nameOf(statement: Statement): string {
  const { text = '', name } = typeof statement === 'string' ? { text: statement } : statement;
  const verb = /^\s*([a-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? 'statement';
  return name ? `${verb} ${name}` : verb;
}
