import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/**
 * Where the migrations are: every process of Saldo runs with the checkout (or the image's app folder) as
 * working directory.
 */
export function migrationsFolder(): string {
  return path.join(process.cwd(), 'prisma', 'migrations');
}

/** Reads the migrations folder into the form Prisma's schema engine takes, oldest first. */
export async function readMigrations(folder = migrationsFolder()): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const lockfile = 'migration_lock.toml';
  return {
    baseDir: folder,
    lockfile: {
      path: lockfile,
      content: await readFile(path.join(folder, lockfile), 'utf8').catch(() => null),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
