import { v7 as uuidv7 } from 'uuid';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { starterCategories } from './starter-categories';
import type { Queryable } from '@/lib/platform/db/pool';
import type { Locale } from '@/lib/platform/i18n/locales';
import { SEARCH_INDEX } from '@/lib/platform/vault/blind-index';
import { createHouseholdKeys } from '@/lib/platform/vault/household-vault';

/** Makes a household with its keys and a starter set of categories in `locale`, owned by a person and named after them unless `name` says otherwise. */
export async function foundHousehold(
  tx: Queryable,
  owner: { id: string; email: string; name: string | null },
  {
    baseCurrency,
    name,
    locale = 'en',
    timeZone = 'Europe/Prague',
    demo = false,
  }: { baseCurrency: string; name?: string; locale?: Locale; timeZone?: string; demo?: boolean },
): Promise<HouseholdId> {
  const id = proveHousehold(uuidv7());
  const { row: keys } = await createHouseholdKeys(id);
  const called = name ?? owner.name ?? owner.email.slice(0, owner.email.indexOf('@'));
  await tx.query(
    'INSERT INTO household (id, name, base_currency, time_zone, demo, search_index) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, called, baseCurrency, timeZone, demo, SEARCH_INDEX],
  );
  await tx.query(`INSERT INTO membership (user_id, household_id, role) VALUES ($1, $2, 'OWNER')`, [
    owner.id,
    id,
  ]);
  await tx.query(
    'INSERT INTO data_key (household_id, version, master_key_id, wrapped) VALUES ($1, $2, $3, $4)',
    [id, keys.version, keys.masterKeyId, keys.wrapped],
  );
  await tx.query(
    `INSERT INTO category (id, household_id, parent_id, kind, name, color)
      SELECT id, $1, "parentId", kind, name, color FROM jsonb_to_recordset($2) AS starter(id uuid, "parentId" uuid, kind category_kind, name text, color smallint)`,
    [id, JSON.stringify(starterCategories(locale))],
  );
  return id;
}
