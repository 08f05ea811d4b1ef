import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { HouseholdId } from '@/lib/platform/scope';
import { AccessError } from '@/lib/platform/errors/domain-error';
import { errorStack, log } from '@/lib/platform/log';
import { CSV_HEAD, csvLines } from './csv';
import { READERS, readSource, type Source } from './data';
import {
  CSV_FILE,
  ENTITY_NAMES,
  type EntityName,
  fileOf,
  FORMAT,
  FORMAT_VERSION,
  type Manifest,
  MANIFEST_FILE,
} from './format';

/** Each export keeps a database connection for as long as its reader takes; most of them are for pages. */
const MOST_AT_ONCE = 2;
/** A reader that takes nothing for so long is not waited for any more. */
const PATIENCE_MS = 60_000;
let running = 0;

/**
 * Begins an export of a household as one person sees it and returns the ZIP as it comes to be, which is never
 * whole in memory. What goes wrong later ends the stream with an error. Throws TOO_MANY_REQUESTS while others
 * are being read by this process.
 */
export function startExport(householdId: HouseholdId, userId: string, patienceMs = PATIENCE_MS): Readable {
  if (running >= MOST_AT_ONCE)
    throw new AccessError('TOO_MANY_REQUESTS', 'Other exports are being made: try again in a minute.');
  running += 1;
  const output = new PassThrough();
  const patience = setTimeout(() => output.destroy(), patienceMs);
  readSource(householdId, userId, (source) => writeZip(source, output, () => patience.refresh()))
    .finally(() => {
      clearTimeout(patience);
      running -= 1;
    })
    .then(
      // Only now, so that whoever has read all of it can begin another one at once.
      () => output.end(),
      (error: unknown) => {
        // Who closes the download is no failure; the stream is gone then.
        if (!output.destroyed) log.error('an export failed', { stack: errorStack(error) });
        output.destroy(error instanceof Error ? error : undefined);
      },
    );
  return output;
}

/** `progressed` is told each time the reader has taken so much that more is read for it. */
async function writeZip(source: Source, output: Writable, progressed: () => void): Promise<void> {
  const zip = new ZipFile();
  const rows: Manifest['rows'] = {};
  let current: Readable | undefined;
  // A file begins to be read when the one before it is through: they share one connection.
  const add = (name: string, chunks: () => Iterable<string> | AsyncIterable<string>) =>
    zip.addReadStreamLazy(name, (begin) => {
      current = Readable.from(watched(chunks(), progressed));
      begin(null, current);
    });
  for (const name of ENTITY_NAMES) add(fileOf(name), () => jsonLines(source, name, rows));
  add(CSV_FILE, () => csv(source));
  add(MANIFEST_FILE, () => [
    `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, rows } satisfies Manifest, null, 2)}\n`,
  ]);
  zip.on('error', (error: Error) => output.destroy(error));
  zip.end();
  try {
    await pipeline(zip.outputStream, output, { end: false });
  } finally {
    // Where the download was broken off, nothing may be asked of a connection that has gone back to the
    // others.
    current?.destroy();
  }
}

async function* watched(
  chunks: Iterable<string> | AsyncIterable<string>,
  progressed: () => void,
): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    progressed();
    yield chunk;
  }
}

async function* jsonLines(source: Source, name: EntityName, rows: Manifest['rows']): AsyncGenerator<string> {
  let count = 0;
  for await (const lines of READERS[name](source)) {
    count += lines.length;
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
  rows[name] = count;
}

async function* csv(source: Source): AsyncGenerator<string> {
  const { reference, accountIds, categoryIds } = source;
  const accounts = accountIds.map((id) => reference.accounts.get(id) ?? { name: '', currency: '' });
  const categories = categoryIds.map((id) => reference.categories.get(id)?.name ?? '');
  yield CSV_HEAD;
  for await (const lines of READERS.transactions(source)) yield csvLines(lines, accounts, categories);
}
