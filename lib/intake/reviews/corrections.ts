import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Edit } from '@/lib/ledger/door/booking';
import { book } from '@/lib/ledger/door/door';
import { findTransactions } from '@/lib/ledger/rows/data';
import { forgetCorrection, isCorrected } from '@/lib/ledger/rows/provenance';
import { openReviews } from './mutations';

/**
 * Asks about what these edits left waiting: a bank's other amount or day for a reconciled transaction,
 * whichever way it came in. What they settled, because somebody chose one of the two or the bank took its
 * word back, is asked no more.
 */
export async function followCorrections(ledger: Ledger, changed: readonly Edit[]): Promise<void> {
  const settled = changed.filter(([before, after]) => isCorrected(before) && !isCorrected(after));
  if (settled.length > 0)
    await ledger.tx.query(
      `UPDATE review SET decided_at = now() WHERE household_id = $1 AND kind = 'CORRECTION'
        AND transaction_id = ANY($2::uuid[]) AND decided_at IS NULL`,
      [ledger.householdId, settled.map(([{ id }]) => id)],
    );
  await openReviews(
    ledger,
    changed.filter(isNewCorrection).map(([, { id, account }]) => ({
      kind: 'CORRECTION',
      accountId: account.id,
      transactionId: id,
      postingId: null,
      candidates: [],
    })),
  );
}

/** Whether an edit is the first word of a correction that has to be asked about. */
export function isNewCorrection([before, after]: Edit): boolean {
  return isCorrected(after) && !isCorrected(before);
}

/**
 * Ends the questions about corrections of these transactions: the bank that made them is gone, and they stay
 * as they are. The ids may be of any number of others besides.
 */
export async function forgetCorrections(ledger: Ledger, ids: readonly string[]): Promise<void> {
  const { tx, householdId, reference } = ledger;
  const { rows } = await tx.query<{ id: string }>(
    `SELECT transaction_id AS id FROM review WHERE household_id = $1 AND kind = 'CORRECTION'
      AND transaction_id = ANY($2::uuid[]) AND decided_at IS NULL`,
    [householdId, ids],
  );
  const corrected = await findTransactions(
    householdId,
    reference,
    rows.map(({ id }) => id),
    tx,
  );
  await book(ledger, {
    changed: corrected.map((transaction) => [transaction, forgetCorrection(transaction)]),
    cause: { by: 'SYNC', userId: null },
  });
}
