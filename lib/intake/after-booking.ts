import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Booked } from '@/lib/ledger/door/booking';
import { domainError } from '@/lib/platform/errors/domain-error';
import { forgetImport } from '@/lib/intake/files/forget';
import { followCorrections } from '@/lib/intake/reviews/corrections';
import { catchUp } from '@/lib/intake/reviews/catch-up';
import { askAgain, bookLeftOver } from '@/lib/intake/reviews/left-over';
import { rememberRemoved } from '@/lib/intake/postings/mutations';
import { countComeAgain } from '@/lib/intake/match/come-again';

/**
 * What banks and files have to know of a booking: removed rows are remembered, so that they stay away; what
 * an undo brings back catches up with what its bank has said meanwhile; an import that is undone is
 * forgotten; corrections of reconciled rows are asked about; a file's row that waited for what is gone now is
 * booked. Throws CONFLICT for an undo of what a bank or a file has brought again since.
 */
export async function afterBooking(ledger: Ledger, booked: Booked): Promise<void> {
  const { cause, added, changed, removed } = booked;
  await followCorrections(ledger, changed);
  const undone = cause.by === 'UNDO' ? await undoneChange(ledger, cause.sourceId ?? '') : null;
  if (undone?.cause === 'IMPORT' && undone.sourceId && removed.length > 0)
    await forgetImport(ledger, undone.sourceId, removed);
  else if (cause.by !== 'IMPORT') await rememberRemoved(ledger, booked);
  await bookLeftOver(ledger, booked);
  if (!undone || added.length === 0) return;
  await askAgain(ledger, added);
  const again = await countComeAgain(ledger, undone.id, added);
  if (again > 0)
    throw domainError(
      'CONFLICT',
      `It cannot be undone: ${again} of its ${added.length} transactions have been brought in again since.`,
      'id',
    );
  await catchUp(ledger, added);
}

async function undoneChange({ tx, householdId }: Ledger, id: string) {
  const { rows } = await tx.query<{ id: string; cause: string; sourceId: string | null }>(
    'SELECT id, cause, source_id AS "sourceId" FROM change WHERE id = $1 AND household_id = $2',
    [id, householdId],
  );
  return rows[0] ?? null;
}
