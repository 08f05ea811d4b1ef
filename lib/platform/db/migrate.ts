import { Client } from 'pg';
import { readMigrations } from './migration-files';
import { withSchemaEngine } from './schema-engine';

const OLDEST_SERVER = 15;

/** Any fixed number does; it only has to be the same in every process that migrates. */
const LOCK = 7_265_911_204;

const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * A database that Saldo will not touch, or a migration that failed: the message is one sentence for the
 * operator.
 */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Brings the database up to the newest migration of `prisma/migrations`, and keeps `_prisma_migrations` as
 * `prisma migrate deploy` does. Safe to call from several processes at once: one works, the others wait.
 *
 * @param databaseUrl PostgreSQL 15 or newer, empty or Saldo's own.
 * @param options.log receives one line for each migration applied.
 * @returns the names of the migrations applied now, oldest first; empty when there was nothing to do.
 * @throws {MigrationError} with one sentence, before anything is written or with the failed migration rolled
 *   back.
 */
export async function migrate(
  databaseUrl: string,
  options: { log?: (line: string) => void } = {},
): Promise<{ applied: string[] }> {
  const client = new Client({ connectionString: databaseUrl });
  // A server that goes away while we wait rejects the query in flight; without a listener it would end the
  // process first.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new MigrationError(`The database cannot be reached (${reason(error)}); check DATABASE_URL.`, {
      cause: error,
    });
  });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await refuseForeignDatabase(client);
    const applied = await applyMigrations(databaseUrl);
    for (const name of applied) options.log?.(`applied ${name}`);
    return { applied };
  } finally {
    // Ending the session gives the lock back, whatever happened before.
    await client.end().catch(() => undefined);
  }
}

async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  try {
    const result = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: FILTERS }),
    );
    return result.appliedMigrationNames;
  } catch (error) {
    throw new MigrationError(`A migration failed and was not applied: ${reason(error)}.`, { cause: error });
  }
}

/**
 * Saldo's database is one that its own first migration made; tables of another program's must never be mixed
 * with ours.
 */
async function refuseForeignDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; migrated: boolean; tables: string[] }>(`
    SELECT current_setting('server_version_num')::int / 10000 AS version,
           to_regclass('_prisma_migrations') IS NOT NULL AS migrated,
           ARRAY(SELECT format('%I.%I', n.nspname, c.relname)
                   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    AND n.nspname NOT IN ('information_schema', 'pgboss') AND n.nspname NOT LIKE 'pg\\_%'
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
                  ORDER BY 1) AS tables`);
  const found = rows[0];
  if (!found) throw new MigrationError('The database did not say what it is.');
  if (found.version < OLDEST_SERVER) {
    throw new MigrationError(
      `Saldo needs PostgreSQL ${OLDEST_SERVER} or newer; DATABASE_URL points to a version ${found.version}.`,
    );
  }
  const foreign = found.migrated ? !(await isSaldos(client)) : found.tables.length > 0;
  if (foreign) {
    throw new MigrationError(
      `The database of DATABASE_URL belongs to another program (it has ${found.tables
        .filter((name) => !name.endsWith('._prisma_migrations'))
        .slice(0, 3)
        .join(', ')}); give Saldo an empty one.`,
    );
  }
}

/**
 * Another program that uses Prisma has a `_prisma_migrations` too, with migrations that are not in our
 * folder.
 */
async function isSaldos(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at LIMIT 1',
  );
  const first = rows[0]?.name;
  return (
    first === undefined || (await readMigrations()).migrationDirectories.some(({ path }) => path === first)
  );
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : JSON.stringify(error);
  return (text || 'no answer').trim().replace(/\.$/, '');
}
