import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Queryable } from '@/lib/platform/db/pool';
import { databaseOwnerUrl } from '@/lib/platform/env';
import { createNextKeys, forgetVault, loadVault, VAULT_KEPT_MS } from './household-vault';
import { hasOldRows, resealPlace, type Target } from './reseal';
import { SEALED_PLACES } from './sealed-places';

/** Any fixed number does; it only has to be the same in every process that rotates. */
const LOCK = 7_265_911_206;

export type Waits = {
  /**
   * From when a new version is written down until it seals: by then every process has looked up the
   * household's keys again.
   */
  announceMs: number;
  /** How far clocks may be apart, and how long a mail is on its way that was opened before. */
  settleMs: number;
};
const WAITS: Waits = { announceMs: VAULT_KEPT_MS + 60_000, settleMs: 60_000 };

export type RotationOptions = { say?: (sentence: string) => void; signal?: AbortSignal; waits?: Waits };

/**
 * Gives households a new data key and seals all of their rows anew with it, while they are used. The older
 * key stays and opens older backups.
 *
 * First the new version is written down, then time passes until every process knows it; only then anybody
 * seals with it. So nothing is unreadable for anybody at any moment. Rows are gone through again and again
 * until none is left that an older version sealed. Interrupted, it goes on where it was when it is called
 * again.
 *
 * @param which ids of households, or all of them.
 * @throws one sentence for a household that does not exist, or when another rotation is under way.
 */
export async function rotateHouseholds(
  which: readonly string[] | 'all',
  { say = () => undefined, signal, waits = WAITS }: RotationOptions = {},
): Promise<void> {
  // Kept rows are sealed anew by the owner of the tables only (the migration data_key_rotation).
  const owner = new pg.Client({ connectionString: databaseOwnerUrl(), application_name: 'saldo rotation' });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    const {
      rows: [lock],
    } = await owner.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    if (!lock?.mine) throw new Error('Another rotation of data keys is under way; wait until it is done.');
    const ids = await findHouseholds(owner, which);
    for (const id of ids) say(await announce(owner, id, waits.announceMs));
    await untilEveryoneKnows(owner, ids, waits.settleMs, say, signal);
    const targets = await Promise.all(
      ids.map(async (id): Promise<Target> => ({
        householdId: id,
        ...(await loadVault(id, owner, Infinity)),
      })),
    );
    await resealAll(owner, targets, say, signal);
    await owner.query(
      `UPDATE data_key k SET retired_at = now() FROM unnest($1::uuid[], $2::int[]) AS target(household_id,
        version)
        WHERE k.household_id = target.household_id AND k.version < target.version AND k.retired_at IS NULL`,
      [ids, targets.map(({ version }) => version)],
    );
    say(
      `Done: ${ids.length === 1 ? 'the household is' : `${ids.length} households are`} sealed with the new data key. The older one stays, so that backups made until now can be opened.`,
    );
  } finally {
    await owner.end().catch(() => undefined);
  }
}

async function findHouseholds(owner: Queryable, which: readonly string[] | 'all'): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT DISTINCT household_id AS id FROM data_key WHERE $1::text[] IS NULL OR household_id::text = ANY($1)
      ORDER BY 1`,
    [which === 'all' ? null : which],
  );
  const unknown = which === 'all' ? undefined : which.find((id) => !rows.some((row) => row.id === id));
  if (unknown !== undefined)
    throw new Error(`There is no household ${unknown}: give the id of one, or the word all.`);
  return rows.map(({ id }) => id);
}

/**
 * Writes down a new version of a household's data key, unless one is there already whose rotation was
 * interrupted.
 */
async function announce(owner: Queryable, householdId: string, announceMs: number): Promise<string> {
  const { rows } = await owner.query<{ version: number; unfinished: boolean }>(
    `SELECT max(version) AS version, count(*) FILTER (WHERE retired_at IS NULL) > 1 AS unfinished
      FROM data_key WHERE household_id = $1`,
    [householdId],
  );
  const { version = 0, unfinished = false } = rows[0] ?? {};
  if (unfinished)
    return `Household ${householdId}: going on with version ${version} of its data key, which was begun before.`;
  const next = await createNextKeys(householdId, owner);
  const { rows: written } = await owner.query<{ seals_from: Date }>(
    `INSERT INTO data_key (household_id, version, master_key_id, wrapped, seals_from)
      VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond') RETURNING seals_from`,
    [householdId, next.version, next.masterKeyId, next.wrapped, announceMs],
  );
  forgetVault(householdId);
  return `Household ${householdId}: version ${next.version} of its data key seals from ${written[0]?.seals_from.toISOString()} on.`;
}

/** Waits until the announced versions seal everywhere, and until whoever began before has ended. */
async function untilEveryoneKnows(
  owner: Queryable,
  ids: readonly string[],
  settleMs: number,
  say: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { rows } = await owner.query<{ wait: number | null }>(
    `SELECT greatest(0, extract(epoch FROM max(seals_from) - now()) * 1000 + $2)::float8 AS wait FROM data_key
      WHERE household_id = ANY($1)`,
    [ids, settleMs],
  );
  const wait = Math.ceil(rows[0]?.wait ?? 0);
  if (wait > 0)
    say(
      `Waiting ${Math.ceil(wait / 1_000)} s until every process knows the new key. Saldo serves meanwhile; an interrupted rotation goes on when it is started again.`,
    );
  await sleep(wait, undefined, { signal });
  for (const id of ids) forgetVault(id);
  // A transaction may have looked up the keys before and write, or read, long after.
  const {
    rows: [now],
  } = await owner.query<{ last: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS last');
  for (let waited = false; ; waited = true) {
    const {
      rows: [ended],
    } = await owner.query<{ all: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS all',
      [now?.last],
    );
    if (ended?.all) return;
    if (!waited) say('Waiting for transactions that began before.');
    await sleep(200, undefined, { signal });
  }
}

async function resealAll(
  owner: Queryable,
  targets: readonly Target[],
  say: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let waiting = SEALED_PLACES; waiting.length > 0;) {
    const left = [];
    for (const place of SEALED_PLACES) {
      const count = await resealPlace(owner, place, targets, signal);
      if (count > 0) say(`${place.table}: ${count} rows sealed anew.`);
      // Undoing a change copies rows between tables: only a whole round without any old row is the last one.
      if (count > 0 || (await hasOldRows(owner, place, targets))) left.push(place);
    }
    waiting = left;
    // Somebody holds a row.
    if (waiting.length > 0) await sleep(100, undefined, { signal });
  }
}
