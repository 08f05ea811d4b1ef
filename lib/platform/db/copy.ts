import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { inSpan } from '@/lib/platform/tracing/spans';
import type { Queryable } from './pool';

/**
 * Streams rows into a table with COPY, the fastest way into PostgreSQL. `target` is the table with its
 * columns; each row is its cells in COPY's text format (see copyText and copyBytes), null for NULL.
 */
export async function copyInto(
  tx: Queryable,
  target: string,
  rows: Iterable<(string | null)[]> | AsyncIterable<(string | null)[]>,
): Promise<void> {
  const chunks = async function* () {
    let chunk = '';
    for await (const cells of rows) {
      chunk += `${cells.map((cell) => cell ?? '\\N').join('\t')}\n`;
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  };
  await inSpan('statement', 'COPY', {}, () =>
    pipeline(Readable.from(chunks()), (tx as pg.PoolClient).query(copyFrom(`COPY ${target} FROM STDIN`))),
  );
}

// A stream hands over one chunk at a time; a chunk per row would cost more than the row.
const CHUNK_LENGTH = 64 * 1024;

/** Bytes as COPY's text format wants them. Ids, dates, enum values and numbers need nothing of the kind. */
export function copyBytes(bytes: Buffer): string {
  return `\\\\x${bytes.toString('hex')}`;
}
