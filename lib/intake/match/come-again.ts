import { rowOf } from '@/lib/intake/row';
import { addDays } from '@/lib/core/dates/local-date';
import type { Ledger } from '@/lib/ledger/cells/mutations';
import type { Transaction } from '@/lib/ledger/rows/types';
import { readAccountRecord } from './data';
import { matchRows } from './match';

/** Files and banks date the same row so many days apart; see match.ts. */
const NEIGHBOUR_DAYS = 5;

/**
 * How many of these transactions, which have just been put back, a bank or a file had brought in again since
 * `changeId` removed them: where their rows had been forgotten, nothing told that they were known.
 */
export async function countComeAgain(
  ledger: Ledger,
  changeId: string,
  restored: readonly Transaction[],
): Promise<number> {
  const { rows } = await ledger.tx.query<{ id: string }>(
    `SELECT x.id FROM unnest($2::uuid[]) AS x(id) WHERE NOT EXISTS (SELECT FROM bank_posting p
      WHERE p.household_id = $1 AND p.transaction_id = x.id)`,
    [ledger.householdId, restored.filter(({ origin }) => origin !== 'PERSON').map(({ id }) => id)],
  );
  const forgotten = new Set(rows.map(({ id }) => id));
  const byAccount = new Map<string, Transaction[]>();
  for (const transaction of restored) {
    if (forgotten.has(transaction.id))
      byAccount.set(transaction.account.id, [...(byAccount.get(transaction.account.id) ?? []), transaction]);
  }
  let count = 0;
  for (const [accountId, transactions] of byAccount) {
    const days = transactions.map((transaction) => rowOf(transaction).date).sort();
    const [first = '', last = first] = [days[0], days.at(-1)];
    const { known, postings } = await readAccountRecord(ledger, accountId, {
      from: addDays(first, -NEIGHBOUR_DAYS),
      to: addDays(last, NEIGHBOUR_DAYS),
    });
    // Ids carry their time: only what was recorded after the removal can have come again.
    const later = known.filter(
      ({ key, source }) =>
        source !== null && (postings.has(key) ? (postings.get(key)?.transactionId ?? '') : key) > changeId,
    );
    count += matchRows({ id: '', complete: { from: first, to: last } }, transactions.map(rowOf), later).same
      .length;
  }
  return count;
}
