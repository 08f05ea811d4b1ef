import { db } from '@/lib/platform/db/pool';
import type { Binding, MasterKey } from './master-key';
import { masterKeyNamed, masterKeys, sealingKey } from './master-keys';

/** What a master key wraps itself. Everything else hangs on these. */
const WRAPPED = {
  data_key: {
    what: 'data key',
    columns: 'household_id AS id, version',
    secret: 'wrapped',
    same: 't.household_id = n.id AND t.version = n.version',
  },
  totp: {
    what: 'authenticator',
    columns: 'user_id AS id, NULL::int AS version',
    secret: 'sealed',
    same: 't.user_id = n.id',
  },
} as const;
type WrappedTable = keyof typeof WRAPPED;
export const WRAPPED_TABLES = Object.keys(WRAPPED) as WrappedTable[];

const BATCH = 50;

/**
 * Wraps everything that an older master key has wrapped by the first one, in small batches, while Saldo
 * serves: processes that are given both keys open both all the time. Interrupted, it goes on where it was;
 * done again, it finds nothing to do. Last it removes the canaries of keys that nothing needs any more, so
 * that a start without them succeeds. Data keys stay the same: no row is sealed anew.
 *
 * @param say receives the progress and the result in sentences.
 * @throws when an older key is needed and not given; everything before stays done.
 */
export async function rotateMasterKeys(
  say: (sentence: string) => void,
  keys: readonly MasterKey[] = masterKeys(),
): Promise<void> {
  const first = sealingKey(keys);
  for (const table of WRAPPED_TABLES) {
    let count = 0;
    for (let done = await rewrap(table, first, keys); done > 0; done = await rewrap(table, first, keys))
      count += done;
    say(
      `${count} ${WRAPPED[table].what}${count === 1 ? ' was' : 's were'} wrapped anew by the master key "${first.id}".`,
    );
  }
  await removeIdleCanaries(first);
  const idle = keys.filter(({ id }) => id !== first.id).map(({ id }) => `"${id}"`);
  say(
    idle.length === 0
      ? `Everything is wrapped by "${first.id}", the only master key given.`
      : `Everything is wrapped by "${first.id}". Take ${idle.join(', ')} out of the environment of all processes, and keep a copy as long as you keep backups made until now.`,
  );
}

/**
 * Wraps one batch of a table anew. A row that somebody changes meanwhile is left to the next batch. Returns
 * how many rows it found.
 */
async function rewrap(table: WrappedTable, first: MasterKey, keys: readonly MasterKey[]): Promise<number> {
  const { columns, secret, same } = WRAPPED[table];
  const { rows } = await db().query<{
    id: string;
    version: number | null;
    master_key_id: string;
    before: Buffer;
  }>(
    `SELECT ${columns}, master_key_id, ${secret} AS before FROM ${table} WHERE master_key_id <> $1 LIMIT $2`,
    [first.id, BATCH],
  );
  const after = await Promise.all(
    rows.map(async ({ id, version, master_key_id, before }) => {
      const binding: Binding = version === null ? { what: 'totp', id } : { what: 'data_key', id, version };
      const opened = await masterKeyNamed(master_key_id, keys).unwrap(binding, before);
      return first.wrap(binding, opened);
    }),
  );
  await db().query(
    `UPDATE ${table} t SET master_key_id = $1, ${secret} = n.after
      FROM unnest($2::uuid[], $3::int[], $4::bytea[], $5::bytea[]) AS n(id, version, before, after)
        WHERE ${same} AND t.${secret} = n.before`,
    [
      first.id,
      rows.map(({ id }) => id),
      rows.map(({ version }) => version),
      rows.map(({ before }) => before),
      after,
    ],
  );
  return rows.length;
}

async function removeIdleCanaries(first: MasterKey): Promise<void> {
  const needed = WRAPPED_TABLES.map(
    (table) => `SELECT FROM ${table} t WHERE t.master_key_id = c.master_key_id`,
  );
  await db().query(
    `DELETE FROM master_key_canary c WHERE master_key_id <> $1
      ${needed.map((query) => `AND NOT EXISTS (${query})`).join(' ')}`,
    [first.id],
  );
}
