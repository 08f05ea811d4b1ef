import { grantToApplication } from '@/lib/platform/db/application-role';
import { migrate } from '@/lib/platform/db/migrate';
import { makeQueues } from '@/lib/platform/jobs/queue';

export type DatabaseAddresses = {
  /** DATABASE_URL: what web and worker use. */
  url: string;
  /** DATABASE_OWNER_URL: the role that owns the tables. Left out, the role of `url` owns them. */
  ownerUrl?: string | undefined;
};

/**
 * Everything that a database needs before processes of Saldo start: the newest schema, the queues, and the
 * rights of the role that they use. Safe to repeat, and to call from several processes at once.
 *
 * @param options.log receives one line for each migration applied, and one when the application's role could
 *   change the schema.
 * @returns the names of the migrations applied now.
 * @throws {MigrationError} with one sentence for the operator.
 */
export async function setUpDatabase(
  { url, ownerUrl }: DatabaseAddresses,
  options: { log?: (line: string) => void } = {},
): Promise<{ applied: string[] }> {
  const result = await migrate(ownerUrl || url, options);
  await makeQueues(ownerUrl || url);
  if (ownerUrl && ownerUrl !== url) await grantToApplication(ownerUrl, url);
  else
    options.log?.(
      'The role of DATABASE_URL owns the tables and could change them: set DATABASE_OWNER_URL too, and name a role in DATABASE_URL that may only sign in.',
    );
  return result;
}
