import { Client } from 'pg';

export const TEMPLATE = 'saldo_test_template';

/** The address of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The same for the role that the application signs in with. */
export function applicationUrl(server: string, name: string): string {
  const url = new URL(databaseUrl(server, name));
  url.username = 'saldo_test_app';
  url.password = 'only for tests';
  return url.href;
}

export async function withServer<T>(server: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Removes a database, with the sessions that are still on it. */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await withServer(server, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
  );
}

/** Makes an empty database, in place of one that an interrupted run may have left. */
export async function createFreshDatabase(server: string, name: string): Promise<void> {
  await dropDatabase(server, name);
  await withServer(server, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`));
}
