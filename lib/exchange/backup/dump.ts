import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { checkClient, dumpDatabase } from './postgres-client';
import { sealFile } from './sealed-file';

/** The first message of a dump: what has to be there when it is restored. */
export type Manifest = { at: string; counts: Record<string, number> };

/** A wrapped data key as a row of JSON. */
export type KeyRow = { household_id: string; version: number };

/**
 * The one table whose rows are not in a dump but in a file of their own: what they open must be able to end
 * before the dump does.
 */
export const KEYS_TABLE = 'public.data_key';

/**
 * Writes a dump and the data keys that open it, both sealed and both of the same moment. Returns the size of
 * the dump.
 */
export async function writeDump(
  owner: pg.Client,
  url: string,
  files: { dump: { name: string; file: string }; keys: { name: string; file: string } },
  signal?: AbortSignal,
): Promise<number> {
  // What a transaction of this kind sees, the dump and all counts see too.
  await owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const {
      rows: [now],
    } = await owner.query<{ snapshot: string; at: Date; version: number }>(
      `SELECT pg_export_snapshot() AS snapshot, now() AS at, current_setting('server_version_num')::int /
        10000 AS version`,
    );
    if (!now) throw new Error('The database did not export a snapshot.');
    checkClient(now.version);
    const manifest: Manifest = { at: now.at.toISOString(), counts: await countRows(owner) };
    const {
      rows: [keys],
    } = await owner.query<{ keys: KeyRow[] }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(k)), '[]') AS keys FROM data_key k`,
    );
    await write(files.keys.file, sealFile(files.keys.name, messages(keys?.keys)));
    await write(
      files.dump.file,
      sealFile(
        files.dump.name,
        messages(manifest, dumpDatabase(url, { snapshot: now.snapshot, withoutRowsOf: KEYS_TABLE, signal })),
      ),
    );
  } finally {
    await owner.query('ROLLBACK');
  }
  return (await stat(files.dump.file)).size;
}

async function* messages(first: unknown, rest?: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(JSON.stringify(first));
  if (rest) yield* rest;
}

async function write(file: string, content: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(content), createWriteStream(file, { mode: 0o600 }));
}

/** How many rows each table of Saldo's own and of its queue has, but for the keys. */
export async function countRows(on: pg.Client): Promise<Record<string, number>> {
  const { rows: tables } = await on.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('public', 'pgboss') ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    if (name === KEYS_TABLE) continue;
    const { rows } = await on.query<{ count: number }>(`SELECT count(*)::float8 AS count FROM ${name}`);
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}
