import type { HouseholdId } from '../auth/scope';
import { addMonths, monthOf } from '../dates/local-date';
import { cellNet } from '../ledger/cell';
import { listMonthCells, sumByAccount } from '../ledger/data';
import { type PageRequest, sumAfter } from './data';
import { isGiven } from './filter';
import type { Transaction } from './types';

/** Whether a list is a statement of one account: by date, without gaps, so that a balance beside each row makes sense. */
export function isStatement(request: PageRequest): boolean {
  const { accountIds, from: _from, to: _to, ...others } = request.filter;
  return request.orderBy.startsWith('DATE') && accountIds?.length === 1 && !Object.values(others).some(isGiven);
}

/**
 * The account's balance right after each transaction of a page, by transaction id, in minor units.
 * It starts from the kept sum of everything and takes out what came after the newest row of the page.
 */
export async function runningBalances(householdId: HouseholdId, page: readonly Transaction[]): Promise<Map<string, bigint>> {
  const newestFirst = [...page].sort((a, b) => (a.date < b.date || (a.date === b.date && a.id < b.id) ? 1 : -1));
  const newest = newestFirst[0];
  if (!newest) return new Map();
  const { account } = newest;
  let balance = account.openingBalanceMinor + ((await sumByAccount(householdId)).get(account.id) ?? 0n);
  for (const { accountId, cell } of await listMonthCells(householdId, addMonths(monthOf(newest.date), 1))) {
    if (accountId === account.id) balance -= cellNet(cell);
  }
  balance -= await sumAfter(householdId, newest);
  const balances = new Map<string, bigint>();
  for (const transaction of newestFirst) {
    balances.set(transaction.id, balance);
    balance -= transaction.amountMinor;
  }
  return balances;
}
