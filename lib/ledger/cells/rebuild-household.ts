import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { type LocalDate, monthOf } from '@/lib/core/dates/local-date';
import { loadConverter } from '@/lib/core/rates/data';
import { readReference } from '@/lib/ledger/reference/data';
import { bumpReference } from '@/lib/people/households/mutations';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { lockLedger, rebuildTotals, recountTotals } from './mutations';

/**
 * Brings a household's totals up to date, in one transaction: into the base currency that is pending, or for
 * the rates that were written since they were last counted. Readers see the old totals until then, writers of
 * this household wait. Doing it again changes nothing.
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
 * A day whose conversions can have changed since the household's totals were counted, with none before it;
 * null when there is none. It is the last day with rates before those that changed: the days after it may
 * have been converted with its rates, as days to come.
 */
async function firstChangedDay(tx: Queryable, householdId: HouseholdId): Promise<LocalDate | null> {
  const { rows } = await tx.query<{ first: LocalDate | null }>(
    `SELECT coalesce((SELECT max(r.date) FROM exchange_rate r
      WHERE r.date < changed.first), changed.first) AS first
      FROM (SELECT min(c.date_from) AS first FROM household h
        JOIN exchange_rate_change c ON c.id > h.rates_version WHERE h.id = $1) AS changed`,
    [householdId],
  );
  return rows[0]?.first ?? null;
}
