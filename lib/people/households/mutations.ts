import { z } from 'zod';
import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { isTimeZone, type LocalDate, monthOf } from '@/lib/core/dates/local-date';
import { db, inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { currencyField } from '@/lib/core/money/currency-field';
import { parseInput, requiredText } from '@/lib/platform/errors/parse-input';
import type { Locale } from '@/lib/platform/i18n/locales';
import { enqueue } from '@/lib/platform/jobs/queue';
import { lockLedger, rebuildTotals, recountTotals } from '@/lib/ledger/cells/mutations';
import { loadConverter } from '@/lib/core/rates/data';
import { type Household, readReference } from './data';
import { foundHousehold } from './found';

const schema = z.object({
  name: requiredText('The name', 100).optional(),
  baseCurrency: currencyField.optional(),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'This time zone is not known: give an IANA name, such as Europe/Prague.' })
    .optional(),
});

const addSchema = z.object({ name: requiredText('The name', 100), baseCurrency: currencyField.nullish() });

/** Makes another household for a person, who owns it; its categories are in their language. Returns its id. */
export async function addHousehold(
  owner: { id: string; email: string; name: string | null; locale: Locale | null },
  rawInput: unknown,
): Promise<HouseholdId> {
  const { name, baseCurrency } = parseInput(addSchema, rawInput);
  return inTransaction((tx) =>
    foundHousehold(tx, owner, { name, baseCurrency: baseCurrency ?? 'CZK', locale: owner.locale ?? 'en' }),
  );
}

/** Tells every process that what it keeps in memory about accounts, categories and settings is old. Part of each such change. */
export async function bumpReference(tx: Queryable, householdId: HouseholdId): Promise<void> {
  await tx.query('UPDATE household SET reference_version = reference_version + 1 WHERE id = $1', [
    householdId,
  ]);
}

/**
 * Changes the household's settings. A new base currency is noted as pending: totals stay in the old one, and say so, until a
 * job has recounted them (rebuildHousehold). Choosing the old one again takes that back.
 */
export async function updateHousehold(householdId: HouseholdId, rawInput: unknown): Promise<Household> {
  const input = parseInput(schema, rawInput);
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ pending: string | null }>(
      `UPDATE household SET name = coalesce($2, name), time_zone = coalesce($4, time_zone),
          pending_base_currency = CASE WHEN $3::text IS NULL THEN pending_base_currency ELSE nullif($3, base_currency) END
        WHERE id = $1 RETURNING pending_base_currency AS pending`,
      [householdId, input.name, input.baseCurrency, input.timeZone],
    );
    if (input.baseCurrency && rows[0]?.pending) await enqueue(tx, 'rebuild', { householdId });
    await bumpReference(tx, householdId);
    return (await readReference(householdId, tx)).household;
  });
}

/**
 * Brings a household's totals up to date, in one transaction: into the base currency that is pending, or for the rates that
 * were written since they were last counted. Readers see the old totals until then, writers of this household wait.
 * Doing it again changes nothing.
 */
export async function rebuildHousehold(householdIdText: string): Promise<void> {
  const householdId = proveHousehold(householdIdText);
  await inTransaction(async (tx) => {
    const { rows } = await tx.query('SELECT FROM household WHERE id = $1', [householdId]);
    // Removed while the job was waiting.
    if (rows.length === 0) return;
    const ledger = await lockLedger(tx, householdId);
    const { pendingBaseCurrency } = ledger.reference.household;
    if (pendingBaseCurrency) {
      await tx.query('UPDATE household SET base_currency = $2, pending_base_currency = NULL WHERE id = $1', [
        householdId,
        pendingBaseCurrency,
      ]);
      await bumpReference(tx, householdId);
      const reference = await readReference(householdId, tx);
      const currencies = [...reference.accounts.values()].map((account) => account.currency);
      const converter = await loadConverter(pendingBaseCurrency, currencies, ledger.ratesVersion, tx);
      await rebuildTotals({ ...ledger, reference, converter });
    } else {
      const from = await firstChangedDay(tx, householdId);
      if (from) await recountTotals(ledger, monthOf(from));
    }
    await tx.query('UPDATE household SET rates_version = $2 WHERE id = $1', [
      householdId,
      ledger.ratesVersion,
    ]);
  });
}

/**
 * A day whose conversions can have changed since the household's totals were counted, with none before it; null when there is none.
 * It is the last day with rates before those that changed: the days after it may have been converted with its rates, as days to come.
 */
async function firstChangedDay(tx: Queryable, householdId: HouseholdId): Promise<LocalDate | null> {
  const { rows } = await tx.query<{ first: LocalDate | null }>(
    `SELECT coalesce((SELECT max(r.date) FROM exchange_rate r WHERE r.date < changed.first), changed.first) AS first
      FROM (SELECT min(c.date_from) AS first FROM household h
        JOIN exchange_rate_change c ON c.id > h.rates_version WHERE h.id = $1) AS changed`,
    [householdId],
  );
  return rows[0]?.first ?? null;
}

/** Forgets keys after three days, when no client repeats its request any more. Returns how many. */
export async function removeOldIdempotencyKeys(): Promise<number> {
  const { rowCount } = await db().query(
    "DELETE FROM idempotency_key WHERE created_at < now() - interval '3 days'",
  );
  return rowCount ?? 0;
}
