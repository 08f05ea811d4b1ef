import { z } from 'zod';
import type { HouseholdId } from '../auth/scope';
import { isTimeZone } from '../dates/local-date';
import { db, inTransaction, type Queryable } from '../db/pool';
import { currencyField, parseInput, requiredText } from '../errors/parse-input';
import { recountPostings } from '../ledger/data';
import { lockLedger, rebuildTotals } from '../ledger/mutations';
import { loadConverter } from '../rates/data';
import { type Household, readReference } from './data';

const schema = z.object({
  name: requiredText('The name', 100).optional(),
  baseCurrency: currencyField.optional(),
  timeZone: z.string().refine(isTimeZone, { error: 'This time zone is not known: give an IANA name, such as Europe/Prague.' }).optional(),
});

/** Tells every process that what it keeps in memory about accounts, categories and settings is old. Part of each such change. */
export async function bumpReference(tx: Queryable, householdId: HouseholdId): Promise<void> {
  await tx.query('UPDATE household SET reference_version = reference_version + 1 WHERE id = $1', [householdId]);
}

/** Changes the household's settings. A new base currency recounts all totals in the same transaction. */
export async function updateHousehold(householdId: HouseholdId, rawInput: unknown): Promise<Household> {
  const input = parseInput(schema, rawInput);
  return inTransaction(async (tx) => {
    const ledger = await lockLedger(tx, householdId);
    await tx.query(
      'UPDATE household SET name = coalesce($2, name), base_currency = coalesce($3, base_currency), time_zone = coalesce($4, time_zone) WHERE id = $1',
      [householdId, input.name, input.baseCurrency, input.timeZone],
    );
    await bumpReference(tx, householdId);
    const reference = await readReference(householdId, tx);
    if (reference.household.baseCurrency !== ledger.reference.household.baseCurrency) {
      const currencies = [...reference.accounts.values()].map((account) => account.currency);
      const converter = await loadConverter(householdId, reference.household.baseCurrency, currencies, tx);
      await rebuildTotals({ ...ledger, reference, converter }, recountPostings(householdId, { from: null, to: null }, tx));
    }
    return reference.household;
  });
}

/** Forgets keys after three days, when no client repeats its request any more. Returns how many. */
export async function removeOldIdempotencyKeys(): Promise<number> {
  const { rowCount } = await db().query("DELETE FROM idempotency_key WHERE created_at < now() - interval '3 days'");
  return rowCount ?? 0;
}
