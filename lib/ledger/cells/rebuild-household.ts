import { type HouseholdId, proveHousehold } from '@/lib/platform/scope';
import { type LocalDate, monthOf } from '@/lib/core/dates/local-date';
import { loadConverter } from '@/lib/core/rates/data';
import { readReference } from '@/lib/ledger/reference/data';
import { bumpReference } from '@/lib/people/households/mutations';
import { inTransaction, type Queryable } from '@/lib/platform/db/pool';
import { lockLedger, rebuildTotals, recountTotals } from './mutations';

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

/** The first day whose conversions can have changed since the household's totals were counted; null when none has. */
async function firstChangedDay(tx: Queryable, householdId: HouseholdId): Promise<LocalDate | null> {
  const { rows } = await tx.query<{ first: LocalDate | null }>(
    'SELECT min(c.date_from) AS first FROM household h JOIN exchange_rate_change c ON c.id > h.rates_version WHERE h.id = $1',
    [householdId],
  );
  return rows[0]?.first ?? null;
}
