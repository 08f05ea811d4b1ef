import { proveHousehold } from '@/lib/platform/scope';
import { db } from '@/lib/platform/db/pool';
import { log } from '@/lib/platform/log';
import { metrics } from '@/lib/platform/metrics/metrics';
import { logHash } from '@/lib/platform/log-hash';
import { verifyLedger } from './verify';

/**
 * Recounts every household's ledger, one after the other, and tells logs and metrics where the totals that
 * are kept differ. It mends nothing.
 */
export async function auditLedgers(): Promise<void> {
  // Whose key is destroyed cannot be read by anybody.
  const { rows } = await db().query<{ id: string }>(
    'SELECT id FROM household h WHERE EXISTS (SELECT FROM data_key WHERE household_id = h.id) ORDER BY id',
  );
  const { ledgerChecked, ledgerDifferences } = metrics();
  for (const { id } of rows) {
    const { differences } = await verifyLedger(proveHousehold(id));
    ledgerChecked.inc();
    ledgerDifferences.inc(differences.length);
    if (differences.length > 0)
      log.error('a ledger differs from a recount', { household: logHash(id), count: differences.length });
  }
}
