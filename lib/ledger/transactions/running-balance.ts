import type { HouseholdId } from '@/lib/platform/scope';
import { addMonths, endOfMonth, monthOf } from '@/lib/core/dates/local-date';
import { inSnapshot, type Queryable } from '@/lib/platform/db/pool';
import { cellNet } from '@/lib/ledger/cells/cell';
import { listMonthCells, sumByAccount } from '@/lib/ledger/cells/data';
import { householdVault } from '@/lib/platform/vault/household-vault';
import type { PageRequest } from './data';
import { isGiven } from './filter';
import type { SealedTransaction, Transaction } from '@/lib/ledger/rows/types';

/**
 * Whether a list is a statement of one account: by date, without gaps, so that a balance beside each row
 * makes sense.
 */
export function isStatement(request: PageRequest): boolean {
  const { accountIds, from: _from, to: _to, ...others } = request.filter;
  return (
    request.orderBy.startsWith('DATE') && accountIds?.length === 1 && !Object.values(others).some(isGiven)
  );
}

/**
 * The account's balance right after each transaction of a page, by transaction id, in minor units.
 * It starts from the kept sum of everything and takes out what came after the newest row of the page.
 */
export async function runningBalances(
  householdId: HouseholdId,
  page: readonly Transaction[],
): Promise<Map<string, bigint>> {
  const newestFirst = [...page].sort((a, b) =>
    a.date < b.date || (a.date === b.date && a.id < b.id) ? 1 : -1,
  );
  const newest = newestFirst[0];
  if (!newest) return new Map();
  const { account } = newest;
  let balance = await inSnapshot(async (tx) => {
    let sum = account.openingBalanceMinor + ((await sumByAccount(householdId, tx)).get(account.id) ?? 0n);
    for (const { accountId, cell } of await listMonthCells(
      householdId,
      addMonths(monthOf(newest.date), 1),
      tx,
    )) {
      if (accountId === account.id) sum -= cellNet(cell);
    }
    return sum - (await sumAfter(householdId, newest, tx));
  });
  const balances = new Map<string, bigint>();
  for (const transaction of newestFirst) {
    balances.set(transaction.id, balance);
    balance -= transaction.amountMinor;
  }
  return balances;
}

/** The sum of what was booked in the transaction's account later in its month, in minor units. */
async function sumAfter(
  householdId: HouseholdId,
  { account, date, id }: Transaction,
  on: Queryable,
): Promise<bigint> {
  const vault = await householdVault(householdId, on);
  const { rows } = await on.query<{ id: string; sealed: Buffer }>(
    `SELECT id, sealed FROM transaction WHERE household_id = $1 AND account_id = $2 AND date <= $3
      AND (date, id) > ($4::date, $5::uuid)`,
    [householdId, account.id, endOfMonth(date), date, id],
  );
  return rows.reduce(
    (sum, row) => sum + BigInt(vault.open<SealedTransaction>('transaction', row.id, row.sealed).a),
    0n,
  );
}
