import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Folders that are made from the sources, or say nothing about the product. Their names count at any depth.
 */
const NOT_SOURCES = new Set([
  'node_modules',
  '__generated__',
  'coverage',
  'dist',
  'docs',
  'e2e',
  'bench',
  'infra',
  'testing',
]);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      if (entry.name.startsWith('.') || NOT_SOURCES.has(entry.name)) return [];
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : entry.isFile() ? [file] : [];
    }),
  );
  return found.flat();
}

/** Every file the product may be made of, relative to the root and in a fixed order. */
export async function sourceFiles(root: string): Promise<string[]> {
  const files = (await filesBelow(root)).map((file) => path.relative(root, file));
  return files
    .filter((file) => !/\.(test\.tsx?|md|tsbuildinfo)$|^(LICENSE|next-env\.d\.ts)$/.test(file))
    .sort();
}

/** One hash of the names and contents of files; `keep` leaves out a file by its content. */
export async function hashFiles(
  root: string,
  files: string[],
  keep: (content: string, file: string) => boolean = () => true,
): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  const contents = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
  files.forEach((file, index) => {
    const content = contents[index] ?? '';
    if (keep(content, file)) hash.update(`${file}\0${content.length}\0${content}`);
  });
  return hash.digest('hex');
}

/**
 * Makes something again when its inputs changed since the last time, or when it is gone.
 *
 * @param stamp the file that remembers what it was last made from.
 * @param hash of the inputs; asked again afterwards, since some generators also write into their own inputs.
 * @param made files that must be there.
 * @returns whether it was made.
 */
export async function whenChanged(
  stamp: string,
  hash: () => Promise<string>,
  made: string[],
  make: () => Promise<unknown>,
): Promise<boolean> {
  const last = await readFile(stamp, 'utf8').catch(() => '');
  if (last === (await hash()) && made.every((file) => existsSync(file))) return false;
  await make();
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(stamp, await hash());
  return true;
}
