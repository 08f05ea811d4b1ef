import type { Queryable } from '@/lib/platform/db/pool';
import type { SealedPlace } from './sealed-places';
import type { Vault } from './vault';

/**
 * A household whose rows are to be sealed by a version of its data key, and a vault that opens all versions
 * and seals with that one.
 */
export type Target = { householdId: string; version: number; vault: Vault };

type OldRow = { key: string[]; household_id: string; bound_to: string; sealed: Buffer };

/** The key version that a value names in its envelope (cipher.ts). */
const versionOf = (sealed: string) => `(get_byte(${sealed}, 1) * 256 + get_byte(${sealed}, 2))`;

const OF_TARGETS = 'JOIN unnest($1::uuid[], $2::int[]) AS target(household_id, version) ON';
const parameters = (targets: readonly Target[]) => [
  targets.map(({ householdId }) => householdId),
  targets.map(({ version }) => version),
];
const isOld = (place: SealedPlace) =>
  `${place.sealed} IS NOT NULL AND ${versionOf(place.sealed)} < target.version`;

/** Whether a place holds anything that an older version of its household's data key sealed. */
export async function hasOldRows(
  on: Queryable,
  place: SealedPlace,
  targets: readonly Target[],
): Promise<boolean> {
  const { rowCount } = await on.query(
    `SELECT FROM ${place.from} ${OF_TARGETS} target.household_id = ${place.household} WHERE ${isOld(place)}
      LIMIT 1`,
    parameters(targets),
  );
  return rowCount === 1;
}

/**
 * Goes once through a place in the order of its primary key and seals anew what an older version sealed, a
 * batch in a transaction. Rows that somebody holds at that moment are left for the next time: it never waits
 * while it holds rows, so nobody can wait for it in a circle. Returns how many rows it sealed.
 */
export async function resealPlace(
  owner: Queryable,
  place: SealedPlace,
  targets: readonly Target[],
  signal?: AbortSignal,
): Promise<number> {
  const vaults = new Map(targets.map(({ householdId, vault }) => [householdId, vault]));
  const columns = place.key.map(([column]) => `t.${column}`);
  const types = place.key.map(([, type]) => type);
  const after = `(${columns.join(', ')}) > (${types.map((type, index) => `$${index + 4}::${type}`).join(', ')})`;
  let [count, last]: [number, string[] | null] = [0, null];
  for (;;) {
    signal?.throwIfAborted();
    await owner.query('BEGIN');
    try {
      const { rows }: { rows: OldRow[] } = await owner.query<OldRow>(
        `SELECT ARRAY[${columns.map((column) => `${column}::text`).join(', ')}] AS key, target.household_id,
          ${place.boundTo} AS bound_to, ${place.sealed} AS sealed
          FROM ${place.from} ${OF_TARGETS} target.household_id = ${place.household}
          WHERE ${isOld(place)} ${last ? `AND ${after}` : ''} ORDER BY ${columns.join(', ')} LIMIT $3
            FOR UPDATE OF t SKIP LOCKED`,
        [...parameters(targets), place.batch, ...(last ?? [])],
      );
      const anew = rows.map((row) => {
        const vault = vaults.get(row.household_id)!;
        return vault.sealBytes(
          place.sealedAs,
          row.bound_to,
          vault.openBytes(place.sealedAs, row.bound_to, row.sealed),
        );
      });
      await owner.query(
        `UPDATE ${place.table} t SET ${place.assign}
          FROM unnest(${types.map((_, index) => `$${index + 2}::text[]`).join(', ')}, $1::bytea[])
            AS n(${types.map((_, index) => `k${index}`).join(', ')}, sealed)
          WHERE ${place.key.map(([column, type], index) => `t.${column} = n.k${index}::${type}`).join(' AND ')}`,
        [anew, ...types.map((_, index) => rows.map(({ key }) => key[index]))],
      );
      await owner.query('COMMIT');
      count += rows.length;
      last = rows.at(-1)?.key ?? null;
      if (rows.length < place.batch) return count;
    } catch (error) {
      await owner.query('ROLLBACK');
      throw error;
    }
  }
}
