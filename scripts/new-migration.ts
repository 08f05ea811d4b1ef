import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrationsFolder, readMigrations } from '@/lib/platform/db/migration-files';
import { withSchemaEngine } from '@/lib/platform/db/schema-engine';
import { main } from './lib/main';
import { readSchema } from './lib/prisma-schema';
import { startScratchPostgres } from './lib/scratch-postgres';

// The state the last migration led to. Prisma's own way, replaying all migrations into a shadow database and
// reading that back, does not work over the driver adapter, so the schema is kept beside the migrations. It
// must not end in `.prisma`: the whole folder is the schema, and everything would be defined twice.
const SNAPSHOT = path.join(migrationsFolder(), 'schema.snapshot');

async function readSnapshot(): Promise<string | undefined> {
  const snapshot = await readFile(SNAPSHOT, 'utf8').catch(() => undefined);
  const { migrationDirectories } = await readMigrations();
  if (snapshot === undefined && migrationDirectories.length > 0) {
    throw new Error(
      'There are migrations but no prisma/migrations/schema.snapshot to compare with; restore that file first.',
    );
  }
  return snapshot;
}

function target(content: string | undefined) {
  if (content === undefined) return { tag: 'empty' as const };
  return { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] };
}

await main(async ({ root, atEnd }) => {
  const name = process.argv[2]
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (!name) throw new Error('Say what the migration does: npm run db:migration -- add_tags');

  const [before, after] = [await readSnapshot(), await readSchema(root)];
  // Comparing two schemas asks no database anything, but the engine insists on being connected to one.
  const server = await startScratchPostgres(root);
  atEnd((hard) => server.stop(hard));
  const { stdout } = await withSchemaEngine(server.url('postgres'), (engine) =>
    engine.diff({
      from: target(before),
      to: target(after),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  if (!stdout || stdout.includes('This is an empty migration')) {
    // Comments and the order of things may still have changed, and the test compares the text.
    if (before !== undefined) await writeFile(SNAPSHOT, after);
    console.log('The tables are what the last migration made: no migration is needed.');
    return;
  }
  const folder = path.join(
    migrationsFolder(),
    `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`,
  );
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'migration.sql'), stdout);
  await writeFile(SNAPSHOT, after);
  // The file `prisma migrate` looks for; the engine refuses a folder that was made for another kind of
  // database.
  await writeFile(path.join(migrationsFolder(), 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(
    `Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it, add what a schema cannot say, and commit it.`,
  );
});
