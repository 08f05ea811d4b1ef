import { z } from 'zod';
import { v7 as uuidv7 } from 'uuid';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { SEARCH_INDEX } from '@/lib/platform/vault/blind-index';
import { createHouseholdKeys } from '@/lib/platform/vault/household-vault';
import { prisma } from '@/lib/platform/db/prisma';
import { starterCategories } from './starter-categories';
import { isTimeZone } from '@/lib/core/dates/local-date';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { currencyField } from '@/lib/core/money/currency-field';
import { parseInput, requiredText } from '@/lib/platform/errors/parse-input';
import type { Locale } from '@/lib/platform/i18n/locales';
import { enqueue } from '@/lib/platform/jobs/queue';
import { type Household, readHousehold } from './data';

const schema = z.object({
  name: requiredText('The name', 100).optional(),
  baseCurrency: currencyField.optional(),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'This time zone is not known: give an IANA name, such as Europe/Prague.' })
    .optional(),
});

const addSchema = z.object({ name: requiredText('The name', 100), baseCurrency: currencyField.nullish() });

/**
 * Makes another household for a person, who owns it; its categories are in their language. Returns its id.
 */
export async function addHousehold(
  owner: { id: string; email: string; name: string | null; locale: Locale | null },
  rawInput: unknown,
): Promise<HouseholdId> {
  const { name, baseCurrency } = parseInput(addSchema, rawInput);
  return inTransaction(() =>
    foundHousehold(owner, { name, baseCurrency: baseCurrency ?? 'CZK', locale: owner.locale ?? 'en' }),
  );
}

/**
 * Tells every process that what it keeps in memory about accounts, categories and settings is old. Part of
 * each such change.
 */
export async function bumpReference(tx: Queryable, householdId: HouseholdId): Promise<void> {
  await tx.query('UPDATE household SET reference_version = reference_version + 1 WHERE id = $1', [
    householdId,
  ]);
}

/**
 * Changes the household's settings. A new base currency is noted as pending: totals stay in the old one, and
 * say so, until a job has recounted them (rebuildHousehold). Choosing the old one again takes that back.
 */
export async function updateHousehold(householdId: HouseholdId, rawInput: unknown): Promise<Household> {
  const input = parseInput(schema, rawInput);
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ pending: string | null }>(
      `UPDATE household SET name = coalesce($2, name), time_zone = coalesce($4, time_zone),
          pending_base_currency = CASE WHEN $3::text IS NULL THEN pending_base_currency
            ELSE nullif($3, base_currency) END
        WHERE id = $1 RETURNING pending_base_currency AS pending`,
      [householdId, input.name, input.baseCurrency, input.timeZone],
    );
    if (input.baseCurrency && rows[0]?.pending) await enqueue(tx, 'rebuild', { householdId });
    await bumpReference(tx, householdId);
    return readHousehold(householdId, tx);
  });
}

/**
 * Call it in a transaction. Makes a household with its keys and a starter set of categories in `locale`,
 * owned by a person and named after them unless `name` says otherwise.
 */
export async function foundHousehold(
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
  await prisma().household.create({
    data: {
      id,
      name: called,
      baseCurrency,
      timeZone,
      demo,
      searchIndex: SEARCH_INDEX,
      memberships: { create: { userId: owner.id, role: 'OWNER' } },
      dataKeys: { create: keys },
    },
  });
  const categories = starterCategories(locale).map((category) => ({ ...category, householdId: id }));
  await prisma().category.createMany({ data: categories });
  return id;
}
