import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BackupPlace } from './place';

export function folderPlace(folder: string): BackupPlace {
  const at = (name: string) => path.join(folder, name);
  return {
    called: folder,
    async put(name, file) {
      await mkdir(path.dirname(at(name)), { recursive: true, mode: 0o700 });
      const partial = `${at(name)}.part`;
      await copyFile(file, partial);
      // The name must not outlive a power cut that the content did not.
      const handle = await open(partial, 'r');
      await handle.sync();
      await handle.close();
      await rename(partial, at(name));
    },
    get: (name, file) => copyFile(at(name), file),
    async list(kind) {
      const names = await readdir(at(kind)).catch(() => []);
      return names
        .filter((name) => name.endsWith('.saldo'))
        .map((name) => `${kind}/${name}`)
        .sort();
    },
    remove: (name) => rm(at(name), { force: true }),
  };
}
