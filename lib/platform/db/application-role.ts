import { Client } from 'pg';
import { MigrationError } from './migrate';

/** Any fixed number does; grants made by two processes at once would fail for one of them. */
const LOCK = 7_265_911_205;

/**
 * What the application may do in the schema `public` with tables that are not for it to change at will.
 * Everything else it reads and writes.
 */
const NARROWER: Record<string, string> = {
  // What somebody did stays as it was written. A household's rows go with it by a foreign key, which works in
  // the owner's name.
  audit_event: 'SELECT, INSERT',
  backup_run: 'SELECT',
  _prisma_migrations: 'SELECT',
};

/**
 * Lets the role of `url` use Saldo's tables: it reads and writes rows, owns nothing and cannot change the
 * schema, so that whoever takes over a process of Saldo cannot drop tables, switch triggers off or rewrite
 * the audit trail. Makes the role where there is none, and gives it the password of `url` where it has
 * another one.
 *
 * @param ownerUrl the role that owns Saldo's tables; it has migrated just now.
 * @throws {MigrationError} when the role can do more than it should, or cannot be made.
 */
export async function grantToApplication(ownerUrl: string, url: string): Promise<void> {
  const role = decodeURIComponent(new URL(url).username);
  if (new URL(url).pathname !== new URL(ownerUrl).pathname) {
    throw new MigrationError(
      'DATABASE_URL and DATABASE_OWNER_URL name different databases: they must differ in the role and its password only.',
    );
  }
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeRole(owner, role, url);
    await refusePowerfulRole(owner, role);
    await grant(owner, owner.escapeIdentifier(role));
  } finally {
    await owner.end().catch(() => undefined);
  }
}

async function makeRole(owner: Client, role: string, url: string): Promise<void> {
  if (await lets(url)) return;
  const { rows } = await owner.query<{ statement: string }>(
    `SELECT format('%s ROLE %I LOGIN PASSWORD %L', CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = $1)
      THEN 'ALTER' ELSE 'CREATE' END, $1::text, $2::text) AS statement`,
    [role, decodeURIComponent(new URL(url).password)],
  );
  try {
    await owner.query(rows[0]?.statement ?? '');
  } catch (error) {
    throw new MigrationError(
      `The role "${role}" of DATABASE_URL cannot be made (${(error as Error).message}): make it yourself, with LOGIN and the password that DATABASE_URL has.`,
      { cause: error },
    );
  }
}

/** Whether somebody gets in with this address, as far as role and password go. */
async function lets(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // A wrong password, and a role that does not exist.
    if (['28P01', '28000'].includes((error as { code?: string }).code ?? '')) return false;
    throw new MigrationError(
      `The database cannot be reached with DATABASE_URL (${(error as Error).message}).`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refusePowerfulRole(owner: Client, role: string): Promise<void> {
  const { rows } = await owner.query<{ powerful: boolean }>(
    `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls
      OR pg_has_role(rolname, current_user, 'MEMBER') AS powerful FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  if (rows[0]?.powerful !== false) {
    throw new MigrationError(
      `The role "${role}" of DATABASE_URL could change the schema or make roles: name another one there, which may only sign in, and the owner in DATABASE_OWNER_URL.`,
    );
  }
}

async function grant(owner: Client, role: string): Promise<void> {
  const narrower = Object.entries(NARROWER).map(
    ([table, rights]) => `REVOKE ALL ON "${table}" FROM ${role}; GRANT ${rights} ON "${table}" TO ${role};`,
  );
  // One simple query is one transaction: nobody ever sees a table without its rights.
  await owner.query(`
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public, pgboss TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, pgboss TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, pgboss TO ${role};
    ${narrower.join('\n')}`);
}
