import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** The whole Prisma schema of the checkout as one text, in a fixed order. */
export async function readSchema(root: string): Promise<string> {
  const folder = path.join(root, 'prisma');
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith('.prisma'))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.map((text) => text.trim()).join('\n\n') + '\n';
}
