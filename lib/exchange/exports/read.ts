import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { z } from 'zod';
import {
  CSV_FILE,
  ENTITIES,
  type EntityName,
  ENTITY_NAMES,
  fileOf,
  FORMAT_VERSION,
  type Line,
  type Manifest,
  MANIFEST_FILE,
  manifestSchema,
} from './format';
import { ExportFileError } from './errors';

/** What is uploaded, and what it may grow to: 100,000 transactions were 4 MB when this was written. */
export const MAX_EXPORT_BYTES = 100 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const MAX_LINE_CHARACTERS = 1024 * 1024;
const FILES = new Set([...ENTITY_NAMES.map(fileOf), CSV_FILE, MANIFEST_FILE]);

/** The files of an export, to be read in their order. */
export type OpenedExport = {
  manifest: Manifest;
  lines: <Name extends EntityName>(name: Name) => AsyncGenerator<{ line: Line<Name>; number: number }>;
};

/**
 * Opens an export that somebody uploaded. Only files of the names that an export has are read, each once, and
 * nothing of the file is ever a path. Sizes are those that the file states, and reading stops where it turns
 * out to be larger. Throws ExportFileError.
 */
export async function openExport(bytes: Buffer): Promise<OpenedExport> {
  const { zip, entries } = await openZip(bytes);
  const manifest = await readManifest(zip, entries.get(MANIFEST_FILE));
  return {
    manifest,
    lines: async function* (name) {
      const file = fileOf(name);
      const entry = entries.get(file);
      if (!entry) throw notAnExport(`${file} is missing in it`);
      let number = 0;
      for await (const text of linesOf(zip, entry, file)) {
        number += 1;
        yield { line: parseLine(name, text, number), number };
      }
      if (number !== manifest.rows[name])
        throw notAnExport(`${file} has ${number} lines and should have ${manifest.rows[name] ?? 0}`);
    },
  };
}

function notAnExport(why: string): ExportFileError {
  return new ExportFileError(
    'NOT_AN_EXPORT',
    `This is not a complete Saldo export (${why}): choose the ZIP file as it was downloaded.`,
  );
}

async function openZip(bytes: Buffer): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (!FILES.has(entry.fileName) || entries.has(entry.fileName))
        throw notAnExport('it holds other files');
      entries.set(entry.fileName, entry);
      unpacked += entry.uncompressedSize;
    }
  } catch (error) {
    if (error instanceof ExportFileError) throw error;
    throw notAnExport('it is no ZIP file');
  }
  if (unpacked > MAX_UNPACKED_BYTES)
    throw new ExportFileError(
      'TOO_LARGE',
      'The file holds more than one gigabyte: Saldo takes no more than that at once.',
    );
  return { zip, entries };
}

async function readManifest(zip: ZipFile, entry: Entry | undefined): Promise<Manifest> {
  if (!entry || entry.uncompressedSize > MAX_LINE_CHARACTERS)
    throw notAnExport(`${MANIFEST_FILE} is missing in it`);
  let text = '';
  for await (const line of linesOf(zip, entry, MANIFEST_FILE)) text += line;
  const manifest = manifestSchema.safeParse(jsonOf(text));
  if (!manifest.success) throw notAnExport(`${MANIFEST_FILE} does not say what it is`);
  const { version } = manifest.data;
  if (version !== FORMAT_VERSION)
    throw new ExportFileError(
      'NEWER',
      `This export is of version ${version}, and this Saldo reads version ${FORMAT_VERSION}: update it first.`,
    );
  return manifest.data;
}

/**
 * The lines of a file, which ends with the end of one. What is longer than any line of ours is refused before
 * it is whole in memory.
 */
async function* linesOf(zip: ZipFile, entry: Entry, file: string): AsyncGenerator<string> {
  let rest = '';
  const stream = await zip.openReadStreamPromise(entry).catch(() => {
    throw notAnExport(`${file} is broken`);
  });
  try {
    for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE_CHARACTERS) throw notAnExport(`${file} has a line that is too long`);
      yield* lines;
    }
  } catch (error) {
    // A file that turns out longer or shorter than it states ends so too.
    throw error instanceof ExportFileError ? error : notAnExport(`${file} is broken`);
  } finally {
    stream.destroy();
  }
  if (rest !== '') throw notAnExport(`${file} ends in the middle of a line`);
}

function parseLine<Name extends EntityName>(name: Name, text: string, number: number): Line<Name> {
  const parsed = (ENTITIES[name] as unknown as z.ZodType<Line<Name>>).safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrongLine(
    name,
    number,
    issue
      ? `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`.slice(0, 300)
      : 'It is not as it should be.',
  );
}

/** The refusal of a line. `why` is a sentence. */
export function wrongLine(name: EntityName, number: number, why: string): ExportFileError {
  const file = fileOf(name);
  return new ExportFileError('LINE', `Line ${number} of ${file} cannot be taken in, so nothing was: ${why}`, {
    file,
    line: number,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
