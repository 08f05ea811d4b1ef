import { db, type Queryable } from '@/lib/platform/db/pool';
import type { HouseholdId } from '@/lib/platform/scope';

/**
 * `pendingBaseCurrency` is the next base currency while totals are still those of `baseCurrency`; null
 * otherwise. `deletionAt` is when it will be erased; null unless an owner has asked for that.
 */
export type Household = {
  id: HouseholdId;
  name: string;
  baseCurrency: string;
  pendingBaseCurrency: string | null;
  timeZone: string;
  demo: boolean;
  deletionAt: Date | null;
  /** What the rows' search tokens were made by, all of them at least (SEARCH_INDEX of platform/vault). */
  searchIndex: number;
};

/** A row of the table as to_jsonb writes it. */
export type HouseholdRow = {
  name: string;
  base_currency: string;
  pending_base_currency: string | null;
  time_zone: string;
  demo: boolean;
  deletion_at: string | null;
  reference_version: number;
  search_index: number;
};

export function toHousehold(id: HouseholdId, row: HouseholdRow): Household {
  return {
    id,
    name: row.name,
    baseCurrency: row.base_currency,
    pendingBaseCurrency: row.pending_base_currency,
    timeZone: row.time_zone,
    demo: row.demo,
    deletionAt: row.deletion_at === null ? null : new Date(row.deletion_at),
    searchIndex: row.search_index,
  };
}

/** A household's settings as they are now. */
export async function readHousehold(householdId: HouseholdId, on: Queryable = db()): Promise<Household> {
  const { rows } = await on.query<{ household: HouseholdRow }>(
    'SELECT to_jsonb(h) AS household FROM household h WHERE id = $1',
    [householdId],
  );
  if (!rows[0]) throw new Error('The household does not exist.');
  return toHousehold(householdId, rows[0].household);
}
