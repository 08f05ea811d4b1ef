import pg from 'pg';
import { BackupError } from './sealed-file';

// Databases as a whole, in the name of the role that owns Saldo's: made, dropped, renamed.

/** The address of another database on the same server. */
export function onSameServer(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(database)}`;
  return address.href;
}

export function nameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'saldo backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Connects to a database of the server that is always there. */
const onServer = <T>(url: string, work: (client: pg.Client) => Promise<T>) =>
  withClient(onSameServer(url, 'postgres'), work);

/** Makes an empty database, in place of one that an interrupted run may have left. */
export async function makeDatabase(url: string): Promise<void> {
  await dropDatabase(url);
  await onServer(url, async (client) => {
    await client
      .query(`CREATE DATABASE ${client.escapeIdentifier(nameOf(url))} TEMPLATE template0`)
      .catch((error: unknown) => {
        if ((error as { code?: string }).code !== '42501') throw error;
        const { username } = new URL(url);
        throw new BackupError(
          `The role "${username}" may not make databases, and a backup is checked in one of its own: ` +
            `ALTER ROLE "${username}" CREATEDB.`,
        );
      });
  });
}

export async function dropDatabase(url: string): Promise<void> {
  await onServer(url, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(nameOf(url))} WITH (FORCE)`),
  );
}

export async function databaseExists(url: string): Promise<boolean> {
  return onServer(
    url,
    async (client) =>
      (await client.query('SELECT FROM pg_database WHERE datname = $1', [nameOf(url)])).rowCount === 1,
  );
}

/**
 * Gives `from` the name of `to`; what had it, when there was something, is called `kept` from then on.
 * Sessions on both are ended.
 */
export async function swapDatabases(from: string, to: string, kept: string): Promise<void> {
  await onServer(to, async (client) => {
    const [made, target] = [nameOf(from), nameOf(to)];
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [target]);
    const name = (text: string) => client.escapeIdentifier(text);
    // Pools connect again at once, so nobody is let in until the name is another's.
    if (rowCount) await client.query(`ALTER DATABASE ${name(target)} WITH ALLOW_CONNECTIONS false`);
    try {
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY($1)
          AND pid <> pg_backend_pid()`,
        [[made, target]],
      );
      await client.query('BEGIN');
      if (rowCount) await client.query(`ALTER DATABASE ${name(target)} RENAME TO ${name(kept)}`);
      await client.query(`ALTER DATABASE ${name(made)} RENAME TO ${name(target)}`);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      if (rowCount) await client.query(`ALTER DATABASE ${name(target)} WITH ALLOW_CONNECTIONS true`);
      throw error;
    }
    if (rowCount) await client.query(`ALTER DATABASE ${name(kept)} WITH ALLOW_CONNECTIONS true`);
  });
}
